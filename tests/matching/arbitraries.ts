import fc from 'fast-check';
import type { Around, Guide, Learner } from '../../src/matching/match.ts';
import type { WorkingHours } from '../../src/people/hours.ts';
import { type Spoken, WAYS } from '../../src/people/profile.ts';
import { around, personId } from './people.ts';

/** People of a small company: few names, topics and places, so that they have much to do with each other. */
const id = fc.integer({ min: 1, max: 12 }).map((at) => personId(`P${at}`));
const TOPICS = ['negotiation', 'feedback', 'networking', 'presenting', 'delegation'];
const topics = fc.uniqueArray(fc.constantFrom(...TOPICS), { maxLength: 4 });
const ways = fc.uniqueArray(fc.constantFrom(...WAYS.slice(0, 4)));
const languages = fc.uniqueArray(fc.constantFrom<Spoken[]>('en', 'pl', 'de'), { maxLength: 2 });
const timeZone = fc.constantFrom('Europe/Warsaw', 'America/New_York', 'Asia/Kolkata', 'America/Los_Angeles');
const hours = fc.constantFrom<WorkingHours[]>(
  { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' },
  { days: [1, 2, 3, 4, 5], from: '07:30', to: '15:30' },
  { days: [5, 6, 7], from: '12:00', to: '20:00' },
);
const department = fc.constantFrom('Sales', 'sales ', 'Finance', null);
const experienceYears = fc.option(fc.integer({ min: 0, max: 12 }));
const both = { topics, ways, timeZone, hours, department, experienceYears };
const mostly = fc.integer({ min: 0, max: 9 }).map((at) => at > 0);
const seldom = mostly.map((is) => !is);
const few = fc.uniqueArray(id, { maxLength: 2 });

export const anyLearner: fc.Arbitrary<Learner> = fc.record({
  ...both,
  id,
  languages,
  avoid: fc.record({ ownDepartment: seldom, people: few }),
  earlierWelcome: fc.boolean(),
  excluded: few.map((people) => new Set(people)),
  earlier: few.map((people) => new Set(people)),
});

export const anyGuide: fc.Arbitrary<Guide> = fc.record({
  ...both,
  id,
  languages,
  offersKind: mostly,
  isReady: mostly,
  isActive: mostly,
  isPaused: seldom,
  isGuest: seldom,
  places: fc.integer({ min: 0, max: 4 }),
  taken: fc.integer({ min: 0, max: 2 }),
  pending: fc.integer({ min: 0, max: 2 }),
});

export const anyGuides: fc.Arbitrary<Guide[]> = fc.uniqueArray(anyGuide, {
  maxLength: 10,
  selector: ({ id }) => id,
});

export const anyAround: fc.Arbitrary<Around> = fc
  .record({
    kind: fc.constantFrom('coaching', 'mentoring'),
    guestsAllowed: fc.boolean(),
    floor: fc.constantFrom(0, 30, 70),
    reports: fc.array(fc.record({ key: id, managerKey: fc.option(id) }), { maxLength: 6 }),
    now: fc.constantFrom(
      ...['2026-01-14', '2026-03-18', '2026-03-27'].map((day) => new Date(`${day}T12:00Z`)),
    ),
  })
  .map(({ kind, guestsAllowed, floor, reports, now }) =>
    around({ kind, rules: { guestsAllowed, floor }, reports, now }),
  );
