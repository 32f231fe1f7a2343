import { describe, expect, it } from 'vitest';
import type { Around, Guide, Learner } from '../../src/matching/match.ts';
import { commonMinutesWith, firstBroken, HARD_RULES, type HardRule } from '../../src/matching/rules.ts';
import { around, guide, learner, personId } from './people.ts';

interface Case {
  what: string;
  of?: Partial<Learner>;
  by?: Partial<Guide>;
  under?: Parameters<typeof around>[0];
}

const GUIDE = personId('GUIDE');
const LEARNER = personId('LEARNER');
const report = (key: string, managerKey: string | null, alias?: string) => ({
  key,
  managerKey,
  ...(alias && { alias }),
});

/** Each breaks this rule and no other. */
const BREAKS: Record<HardRule, Case[]> = {
  kind: [{ what: 'offers the other kind', by: { offersKind: false } }],
  ready: [{ what: 'neither confirmed nor briefed', by: { isReady: false } }],
  places: [
    { what: 'every place is taken', by: { places: 2, taken: 2 } },
    { what: 'more taken than there are', by: { places: 1, taken: 2 } },
    { what: 'takes nobody new', by: { places: 0 } },
  ],
  pending: [{ what: 'two offers wait', by: { pending: 2 } }],
  language: [
    { what: 'none in common', by: { languages: ['pl'] } },
    { what: 'a profile without a language', by: { languages: [] } },
    { what: 'a wish without a language', of: { languages: [] } },
  ],
  hours: [
    { what: 'the other side of the world', by: { timeZone: 'America/Los_Angeles' } },
    { what: '59 minutes', by: { hours: { days: [1, 2, 3, 4, 5], from: '16:01', to: '22:00' } } },
    { what: 'other days', by: { hours: { days: [6, 7], from: '09:00', to: '17:00' } } },
    {
      what: 'half an hour between half-hour zones',
      of: { timeZone: 'Asia/Kolkata' },
      by: { timeZone: 'Australia/Adelaide', hours: { days: [1, 2, 3], from: '05:30', to: '13:30' } },
    },
  ],
  avoid: [
    {
      what: 'their own department',
      of: { avoid: { ownDepartment: true, people: [] }, department: 'Finance' },
    },
    {
      what: 'their own department, typed otherwise',
      of: { avoid: { ownDepartment: true, people: [] }, department: ' FINANCE' },
    },
    { what: 'a person', of: { avoid: { ownDepartment: false, people: [personId('OTHER'), GUIDE] } } },
  ],
  active: [{ what: 'deactivated in Slack', by: { isActive: false } }],
  paused: [{ what: 'paused', by: { isPaused: true } }],
  guest: [
    { what: 'a guest', by: { isGuest: true } },
    {
      what: 'a guest whom the program takes and the workspace does not',
      by: { isGuest: true },
      under: { rules: { guestsAllowed: true }, keepsGuestsOut: true },
    },
  ],
  line: [
    { what: 'their manager', under: { reports: [report(LEARNER, GUIDE)] } },
    { what: 'their report', under: { reports: [report(GUIDE, LEARNER)] } },
    {
      what: "their manager's manager, known by e-mail",
      under: {
        reports: [
          report(LEARNER, 'boss@lumen.example'),
          report('boss@lumen.example', 'head@lumen.example'),
          report(GUIDE, null, 'head@lumen.example'),
        ],
      },
    },
  ],
  excluded: [{ what: 'one excluded the other', of: { excluded: new Set([GUIDE]) } }],
  earlier: [{ what: 'paired last year', of: { earlier: new Set([GUIDE]) } }],
};

/** Near to breaking a rule. */
const HOLDS: Case[] = [
  { what: 'the last place', by: { places: 2, taken: 1, pending: 1 } },
  { what: 'one language in common', by: { languages: ['pl', 'en'] }, of: { languages: ['de', 'en'] } },
  { what: 'exactly an hour', by: { hours: { days: [1, 2, 3, 4, 5], from: '16:00', to: '22:00' } } },
  {
    what: 'one day in common',
    by: { hours: { days: [5, 6, 7], from: '09:00', to: '17:00' } },
  },
  {
    what: 'avoids a department that is not known',
    of: { avoid: { ownDepartment: true, people: [] }, department: null },
  },
  { what: 'avoids their own, another', of: { avoid: { ownDepartment: true, people: [] } } },
  { what: 'guests are welcome', by: { isGuest: true }, under: { rules: { guestsAllowed: true } } },
  {
    what: 'colleagues under one manager',
    under: { reports: [report(GUIDE, 'U0BOSS'), report(LEARNER, 'U0BOSS')] },
  },
  { what: 'wants to meet again', of: { earlier: new Set([GUIDE]), earlierWelcome: true } },
];

describe('a hard rule', () => {
  const rules = Object.keys(HARD_RULES);
  const cases = Object.entries(BREAKS).flatMap(([rule, each]) => each.map((one) => ({ rule, ...one })));

  it('has its cases here', () => {
    expect(Object.keys(BREAKS)).toEqual(rules);
  });

  it.each(cases)('$rule: $what', ({ rule, of, by, under }) => {
    const meeting = meet(learner(of), guide(by), around(under));
    const broken = Object.entries(HARD_RULES).filter(([, holds]) => !holds(meeting));
    expect(broken.map(([name]) => name)).toEqual([rule]);
    expect(firstBroken(meeting)).toBe(rule);
  });

  it.each(HOLDS)('holds: $what', ({ of, by, under }) => {
    expect(firstBroken(meet(learner(of), guide(by), around(under)))).toBeUndefined();
  });

  it('is found in the order in which they stand', () => {
    const worst = meet(
      learner({ excluded: new Set([GUIDE]) }),
      guide({ isPaused: true, places: 0, languages: [] }),
      around(),
    );
    expect(firstBroken(worst)).toBe('places');
  });

  it('nobody is their own guide', () => {
    expect(firstBroken(meet(learner({ id: GUIDE }), guide(), around()))).toBe('self');
  });
});

describe('an hour in common', () => {
  // New York, from 9 to 17, and Warsaw, until 16: an hour in common in winter, two while only America has summer time.
  const early = { days: [1, 2, 3, 4, 5], from: '08:00', to: '16:00' };
  it.each([
    { week: '2026-03-04', minutes: 60 },
    { week: '2026-03-18', minutes: 120 },
    { week: '2026-04-01', minutes: 60 },
    { week: '2026-10-28', minutes: 120 },
    { week: '2026-11-04', minutes: 60 },
  ])('in the week of $week: $minutes minutes', ({ week, minutes }) => {
    const now = new Date(`${week}T12:00Z`);
    const meeting = meet(learner({ hours: early }), guide({ timeZone: 'America/New_York' }), around({ now }));
    expect(meeting.commonMinutes).toBe(minutes);
    expect(firstBroken(meeting)).toBeUndefined();
    const later = { ...early, to: '15:30' };
    const tight = meet(learner({ hours: later }), guide({ timeZone: 'America/New_York' }), around({ now }));
    expect(firstBroken(tight)).toBe(minutes === 60 ? 'hours' : undefined);
  });
});

function meet(of: Learner, by: Guide, under: Around) {
  return { learner: of, guide: by, commonMinutes: commonMinutesWith(of, under.now)(by), around: under };
}
