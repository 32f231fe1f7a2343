import { afterAll, beforeAll, expect, it } from 'vitest';
import { NO_RATES } from '../../src/nudges/rates.ts';
import { leavePair } from '../../src/pairs/flow/pairs.ts';
import type { PairsPorts } from '../../src/pairs/flow/steps.ts';
import type { PairId } from '../../src/pairs/pair.ts';
import { pause } from '../../src/people/flow/settings.ts';
import { PersonId, WorkspaceId } from '../../src/ports.ts';
import { runningPair } from '../harness/running.ts';
import { PEOPLE, startTogether, type Together } from '../harness/together.ts';
import { postsTo } from './delivering/slack.ts';

const workspaceId = WorkspaceId.parse('T0LUMENARI');
/** Ten in the morning in Warsaw, where everybody of this story works at first. */
const MONDAY = '2026-11-23T09:00:00Z';
const WARSAW = { locale: 'en-GB', timeZone: 'Europe/Warsaw' } as const;
const LEARNERS = ['darnell', 'piotr', 'kasia', 'sofia', 'imani', 'marta'] as const;
type Learner = (typeof LEARNERS)[number];
const idOf = (is: keyof typeof PEOPLE) => PersonId.parse(PEOPLE[is]);
const keyOf = (is: keyof typeof PEOPLE) => ({ workspaceId, personId: idOf(is) });

let all: Together;
let ports: PairsPorts;
const pairs = new Map<Learner, PairId>();
beforeAll(async () => {
  all = await startTogether('socket', { now: MONDAY, rates: NO_RATES, rateLimits: false });
  for (const is of LEARNERS) {
    const guide = { is: 'jonas', name: 'Jonas', ...WARSAW } as const;
    const made = await runningPair(all, 'mentoring', { guide, learner: { is, name: is, ...WARSAW } });
    pairs.set(is, made.pairId);
    ports = made.ports;
  }
  await all.passes({});
});
afterAll(() => all.stop());

/** How often a message was sent, or tried to be sent, to somebody. */
const has = () =>
  new Map(
    [...LEARNERS, 'jonas' as const].map((is) => [is, postsTo(all.slack.journal, idOf(is)).length] as const),
  );
const goTo = async (now: string) => {
  all.slack.moveClock({ now });
  await all.app.catchUp();
};
const person = (is: Learner) =>
  all.db
    .selectFrom('people')
    .select(['is_gone', 'time_zone'])
    .where('id', '=', idOf(is))
    .executeTakeFirstOrThrow();
const pairOf = (is: Learner) => pairs.get(is) ?? '';
const firstNudge = (is: Learner) =>
  all.db
    .selectFrom('nudges')
    .select(['state', 'why', 'due_at'])
    .where('person_id', '=', idOf(is))
    .where('kind', '=', 'pairs.gap')
    .where('once', 'like', '%.0.0')
    .executeTakeFirstOrThrow();

it('what has changed between the plan and the message counts, and nothing comes at night', async () => {
  // Planned for nine in the morning, a week later, for all of them.
  for (const is of LEARNERS)
    expect(await firstNudge(is)).toMatchObject({
      state: 'planned',
      due_at: new Date('2026-11-30T08:00:00Z'),
    });
  // Piotr leaves the company, Imani moves to California, Kasia pauses, Jonas parts with Sofia.
  all.slack.changePerson(idOf('piotr'), { deactivated: true });
  await expect.poll(() => person('piotr')).toMatchObject({ is_gone: true });
  all.slack.changePerson(idOf('imani'), { timeZone: 'America/Los_Angeles' });
  await expect.poll(() => person('imani')).toMatchObject({ time_zone: 'America/Los_Angeles' });
  await pause(ports, keyOf('kasia'), '2026-12-08');
  await leavePair(ports, keyOf('jonas'), pairOf('sofia'));
  for (const day of ['24', '25', '26', '27']) await goTo(`2026-11-${day}T09:00:00Z`);

  const before = has();
  await goTo('2026-11-30T02:00:00Z');
  expect(has()).toEqual(before);
  // Marta's pair ends behind the plan's back: what is planned stays planned.
  const ended = { at: MONDAY, from: 'running', why: 'completed', goodbyes: [] };
  await all.db
    .updateTable('pairs')
    .set({ state: 'ended', state_data: JSON.stringify(ended), due_at: null })
    .where('id', '=', pairOf('marta'))
    .execute();
  await goTo('2026-11-30T08:30:00Z');
  const gained = () => {
    const now = has();
    return Object.fromEntries(Array.from(now, ([is, many]) => [is, many - (before.get(is) ?? 0)]));
  };
  const none = { piotr: 0, kasia: 0, sofia: 0, marta: 0 };
  // Jonas is nudged once, about all whom he may hear of.
  expect(gained()).toEqual({ ...none, darnell: 1, imani: 0, jonas: 1 });
  expect(await firstNudge('marta')).toMatchObject({ state: 'dropped', why: 'not-running' });
  expect((await firstNudge('imani')).due_at.toISOString()).toBe('2026-11-30T17:00:00.000Z');

  // Nine in California, evening in Warsaw.
  await goTo('2026-11-30T17:00:00Z');
  expect(gained()).toEqual({ ...none, darnell: 1, imani: 1, jonas: 1 });
});
