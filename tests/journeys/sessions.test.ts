import { afterAll, beforeAll, expect, it } from 'vitest';
import { saveGoal } from '../../src/pairs/flow/goals.ts';
import { bookSession, logSession, moveSession } from '../../src/pairs/flow/sessions.ts';
import { PersonId, type PersonKey, WorkspaceId } from '../../src/ports.ts';
import { chosen, type Filled, type Member, textOf } from '../harness/member.ts';
import { runningPair } from '../harness/running.ts';
import { PEOPLE, startTogether, type Together } from '../harness/together.ts';

/** What two people do with their sessions where it does not go smoothly: old buttons, old forms, both at once. */

/** A Monday morning in Chicago, afternoon in Warsaw. */
const MONDAY = '2026-11-23T15:30:00Z';
const key = (person: 'kasia' | 'darnell'): PersonKey => ({
  workspaceId: WorkspaceId.parse('T0LUMENARI'),
  personId: PersonId.parse(PEOPLE[person]),
});
const COACH = key('kasia');
const CLIENT = key('darnell');
const NOTHING = { progress: null, plan: null, learning: '' };

let all: Together;
let running: Awaited<ReturnType<typeof runningPair>>;
let client: Member;
let coach: Member;
beforeAll(async () => {
  all = await startTogether('http', { now: MONDAY });
  running = await runningPair(all, 'coaching', {
    guide: { is: 'kasia', name: 'Kasia Nowak', locale: 'en-GB', timeZone: 'Europe/Warsaw' },
    learner: { is: 'darnell', name: 'Darnell Okafor', locale: 'en-US', timeZone: 'America/Chicago' },
  });
  [client, coach] = [all.as('darnell'), all.as('kasia')];
  await all.passes({});
});
afterAll(() => all.stop());

const shutsAll = async (member: Member): Promise<void> => {
  for (const view of (await member.state()).views.toReversed()) await member.closes(view);
};
/** Opens the pair from the Home. */
const hub = async (member: Member) => {
  await shutsAll(member);
  await member.opensHome();
  await member.presses('pairs.open', await member.home('Under way'));
  return member.modal('What comes next');
};
const own = (day: string, time: string): Filled => ({
  'pairs.when': { chosen: { ...chosen('own'), type: 'static_select' } },
  'pairs.when.day': { chosen: { type: 'datepicker', selected_date: day } },
  'pairs.when.time': { chosen: { type: 'timepicker', selected_time: time } },
});
const typed = (value: string) => ({ typed: { type: 'plain_text_input', value } });
const booked = async (): Promise<string> => {
  const row = await all.db
    .selectFrom('sessions')
    .select('id')
    .where('state', '=', 'booked')
    .executeTakeFirstOrThrow();
  return row.id;
};

it('a time that has passed, or lies years away, is told at its field, and nothing is lost', async () => {
  await client.presses('pairs.book', await hub(client));
  const form = await client.modal('A day of your own choice');
  expect(await client.submits(form, own('2026-11-23', '08:00'))).toEqual({
    ok: true,
    outcome: 'errors',
    errors: { 'pairs.when.day': 'This time has passed. Please choose a later one.' },
  });
  expect(await client.submits(form, own('2029-11-23', '08:00'))).toMatchObject({
    errors: { 'pairs.when.day': expect.stringContaining('more than a year away') },
  });
  expect(await client.submits(form, own('2026-12-08', '09:00'))).toMatchObject({ outcome: 'changed' });
  await client.modal('Tue 8 Dec, 09:00 (16:00 for Kasia Nowak)');
});

it('a form that was open while the other booked shows what is booked', async () => {
  await shutsAll(client);
  await all.db.deleteFrom('sessions').execute();
  await client.presses('pairs.book', await hub(client));
  const form = await client.modal('A day of your own choice');
  await bookSession(running.ports, COACH, running.pairId, { wall: '2026-12-07T17:00' });
  await client.submits(form, own('2026-12-08', '09:00'));
  const shown = await client.modal('Another time is booked already');
  expect(textOf(shown)).toContain('Mon 7 Dec, 10:00 (17:00 for Kasia Nowak)');
});

it('a form that was open while the other moved it shows the new time before it is chosen again', async () => {
  await client.presses('pairs.move', await client.modal('Another time is booked already'));
  const form = await client.modal('so far: Mon 7 Dec, 10:00');
  await moveSession(running.ports, COACH, await booked(), { wall: '2026-12-08T17:00' }, 1);
  await client.submits(form, own('2026-12-09', '09:00'));
  const again = await client.modal('The time was changed while you had this open');
  expect(textOf(again)).toContain('so far: Tue 8 Dec, 10:00');
  await client.submits(again, own('2026-12-09', '09:00'));
  await client.modal('Wed 9 Dec, 09:00 (16:00 for Kasia Nowak)');
  await all.passes({});
  expect(textOf(await coach.told('There is a new time.'))).toContain(
    'Wed 9 Dec, 16:00 (09:00 for Darnell Okafor)',
  );
});

it('it is asked before a time is taken back, and not any more once it has begun', async () => {
  const opened = await hub(coach);
  await coach.presses('pairs.cancel', opened);
  const asked = await coach.modal('No reason is asked for');
  all.slack.moveClock({ advanceMs: 16 * 24 * 3_600_000 });
  await coach.submits(asked, {});
  await coach.modal('It can no longer be called off');
});

it('what did not happen is nobody’s fault, and where the two see it differently it counts', async () => {
  await client.presses('pairs.log', await hub(client));
  const form = await client.modal('What became of it?');
  const id = await booked();
  await logSession(running.ports, COACH, id, { outcome: 'held', ...NOTHING }, []);
  expect(await client.submits(form, { 'pairs.log.outcome': { chosen: chosen('moved') } })).toMatchObject({
    errors: { 'pairs.log.outcome': expect.stringContaining('recorded as having taken place') },
  });
  await client.submits(form, {
    'pairs.log.outcome': { chosen: chosen('not-held') },
    'pairs.log.cue': typed('somebody asks at five'),
    'pairs.log.action': typed('I say tomorrow'),
  });
  const shown = textOf(await client.modal('Saved. Thank you.'));
  expect(shown).toContain('It counts as having taken place');
  expect(shown).toContain('If somebody asks at five, then I say tomorrow');
  expect((await client.allTold()).map((told) => `${told.text}${textOf(told)}`).join()).not.toContain(
    'asks at five',
  );
});

it('a goal that was changed in another window meanwhile loses neither', async () => {
  await client.presses('pairs.goal', await hub(client));
  const form = await client.modal('A theme is enough for a start');
  const goal = { theme: 'From the phone', goal: '', measure: '', startingPoint: 2, version: 0 };
  await saveGoal(running.ports, CLIENT, running.pairId, goal);
  await client.submits(form, { 'pairs.goal.theme.0': typed('From the desk') });
  const both = await client.modal('This was changed in another window');
  expect(textOf(both)).toMatch(/From the desk[\s\S]*From the phone/);
  await client.submits(both, { 'pairs.goal.theme.1': typed('From the desk') });
  await client.modal('From the desk');
  await coach.presses('pairs.goal', await hub(coach));
  expect(textOf(await coach.modal('From the desk'))).not.toContain('A theme is enough');
});
