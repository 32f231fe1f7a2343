import type { PersonKey } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { readConversation } from '../store/conversation.ts';

/**
 * The direct messages of the app and this person, by Slack's id of them, as the newest message that was sent there
 * knows it; nothing where none was. A file needs it: what takes messages by a person's id takes no files so.
 */
export function conversationWith(db: Database | Tx, who: PersonKey): Promise<string | undefined> {
  return readConversation(db, who);
}
