import type { WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import type { Readers } from '../people/flow/readers.ts';
import type { PersonKey } from '../ports.ts';
import type { Feature } from '../slack/asking.ts';
import { homeView } from './views.ts';

/** Everybody's App Home. */
export interface Homes {
  /** Shows the person their Home, as it is now. */
  publish(client: WebClient, who: PersonKey): Promise<void>;
  /** From now on this person's Home is renewed, whether they have opened it or not. */
  watch(who: PersonKey): void;
  /** The same for somebody who has opened it since the app started; nothing for others, who will see it made anew. */
  renew(client: WebClient, who: PersonKey): Promise<void>;
}

const OPENED_KEPT = 10_000;

/** Puts everybody's Home together, of the sections that the features give. */
export function createHomes(readers: Readers, features: readonly Feature[]): Homes {
  const opened = new LRUCache<string, true>({ max: OPENED_KEPT });
  const keyOf = ({ workspaceId, personId }: PersonKey): string => `${workspaceId} ${personId}`;

  const watch = (who: PersonKey): void => void opened.set(keyOf(who), true);

  /** One person's Home is made and shown one after the other: what was true before must not arrive last. */
  const last = new Map<string, Promise<void>>();
  function publish(client: WebClient, who: PersonKey): Promise<void> {
    watch(who);
    const turn = (last.get(keyOf(who)) ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => show(client, who));
    last.set(keyOf(who), turn);
    const done = (): void => {
      if (last.get(keyOf(who)) === turn) last.delete(keyOf(who));
    };
    turn.then(done, done);
    return turn;
  }

  async function show(client: WebClient, who: PersonKey): Promise<void> {
    const reader = await readers.load(who);
    const sections = await Promise.all(features.map(({ homeSection }) => homeSection?.(who, reader) ?? []));
    await client.views.publish({ user_id: who.personId, view: homeView(reader, sections) });
  }

  return {
    publish,
    watch,
    renew: async (client, who) => (opened.has(keyOf(who)) ? publish(client, who) : undefined),
  };
}
