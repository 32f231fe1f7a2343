import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { refreshMessages } from '../../src/nudges/flow/notices.ts';
import { writeOutcomes } from '../../src/nudges/store/settled.ts';
import { claimStale, writeShown } from '../../src/nudges/store/stale.ts';
import { lockPeople } from '../../src/people/flow/people.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { aPlace, KASIA, MONDAY_NOON, PIOTR, WORKSPACE } from './world.ts';

/** The lower of the two is Piotr's, and who acts comes to Kasia's first. */
const [LOW, HIGH] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];

let place: Awaited<ReturnType<typeof aPlace>>;
beforeAll(async () => {
  place = await aPlace();
});
afterAll(() => place.drop());

async function twoMessages(state: 'sending' | 'sent'): Promise<void> {
  const { db } = place;
  await db.deleteFrom('deliveries').execute();
  for (const [id, to] of [
    [LOW, PIOTR],
    [HIGH, KASIA],
  ] as const)
    await db
      .insertInto('deliveries')
      .values({
        workspace_id: WORKSPACE,
        id,
        person_id: to.personId,
        occurrence: `of ${id}`,
        kind: 'pairs.paused',
        about: JSON.stringify({ to: to.personId }),
        class: 'notice',
        state,
        tries: 1,
        due_at: new Date(MONDAY_NOON),
        ...(state === 'sent' && { channel: 'D1', ts: id, refresh_at: new Date(0) }),
      })
      .execute();
}

/** Somebody acts for both: marks the one's message, lets `meanwhile` begin, and then marks the other's. */
async function actsWhile(meanwhile: () => Promise<unknown>): Promise<unknown[]> {
  const { db } = place;
  let begun: Promise<unknown> = Promise.resolve();
  const acting = inTransaction(db, async (tx) => {
    await lockPeople(tx, WORKSPACE, [KASIA.personId, PIOTR.personId]);
    await refreshMessages(tx, WORKSPACE, { to: KASIA.personId });
    begun = meanwhile();
    let isOver = false;
    void begun
      .finally(() => {
        isOver = true;
      })
      .catch(() => undefined);
    await expect.poll(async () => isOver || (await waiting())).toBe(true);
    await refreshMessages(tx, WORKSPACE, { to: PIOTR.personId });
  });
  return [await acting.then(() => 'done'), await begun.then(() => 'done')];
}

async function waiting(): Promise<boolean> {
  const { rows } = await sql`
    select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
    place.db,
  );
  return rows.length > 0;
}

it('a worker that settles what it has sent and somebody who acts do not wait for each other', async () => {
  await twoMessages('sending');
  const shown = 'as it reads';
  const outcomes = [LOW, HIGH].map((id) => ({
    id: id ?? '',
    tries: 1,
    settled: { state: 'sent' as const, channel: 'D1', ts: '1' },
    sentAt: new Date(MONDAY_NOON),
    shown,
  }));
  expect(
    await actsWhile(() => inTransaction(place.db, (tx) => writeOutcomes(tx, WORKSPACE, outcomes))),
  ).toEqual(['done', 'done']);
  const rows = await place.db.selectFrom('deliveries').select(['state', 'refresh_at']).execute();
  // Sent, and to be made anew, since it was made before somebody acted.
  expect(rows.map(({ state, refresh_at }) => [state, refresh_at !== null])).toEqual([
    ['sent', true],
    ['sent', true],
  ]);
});

it('a worker that has found messages as they were does not wait for somebody who acts', async () => {
  await twoMessages('sent');
  const { stale } = await claimStale(place.db, { most: 10, leaseMs: 60_000 });
  expect(stale).toHaveLength(2);
  expect(await actsWhile(() => writeShown(place.db, WORKSPACE, stale))).toEqual(['done', 'done']);
  const rows = await place.db
    .selectFrom('deliveries')
    .select('id')
    .where('refresh_at', '<=', sql<Date>`now()`)
    .execute();
  expect(rows).toHaveLength(2);
});
