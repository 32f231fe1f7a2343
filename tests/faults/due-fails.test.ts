import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PEOPLE, startTogether, type Together } from '../harness/together.ts';

let all: Together;
beforeAll(async () => {
  all = await startTogether('socket');
});
afterAll(() => all.stop());

it('what cannot be done when it is due holds up no message, and the log tells of it', async () => {
  await all.db.insertInto('people').values({ workspace_id: 'T0LUMENARI', id: PEOPLE.darnell }).execute();
  await all.db
    .insertInto('deliveries')
    .values({
      workspace_id: 'T0LUMENARI',
      id: crypto.randomUUID(),
      person_id: PEOPLE.darnell,
      occurrence: 'one',
      kind: 'nobody.renders-this',
      about: '{}',
      class: 'answer',
      state: 'planned',
      due_at: new Date(0),
    })
    .execute();
  await sql`alter table pairs rename to pairs_away`.execute(all.db);
  await expect(all.app.catchUp()).rejects.toThrow('pairs');
  // It was tried all the same.
  const tried = await all.db.selectFrom('deliveries').select(['tries', 'problem']).execute();
  expect(tried).toEqual([{ tries: 1, problem: 'not_rendered' }]);
  await expect.poll(() => all.logged()).toContain('what is due could not be done');
  await sql`alter table pairs_away rename to pairs`.execute(all.db);
});
