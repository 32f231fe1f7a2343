import { expect, it } from 'vitest';
import type { Evidence, Message, Person, Story } from '../../demo/half-year/evidence.ts';
import { breaches } from '../../demo/half-year/rules/breaches.ts';
import { USUAL_HOURS } from '../../src/people/hours.ts';
import { PersonId } from '../../src/ports.ts';

const [GUIDE, LEARNER] = ['U0GUIDE001', 'U0LEARNER1'];
const BEGAN = new Date('2026-03-02T06:00:00Z');
/** Later than any of these lives is looked at. */
const FAR = '2026-12-01T06:00:00Z';

type State = Story['stands'][number]['state'];

interface Life {
  kind?: Story['kind'];
  /** How it stood from when on, and what was due when; the first from 2 March. */
  stands: readonly (readonly [from: string, state: State, dueAt: string | null])[];
  acts?: readonly (readonly [at: string, what: string])[];
  /** Dates that were made at the beginning: when they are, and when they were taken back. */
  dates?: readonly (readonly [startsAt: string, takenBack: string | null])[];
  messages?: readonly (readonly [at: string, to: string | undefined, kind: string])[];
  /** From when on the guide is gone for good. */
  guideGoneFrom?: string;
  until: string;
}

/** Everything that is found in the life of one pair; what it begins with, which pair it is, is left out. */
function foundIn({ kind = 'coaching', until, ...life }: Life): string[] {
  const person = (id: string | undefined, goneFrom?: string): Person => ({
    id: PersonId.parse(id),
    hours: USUAL_HOURS,
    daysOff: [],
    nudgedBy: 'messages',
    zones: [{ from: BEGAN, timeZone: 'Europe/Warsaw' }],
    away: goneFrom ? [{ from: new Date(goneFrom), to: null }] : [],
  });
  const story: Story = {
    id: 'pair',
    kind,
    guide: String(GUIDE),
    learner: String(LEARNER),
    stands: life.stands.map(([at, state, dueAt]) => ({
      at: new Date(at),
      state,
      dueAt: dueAt === null ? null : new Date(dueAt),
    })),
    acts: (life.acts ?? []).map(([at, what]) => ({ at: new Date(at), what })),
    dates: (life.dates ?? []).map(([startsAt, to], index) => ({
      id: String(index),
      startsAt: new Date(startsAt),
      from: BEGAN,
      to: to === null ? null : new Date(to),
    })),
  };
  const messages = (life.messages ?? []).map(
    ([at, to, about], index): Message => ({
      deliveryId: String(index),
      to: String(to),
      at: new Date(at),
      class: about === 'pairs.ended' ? 'notice' : 'nudge',
      text: `text ${index}`,
      about: [{ pairId: 'pair', kind: about, once: String(index) }],
    }),
  );
  const evidence: Evidence = {
    people: [person(GUIDE, life.guideGoneFrom), person(LEARNER)],
    messages,
    stories: [story],
    closed: { coaching: [], mentoring: [] },
    leaks: [],
    stuck: [],
    complaints: [],
    until: new Date(until),
  };
  return breaches(evidence).map((one) => one.replace(`pair pair (${kind}): `, ''));
}

it.each(['trial', 'agreement', 'running', 'paused'] as const)('%s with nothing to come is found', (state) => {
  expect(foundIn({ stands: [['2026-03-02T06:00:00Z', state, null]], until: '2026-03-03T06:00:00Z' })).toEqual(
    [`${state} since 2026-03-02T06:00:00.000Z, and nothing is to come`],
  );
});

it('a pair that has ended needs nothing to come', () => {
  expect(
    foundIn({ stands: [['2026-03-02T06:00:00Z', 'ended', null]], until: '2026-03-03T06:00:00Z' }),
  ).toEqual([]);
});

it.each(['trial', 'agreement', 'running', 'paused'] as const)(
  '%s is found where what was due has not come a day later',
  (state) => {
    const found = (until: string) =>
      foundIn({ stands: [['2026-03-02T06:00:00Z', state, '2026-03-10T06:00:00Z']], until });
    expect(found('2026-03-11T06:00:00Z')).toEqual([]);
    expect(found('2026-03-11T06:01:00Z')).toEqual([
      `${state}, and what was due at 2026-03-10T06:00:00.000Z did not happen`,
    ]);
  },
);

it('what came more than a day late is found too', () => {
  const found = (cameAt: string) =>
    foundIn({
      stands: [
        ['2026-03-02T06:00:00Z', 'running', '2026-03-10T06:00:00Z'],
        [cameAt, 'running', FAR],
      ],
      until: '2026-03-20T06:00:00Z',
    });
  expect(found('2026-03-11T06:00:00Z')).toEqual([]);
  expect(found('2026-03-11T06:01:00Z')).toEqual([
    'running, and what was due at 2026-03-10T06:00:00.000Z did not happen',
  ]);
});

it.each([
  ['trial', '2026-04-05T06:00:00Z', ['trial for 34 days']],
  ['trial', '2026-04-04T06:00:00Z', []],
  ['agreement', '2026-04-19T06:00:00Z', ['agreement for 48 days']],
  ['agreement', '2026-04-18T06:00:00Z', []],
  ['paused', '2026-06-06T06:00:00Z', ['paused for 96 days']],
  ['paused', '2026-06-05T06:00:00Z', []],
] as const)('%s from 2 March until %s: %j', (state, until, found) => {
  expect(foundIn({ stands: [['2026-03-02T06:00:00Z', state, FAR]], until })).toEqual(found);
  // Other things may have been due meanwhile.
  expect(
    foundIn({
      stands: [
        ['2026-03-02T06:00:00Z', state, '2026-04-01T06:00:00Z'],
        ['2026-04-01T06:00:00Z', state, FAR],
      ],
      until,
    }),
  ).toEqual(found);
});

const SILENT = 'silent, and neither paused nor ended';

it.each([
  ['coaching', 75, '2026-05-16T06:00:00Z', '2026-05-16T06:01:00Z'],
  ['mentoring', 100, '2026-06-10T06:00:00Z', '2026-06-10T06:01:00Z'],
] as const)('a %s pair silent for more than %d days is found', (kind, _, kept, broken) => {
  const found = (until: string) =>
    foundIn({ kind, stands: [['2026-03-02T06:00:00Z', 'running', FAR]], until });
  expect(found(kept)).toEqual([]);
  expect(found(broken)).toEqual([SILENT]);
});

it('a pair silent for longer is found, though it was paused then', () => {
  const found = (pausedAt: string) =>
    foundIn({
      stands: [
        ['2026-03-02T06:00:00Z', 'running', FAR],
        [pausedAt, 'paused', FAR],
      ],
      until: '2026-05-20T06:00:00Z',
    });
  expect(found('2026-05-16T06:00:00Z')).toEqual([]);
  expect(found('2026-05-16T06:01:00Z')).toEqual([SILENT]);
});

it.each<[string, Pick<Life, 'acts' | 'dates'>, string[]]>([
  ['did something in May', { acts: [['2026-05-04T09:00:00Z', 'pairs.book']] }, []],
  ['did something in March alone', { acts: [['2026-03-04T09:00:00Z', 'pairs.book']] }, [SILENT]],
  ['have a date in May', { dates: [['2026-05-04T09:00:00Z', null]] }, []],
  ['took back a date in May', { dates: [['2026-05-04T09:00:00Z', '2026-03-06T09:00:00Z']] }, [SILENT]],
])('two who %s: %j', (_, life, found) => {
  const stands = [['2026-03-02T06:00:00Z', 'running', FAR]] as const;
  expect(foundIn({ ...life, stands, until: '2026-06-01T06:00:00Z' })).toEqual(found);
});

/** A pair that has run since 2 March and is paused at this moment, with a sign of life before it. */
function pausedAt(at: string, sign: Pick<Life, 'acts' | 'dates'>): string[] {
  const stands = [
    ['2026-03-02T06:00:00Z', 'running', FAR],
    [at, 'paused', FAR],
  ] as const;
  return foundIn({ ...sign, stands, until: '2026-05-15T06:00:00Z' });
}

it.each<[string, string, string, Pick<Life, 'acts' | 'dates'>]>([
  ['19 days after a sign (the beginning)', '2026-03-21T06:00:00Z', '2026-03-22T06:00:00Z', {}],
  [
    '19 days after a sign (pairs.outcome)',
    '2026-04-27T06:00:00Z',
    '2026-04-28T06:00:00Z',
    { acts: [['2026-04-08T06:00:00Z', 'pairs.outcome']] },
  ],
  [
    '19 days after a sign (a date)',
    '2026-04-27T06:00:00Z',
    '2026-04-28T06:00:00Z',
    { dates: [['2026-04-08T06:00:00Z', null]] },
  ],
  [
    '8 days after a sign (snooze)',
    '2026-04-16T06:00:00Z',
    '2026-04-17T06:00:00Z',
    { acts: [['2026-04-08T06:00:00Z', 'snooze']] },
  ],
])('paused %s is found; on the day after it is not', (found, tooSoon, inTime, sign) => {
  expect(pausedAt(tooSoon, sign)).toEqual([`paused ${found}`]);
  expect(pausedAt(inTime, sign)).toEqual([]);
});

it('one of the two may pause it at any time', () => {
  const found = (pauseAt: string) => pausedAt('2026-03-09T10:00:00Z', { acts: [[pauseAt, 'pause']] });
  expect(found('2026-03-09T09:50:00Z')).toEqual([]);
  // Whoever wanted that earlier did not bring it about.
  expect(found('2026-03-09T09:40:00Z')).toEqual([
    'paused 7 days after a sign (the beginning)',
    'paused 0 days after a sign (pause)',
  ]);
});

it('a date that was taken back is no sign after which it is paused too soon', () => {
  const dates = [['2026-04-08T06:00:00Z', '2026-03-06T09:00:00Z']] as const;
  expect(pausedAt('2026-04-15T06:00:00Z', { dates })).toEqual([]);
});

/** A pair that ended on 26 March, and what the two were told of it. */
function ended(differs: Partial<Life>): string[] {
  const stands = [
    ['2026-03-02T06:00:00Z', 'running', FAR],
    ['2026-03-26T06:00:00Z', 'ended', null],
  ] as const;
  return foundIn({ stands, until: '2026-04-30T06:00:00Z', ...differs });
}

const BOTH_TOLD = [
  ['2026-03-26T09:00:00Z', GUIDE, 'pairs.ended'],
  ['2026-03-27T09:00:00Z', LEARNER, 'pairs.ended'],
] as const;

it('nothing is found where both were told of the end, once each', () => {
  expect(ended({ messages: BOTH_TOLD })).toEqual([]);
});

it.each<[string, Life['messages'], string[]]>([
  ['neither', [], ['U0GUIDE001 was not told of the end', 'U0LEARNER1 was not told of the end']],
  ['the guide alone', BOTH_TOLD.slice(0, 1), ['U0LEARNER1 was not told of the end']],
  ['the learner alone', BOTH_TOLD.slice(1), ['U0GUIDE001 was not told of the end']],
  [
    'the learner twice',
    [...BOTH_TOLD, ['2026-03-30T09:00:00Z', LEARNER, 'pairs.ended']],
    ['U0LEARNER1 was told of the end 2 times'],
  ],
  [
    'the learner of something else',
    [...BOTH_TOLD.slice(0, 1), ['2026-03-25T10:00:00Z', LEARNER, 'pairs.prompt']],
    ['U0LEARNER1 was not told of the end'],
  ],
])('an end of which was told: %s', (_, messages = [], found) => {
  expect(ended({ messages })).toEqual(found);
});

it('of an end people may be told up to ten days later', () => {
  expect(ended({ until: '2026-04-05T06:00:00Z' })).toEqual([]);
  expect(ended({ until: '2026-04-05T06:01:00Z' })).toHaveLength(2);
});

it('who is away within ten days of the end need not be told of it', () => {
  const messages = BOTH_TOLD.slice(1);
  expect(ended({ messages, guideGoneFrom: '2026-04-04T06:00:00Z' })).toEqual([]);
  expect(ended({ messages, guideGoneFrom: '2026-04-05T06:00:00Z' })).toEqual([
    'U0GUIDE001 was not told of the end',
  ]);
});

it.each([
  ['leave', '2026-03-25T20:00:00Z', ['ended 0.4 days after somebody left']],
  ['leave', '2026-03-25T18:00:00Z', []],
  ['leave', '2026-03-16T06:00:00Z', []],
  ['leave', '2026-03-15T06:00:00Z', ['ended 11.0 days after somebody left']],
  ['hand-over', '2026-03-25T20:00:00Z', ['ended 0.4 days after somebody left']],
  ['hand-over', '2026-03-25T18:00:00Z', []],
  // What has led to no end by itself.
  ['pairs.outcome', '2026-03-25T20:00:00Z', []],
])('an end on 26 March after %s on %s: %j', (what, at, found) => {
  expect(ended({ messages: BOTH_TOLD, acts: [[at, what]] })).toEqual(found);
});

/** A pair that has run since 2 March, and when the learner was asked what. */
function asked(kind: string, on: readonly string[], acts: Life['acts'] = []): string[] {
  return foundIn({
    stands: [['2026-03-02T06:00:00Z', 'running', FAR]],
    messages: on.map((at) => [at, LEARNER, kind]),
    acts,
    until: '2026-04-10T06:00:00Z',
  });
}

const FOUR = ['2026-03-03T09:00:00Z', '2026-03-10T09:00:00Z', '2026-03-17T09:00:00Z', '2026-03-24T09:00:00Z'];
const FIVE = [...FOUR, '2026-03-31T09:00:00Z'];
const FIFTH = ['asked for the 5th time at 2026-03-31T09:00:00.000Z'];

it.each<[string, string[], string[]]>([
  ['pairs.book', FIVE, FIFTH],
  ['pairs.book', FOUR, []],
  ['pairs.gap', FIVE, FIFTH],
  ['pairs.gap', FOUR, []],
  ['pairs.between', FIVE, []],
])('%s unanswered on %j: %j', (kind, on, found) => {
  expect(asked(kind, on)).toEqual(found);
});

it('who answers may be asked anew', () => {
  expect(asked('pairs.book', FIVE, [['2026-03-04T09:00:00Z', 'pairs.book']])).toEqual([]);
  // Before the first of them is no answer to it.
  expect(asked('pairs.book', FIVE, [['2026-03-03T08:00:00Z', 'pairs.outcome']])).toEqual(FIFTH);
});

it.each(['pairs.book', 'pairs.gap'])('%s again on the next day is found', (kind) => {
  expect(asked(kind, ['2026-03-03T10:00:00Z', '2026-03-04T10:00:00Z'])).toEqual([
    'asked again too soon at 2026-03-04T10:00:00.000Z',
  ]);
});

it('two days later, an hour less, is not too soon to ask again; nor is any time after an answer', () => {
  expect(asked('pairs.book', ['2026-03-03T10:00:00Z', '2026-03-05T09:00:00Z'])).toEqual([]);
  expect(asked('pairs.book', ['2026-03-03T10:00:00Z', '2026-03-05T08:59:00Z'])).toEqual([
    'asked again too soon at 2026-03-05T08:59:00.000Z',
  ]);
  expect(
    asked('pairs.book', ['2026-03-03T10:00:00Z', '2026-03-04T10:00:00Z'], [['2026-03-03T12:00:00Z', 'met']]),
  ).toEqual([]);
});

it('what is said of a pair to somebody else is found', () => {
  const found = (to: string | undefined) =>
    foundIn({
      stands: [['2026-03-02T06:00:00Z', 'running', FAR]],
      messages: [['2026-03-10T09:00:00Z', to, 'pairs.between']],
      until: '2026-03-20T06:00:00Z',
    });
  expect(found('U0NEIGHBOR')).toContain(
    'U0NEIGHBOR was told of it at 2026-03-10T09:00:00.000Z, and is none of the two',
  );
  expect(found(GUIDE)).toEqual([]);
  expect(found(LEARNER)).toEqual([]);
});
