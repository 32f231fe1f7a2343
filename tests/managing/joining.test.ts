import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  declineInvitation,
  invitationFor,
  invitationsTurn,
  invitePeople,
  joinAsGuide,
  joinableFor,
  leave,
} from '../../src/managing/flow/joining.ts';
import type { ProgramPorts } from '../../src/managing/flow/program.ts';
import { beginRequest } from '../../src/matching/flow/asking.ts';
import { ownPrograms } from '../../src/programs/flow/memberships.ts';
import type { ProgramId } from '../../src/programs/program.ts';
import { takeEach } from '../harness/turns.ts';
import { createWorld, id, key, WISH, type World, workspaceId } from '../matching/world.ts';

let world: World;
let ports: ProgramPorts;
const ADMIN = key('boss');
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
});
afterEach(async () => {
  await world.empty();
  await world.db.deleteFrom('programs').where('is_for_all', '=', false).execute();
  await world.db.deleteFrom('audit_events').execute();
});
afterAll(() => world.drop());

const opens = (programId: ProgramId, state: 'draft' | 'open' | 'running' | 'ended' = 'open') =>
  world.db.updateTable('programs').set({ state }).where('id', '=', programId).execute();
const members = async () =>
  (await world.db.selectFrom('program_members').select(['person_id', 'role']).execute()).map(
    ({ person_id, role }) => `${person_id} ${role}`,
  );
const told = async () =>
  (await world.db.selectFrom('deliveries').select(['person_id', 'kind']).execute()).map(
    ({ person_id, kind }) => `${person_id} ${kind}`,
  );

describe('joining and leaving', () => {
  it('is not offered on Home to a guest of whom the app knows only what Slack says', async () => {
    await opens(await world.program({}, []));
    const seen = (isGuest: boolean) => joinableFor(ports, key('unknown'), { isGuest });
    expect(await seen(false)).toMatchObject([{ can: ['learner', 'guide'] }]);
    expect(await seen(true)).toEqual([]);
  });

  it('a guide joins with what they offer, once, and leaves as easily', async () => {
    const spring = await world.program({}, []);
    await opens(spring);
    expect(await joinAsGuide(ports, key('ada'), spring)).toMatchObject({
      outcome: 'refused',
      why: 'no-profile',
    });
    await world.db.deleteFrom('people').where('id', '=', id('ada')).execute();
    await world.guide('ada');
    expect(await joinAsGuide(ports, key('ada'), spring)).toMatchObject({ outcome: 'joined' });
    expect(await joinAsGuide(ports, key('ada'), spring)).toMatchObject({ outcome: 'already' });
    expect(await joinableFor(ports, key('ada'))).toMatchObject([{ has: ['guide'], can: ['learner'] }]);
    expect(await leave(ports, key('ada'), spring, 'learner')).toBe(false);
    expect(await leave(ports, key('ada'), spring, 'guide')).toBe(true);
    expect(await leave(ports, key('ada'), spring, 'guide')).toBe(false);
    expect(await members()).toEqual([]);
    expect(await told()).toEqual([]);
  });

  it('who leaves as a learner takes their wish along, and nothing is noted of it', async () => {
    const spring = await world.program({}, []);
    await opens(spring);
    await beginRequest(ports, key('lea'), spring, WISH);
    expect(await joinableFor(ports, key('lea'))).toMatchObject([{ has: ['learner'], can: ['guide'] }]);
    expect(await leave(ports, key('lea'), spring, 'learner')).toBe(true);
    expect(await world.db.selectFrom('requests').select('state').execute()).toEqual([{ state: 'withdrawn' }]);
    expect(await world.db.selectFrom('audit_events').selectAll().execute()).toEqual([]);
    // And comes back.
    expect(await beginRequest(ports, key('lea'), spring, WISH)).toMatchObject({ outcome: 'waits-for-start' });
  });

  it.each(['draft', 'ended'] as const)('nobody finds or joins one that is %s', async (state) => {
    await world.guide('ada');
    const spring = await world.program({}, []);
    await opens(spring, state);
    expect(await joinableFor(ports, key('ada'))).toEqual([]);
    expect(await joinAsGuide(ports, key('ada'), spring)).toMatchObject({
      outcome: 'refused',
      why: 'not-open',
    });
  });
});

describe('invitations', () => {
  const invites = (programId: ProgramId, ...names: string[]) =>
    invitePeople(ports, ADMIN, programId, names.map(id));
  const due = async () => {
    while ((await takeEach(ports.db, [invitationsTurn(ports)], ports.clock.now())) > 0);
  };

  it('are written to each person once, when it is known when they can be reached', async () => {
    for (const name of ['lea', 'mia']) await world.person(name);
    const spring = await world.program({}, [['mia', 'learner']]);
    await opens(spring);
    expect(await invites(spring, 'lea', 'mia', 'noa', 'boss')).toEqual({
      outcome: 'invited',
      count: 2,
      others: 1,
    });
    await due();
    expect(await told()).toEqual([`${id('lea')} managing.invited`]);
    expect(await invites(spring, 'lea', 'noa')).toEqual({ outcome: 'invited', count: 0, others: 2 });
    await world.db.updateTable('people').set({ facts_at: new Date() }).where('id', '=', id('noa')).execute();
    await due();
    expect(await told()).toEqual([`${id('lea')} managing.invited`, `${id('noa')} managing.invited`]);
    const audited = await world.db.selectFrom('audit_events').select(['what', 'about']).execute();
    expect(audited).toEqual([{ what: 'program.invited', about: { programId: spring, count: '2' } }]);
  });

  it('stand in what the app keeps of a person, with what they manage and take part in, until they join', async () => {
    await world.guide('ada');
    const [spring, autumn] = [await world.program({}, []), await world.program({}, [['ada', 'manager']])];
    await opens(spring);
    await opens(autumn, 'ended');
    const own = async (name: string) =>
      (await ownPrograms(world.db, key(name))).map(({ kind, as }) => `${kind} ${as}`);
    await invites(spring, 'ada', 'lea');
    expect(await own('ada')).toEqual(['mentoring manager', 'mentoring invited']);
    await declineInvitation(ports, key('lea'), spring);
    expect(await own('lea')).toEqual(['mentoring invited']);
    await joinAsGuide(ports, key('ada'), spring);
    expect(await own('ada')).toEqual(['mentoring guide', 'mentoring manager']);
    // Nobody can join any more.
    await opens(spring, 'ended');
    expect(await own('ada')).toEqual(['mentoring guide', 'mentoring manager']);
    expect(await own('lea')).toEqual([]);
    expect(await own('unknown')).toEqual([]);
  });

  it('let people in where only those who are invited may join, and a no closes nothing', async () => {
    await world.person('lea');
    const spring = await world.program({ joining: 'invited' }, []);
    await opens(spring);
    expect(await joinableFor(ports, key('lea'))).toEqual([]);
    expect(await beginRequest(ports, key('lea'), spring, WISH)).toEqual({
      outcome: 'refused',
      why: 'not-invited',
    });
    await invites(spring, 'lea');
    await declineInvitation(ports, key('lea'), spring);
    const about = { programId: spring, invited: id('lea') };
    expect(await invitationFor(ports, key('lea'), about)).toMatchObject({
      joinable: { notNowAt: expect.any(Date) },
    });
    expect(await beginRequest(ports, key('lea'), spring, WISH)).toMatchObject({ outcome: 'waits-for-start' });
    expect(await invitationFor(ports, key('lea'), about)).toMatchObject({ joinable: { has: ['learner'] } });
  });

  it('are for managers to make, and only while people can join', async () => {
    const spring = await world.program({}, []);
    expect(await invitePeople(ports, key('lea'), spring, [id('mia')])).toEqual({ outcome: 'not-manager' });
    await opens(spring, 'draft');
    expect(await invites(spring, 'mia')).toEqual({ outcome: 'closed' });
    await opens(spring);
    expect(await invites(spring, 'boss')).toEqual({ outcome: 'nobody' });
    expect(await invitePeople(ports, ADMIN, spring, ['', 'nobody', '<!channel>'])).toEqual({
      outcome: 'nobody',
    });
    expect(
      await world.db.selectFrom('invitations').selectAll().where('workspace_id', '=', workspaceId).execute(),
    ).toEqual([]);
  });
});
