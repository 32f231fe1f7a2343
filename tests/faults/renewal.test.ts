import { afterAll, beforeAll, expect, it } from 'vitest';
import { PersonId } from '../../src/ports.ts';
import { PIOTR_AND_DARNELL, runningPair } from '../harness/running.ts';
import { PEOPLE, startTogether, type Together } from '../harness/together.ts';
import { postsTo } from './delivering/slack.ts';

/** Much longer than sending a message takes. */
const SLOW_MS = 4_000;

let all: Together;
beforeAll(async () => {
  // Ten in the morning in Warsaw, four at night in Chicago.
  all = await startTogether('socket', { now: '2026-11-23T09:00:00Z' });
  await runningPair(all, 'mentoring', PIOTR_AND_DARNELL);
  await all.passes({ days: 1 });
});
afterAll(() => all.stop());

it('what is to be said does not wait behind what is renewed', async () => {
  const piotr = PersonId.parse(PEOPLE.piotr);
  const before = postsTo(all.slack.journal, piotr).length;
  expect(before).toBeGreaterThan(0);
  const updates = () =>
    all.slack.journal.filter((entry) => entry.type === 'call' && entry.method === 'chat.update').length;
  const updated = updates();
  all.slack.inject({ do: 'slow', on: 'chat.update', ms: SLOW_MS });
  await all.db
    .updateTable('deliveries')
    .set({ refresh_at: new Date(0), shown: null })
    .where('state', '=', 'sent')
    .execute();
  const { id } = await all.db
    .selectFrom('deliveries')
    .select('id')
    .where('person_id', '=', piotr)
    .orderBy('due_at')
    .executeTakeFirstOrThrow();
  await all.db.updateTable('deliveries').set({ state: 'planned', tries: 0 }).where('id', '=', id).execute();
  await all.app.doDue();
  expect(postsTo(all.slack.journal, piotr).length).toBe(before + 1);
  expect(updates()).toBe(updated);
  await all.app.renew();
  expect(updates()).toBeGreaterThan(updated);
});
