import { randomUUID } from 'node:crypto';
import type { KnownBlock } from '@slack/types';
import { sql } from 'kysely';
import { MESSAGES_AT_ONCE } from '../../src/nudges/flow/sending.ts';
import type { PersonKey } from '../../src/ports.ts';
import { startDelivering } from '../delivery.ts';
import { compare, measurePairs, type Row } from '../row.ts';
import { AGREED_AT, fillWithHistory } from '../running-pairs.ts';

/** Each has one nudge that is due. */
const COACHING_PAIRS = 4_000;
const MUST = 0.5;

/**
 * Due nudges of real pairs, from the plan to Slack and back into the tables, by one worker; against the same client
 * that posts the same messages and does nothing else, with as many on their way at once. Slack is a process that answers
 * at once, and its rates are not kept.
 */
export const deliver: Row = {
  name: 'deliver',
  maxSeconds: 170,
  async run(stage) {
    const delivering = await startDelivering(stage, COACHING_PAIRS);
    await fillWithHistory(delivering.db);
    const messages: { to: PersonKey; text: string; blocks: KnownBlock[] }[] = [];
    delivering.onPost((to, { text, blocks }) => messages.push({ to, text, blocks: JSON.parse(blocks) }));
    await delivering.deliver();
    if (messages.length !== COACHING_PAIRS) throw new Error(`${messages.length} messages were sent`);
    delivering.onPost(() => undefined);

    const rate = async (work: () => Promise<void>): Promise<number> => {
      stage.signal.throwIfAborted();
      const begunAt = performance.now();
      await work();
      return (messages.length * 1_000) / (performance.now() - begunAt);
    };
    const bare = async (): Promise<void> => {
      const left = messages.values();
      const lane = async (): Promise<void> => {
        for (const { to, text, blocks } of left)
          await delivering.client.chat.postMessage({
            channel: to.personId,
            text,
            blocks,
            unfurl_links: false,
            unfurl_media: false,
            metadata: { event_type: 'bench', event_payload: { delivery_id: randomUUID() } },
          });
      };
      await Promise.all(Array.from({ length: MESSAGES_AT_ONCE }, lane));
    };
    const ours = async (): Promise<number> => {
      await delivering.again();
      await sql`vacuum analyze nudges, deliveries`.execute(delivering.db);
      const found = await rate(() => delivering.deliver());
      const sent = await delivering.db
        .selectFrom('nudges')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('state', '=', 'sent')
        .where('due_at', '>', AGREED_AT)
        .executeTakeFirstOrThrow();
      if (sent.count !== messages.length) throw new Error(`${sent.count} nudges were sent`);
      return found;
    };
    const pairs = await measurePairs(ours, () => rate(bare));
    const figure = compare(pairs);
    return [
      {
        row: 'deliver',
        ...figure,
        unit: 'messages/s',
        against: 'the same client posting the same messages bare',
        must: `at least ${MUST} of its rate`,
        holds: figure.ratio.median >= MUST,
        note: `${messages.length} nudges of as many pairs a time, ${MESSAGES_AT_ONCE} on their way at once, ${JSON.stringify(messages[0]?.blocks).length} characters each`,
      },
    ];
  },
};
