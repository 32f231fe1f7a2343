import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { announcementOf } from '../../src/managing/flow/announcing.ts';
import { joinAsGuide, leave } from '../../src/managing/flow/joining.ts';
import { changeProgram, createDraft, takeLifeStep } from '../../src/managing/flow/life.ts';
import type { ProgramPorts } from '../../src/managing/flow/program.ts';
import { detailsOf, type SentDetails } from '../../src/programs/details.ts';
import { programOf } from '../../src/programs/flow.ts';
import type { LifeStep } from '../../src/programs/lifecycle.ts';
import { ProgramId } from '../../src/programs/program.ts';
import { createWorld, key, type World, workspaceId } from '../matching/world.ts';

const ADMIN = key('boss');
const ID = ProgramId.parse('00000000-0000-4000-8000-0000000000aa');
let world: World;
let ports: ProgramPorts;
beforeAll(async () => {
  world = await createWorld();
  ports = {
    ...world.ports,
    facts: {
      factsOf: async (who) => ({
        ...(await world.ports.facts.factsOf(who)),
        isAdmin: who.personId === ADMIN.personId,
      }),
    },
    programChanged: () => Promise.resolve(),
  };
  await world.db
    .insertInto('contacts')
    .values({
      workspace_id: workspaceId,
      kind: 'hr',
      people: [],
      note: 'Room 12',
      updated_at: new Date(),
      updated_by: ADMIN.personId,
    })
    .execute();
});
afterEach(async () => {
  await world.empty();
  await world.db.deleteFrom('programs').where('is_for_all', '=', false).execute();
});
afterAll(() => world.drop());

async function sets(says: Partial<SentDetails>): Promise<void> {
  const program = await programOf(world.db, workspaceId, ID);
  if (!program) throw new Error('not there');
  const opened = { programId: ID, version: program.version };
  expect(await changeProgram(ports, ADMIN, opened, { ...detailsOf(program), ...says })).toEqual({
    outcome: 'saved',
  });
}
async function steps(step: LifeStep): Promise<void> {
  const program = await programOf(world.db, workspaceId, ID);
  const version = program?.version ?? 0;
  expect(await takeLifeStep(ports, ADMIN, { programId: ID, step, version })).toEqual({ outcome: 'stepped' });
}
const posts = async () =>
  (await world.db.selectFrom('posts').select(['kind', 'channel']).orderBy('channel').execute()).map(
    ({ kind, channel }) => `${kind} in ${channel}`,
  );
const now = () => announcementOf(ports, workspaceId, ID);

describe('the announcement of a program', () => {
  it('stands in its channel from when it opens, once in each, and says how it stands', async () => {
    const sent = { id: ID, name: 'Spring', kind: 'mentoring', channel: 'C0MENTORIN' };
    await createDraft(ports, ADMIN, sent, { timeZone: 'Europe/Warsaw', language: 'en' });
    await sets({ purpose: 'For all.' });
    expect(await posts()).toEqual([]);
    await steps('open');
    await sets({ purpose: 'For all who will lead.' });
    expect(await posts()).toEqual(['managing.announcement in C0MENTORIN']);
    await sets({ channel: 'C0GENERAL1' });
    expect(await posts()).toEqual([
      'managing.announcement in C0GENERAL1',
      'managing.announcement in C0MENTORIN',
    ]);
    expect(await now()).toMatchObject({ isOpen: true, places: 0 });
    await steps('start');
    expect(await now()).toMatchObject({ isOpen: true });
    await sets({ joinsWhileRunning: false });
    expect(await now()).toMatchObject({ isOpen: false });
    await steps('end');
    expect(await now()).toMatchObject({ isOpen: false, program: { state: 'ended' } });
    expect(await posts()).toHaveLength(2);
  });

  it('counts the places of those who joined, who are there, and as long as they are', async () => {
    const sent = { id: ID, name: 'Spring', kind: 'mentoring', channel: 'C0MENTORIN' };
    await createDraft(ports, ADMIN, sent, { timeZone: 'Europe/Warsaw', language: 'en' });
    await steps('open');
    for (const name of ['ada', 'ben', 'cyd']) await world.guide(name);
    for (const name of ['ada', 'ben']) await joinAsGuide(ports, key(name), ID);
    expect(await now()).toMatchObject({ places: 4 });
    await world.db
      .updateTable('people')
      .set({ paused_at: new Date(0) })
      .where('id', '=', key('ben').personId)
      .execute();
    expect(await now()).toMatchObject({ places: 2 });
    // Who has become a guest since, where none are taken, is asked by nobody.
    await world.db
      .updateTable('people')
      .set({ is_guest: true })
      .where('id', '=', key('ada').personId)
      .execute();
    expect(await now()).toMatchObject({ places: 0 });
    await sets({ guests: true });
    expect(await now()).toMatchObject({ places: 2 });
    await leave(ports, key('ada'), ID, 'guide');
    expect(await now()).toMatchObject({ places: 0 });
  });

  it('is nothing of a program that is not there', async () => {
    expect(await announcementOf(ports, workspaceId, 'constructor')).toBeUndefined();
    expect(await announcementOf(ports, workspaceId, ID)).toBeUndefined();
  });
});
