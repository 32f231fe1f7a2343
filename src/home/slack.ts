import type { WebClient } from '@slack/web-api';
import type { Readers } from '../people/flow/readers.ts';
import type { PersonKey } from '../ports.ts';
import { homeView } from './views.ts';

/** Shows the person their App Home, as it is now. */
export async function publishHome(client: WebClient, readers: Readers, who: PersonKey): Promise<void> {
  const reader = await readers.load(who);
  await client.views.publish({ user_id: who.personId, view: homeView(reader) });
}
