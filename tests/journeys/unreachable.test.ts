import { afterAll, beforeAll, expect, it } from 'vitest';
import { PersonId, WorkspaceId } from '../../src/ports.ts';
import { textOf } from '../harness/member.ts';
import { PEOPLE, startTogether, type Together } from '../harness/together.ts';

let all: Together;
beforeAll(async () => {
  all = await startTogether('socket');
});
afterAll(() => all.stop());

it('somebody whom Slack takes no messages for reads it on their Home, and is back with the first press', async () => {
  const darnell = all.as('darnell');
  const who = { workspaceId: WorkspaceId.parse('T0LUMENARI'), personId: PersonId.parse(PEOPLE.darnell) };
  await all.db
    .insertInto('people')
    .values({ workspace_id: who.workspaceId, id: who.personId, time_zone: 'UTC' })
    .execute();
  await all.db
    .updateTable('people')
    .set({ paused_at: new Date(), pause_why: 'unreachable' })
    .where('id', '=', who.personId)
    .execute();
  await darnell.opensHome();
  const home = await darnell.home('Slack could not deliver a message to you');
  await darnell.presses('people.me', home);
  await expect.poll(async () => textOf(await darnell.home('My settings'))).not.toContain('could not deliver');
  const { pause_why, paused_at } = await all.db
    .selectFrom('people')
    .select(['pause_why', 'paused_at'])
    .where('id', '=', who.personId)
    .executeTakeFirstOrThrow();
  expect([pause_why, paused_at]).toEqual([null, null]);
});
