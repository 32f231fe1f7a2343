import { z } from 'zod';
import type { JournalEntry } from '../../src/local-slack/journal.ts';
import type { LocalSlack } from '../../src/local-slack/server.ts';
import { askTogether, type Database } from '../../src/storage/database.ts';
import { SECRET } from './acts.ts';
import type { Message } from './evidence.ts';

const Metadata = z.object({ event_payload: z.object({ delivery_id: z.string() }) });
const Posted = z.object({
  channel: z.string(),
  text: z.string(),
  blocks: z.unknown(),
  metadata: z.preprocess((value) => (typeof value === 'string' ? JSON.parse(value) : value), Metadata),
});
const About = z.object({ pairId: z.string().default(''), offerId: z.string().default('') });

/** What Slack was asked to post and to change, as it came. */
export class Heard {
  readonly messages: Message[] = [];
  readonly leaks: string[] = [];
  readonly #slack: LocalSlack;
  readonly #db: Database;
  #seen: JournalEntry | undefined;

  constructor(slack: LocalSlack, db: Database) {
    this.#slack = slack;
    this.#db = db;
  }

  /** @returns what was posted since the last time */
  async listen(): Promise<Message[]> {
    const { journal } = this.#slack;
    const at = new Date(this.#slack.clock().now);
    const entries = journal.slice(this.#seen ? journal.lastIndexOf(this.#seen) + 1 : 0);
    this.#seen = journal.at(-1);
    const posted: Omit<Message, 'class' | 'about'>[] = [];
    for (const entry of entries) {
      if (entry.type !== 'call' || !entry.method.startsWith('chat.')) continue;
      if (JSON.stringify(entry.args).includes(SECRET))
        this.leaks.push(`${entry.method} at ${at.toISOString()}`);
      const isTaken = 'ok' in entry.answer && entry.answer.ok === true;
      if (entry.method !== 'chat.postMessage' || !isTaken) continue;
      const { channel, text, blocks, metadata } = Posted.parse(entry.args);
      const said = `${text} ${JSON.stringify(blocks)}`;
      posted.push({ deliveryId: metadata.event_payload.delivery_id, to: channel, text: said, at });
    }
    if (posted.length === 0) return [];
    const messages = await this.#withWhatFor(posted);
    this.messages.push(...messages);
    return messages;
  }

  /** What each was for: that alone Slack is not told. */
  async #withWhatFor(posted: readonly Omit<Message, 'class' | 'about'>[]): Promise<Message[]> {
    const ids = posted.map(({ deliveryId }) => deliveryId);
    const [deliveries, nudges] = await askTogether(this.#db, (on) => [
      on.selectFrom('deliveries').select(['id', 'class', 'kind', 'about']).where('id', 'in', ids).execute(),
      on
        .selectFrom('nudges')
        .select(['delivery_id', 'subject_id', 'kind', 'once'])
        .where('delivery_id', 'in', ids)
        .where('state', '=', 'sent')
        .execute(),
    ]);
    return posted.map((one): Message => {
      const delivery = deliveries.find(({ id }) => id === one.deliveryId);
      if (!delivery) throw new Error(`message ${one.deliveryId} is none that was planned`);
      const { pairId, offerId } = About.parse(delivery.about);
      return {
        ...one,
        class: delivery.class,
        about:
          delivery.class === 'nudge'
            ? nudges
                .filter(({ delivery_id }) => delivery_id === one.deliveryId)
                .map(({ subject_id, kind, once }) => ({ pairId: subject_id, kind, once }))
            : [{ pairId: pairId || offerId, kind: delivery.kind, once: '' }],
      };
    });
  }
}
