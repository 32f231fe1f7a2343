import type { HomeView } from '@slack/types';
import { introBlocks } from '../guidance/views/explain.ts';
import { textsIn } from '../locales/texts.ts';
import type { Reader } from '../people/flow/readers.ts';
import { contactBlocks, editContactsButton } from '../people/views/contacts.ts';

/** The App Home: what the two are and the way in, then where to turn. Slack allows 100 blocks. */
export function homeView(reader: Reader): HomeView {
  const t = textsIn(reader.language);
  const change = reader.isAdmin && reader.contacts.length > 0 ? [editContactsButton(t)] : [];
  return {
    type: 'home',
    blocks: [...introBlocks(t), { type: 'divider' }, ...contactBlocks(t, reader), ...change],
  };
}
