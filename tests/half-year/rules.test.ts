import { expect, it } from 'vitest';
import type { Evidence, Message, Person, Story } from '../../demo/half-year/evidence.ts';
import { breaches } from '../../demo/half-year/rules/breaches.ts';
import { USUAL_HOURS } from '../../src/people/hours.ts';
import { PersonId } from '../../src/ports.ts';

const [GUIDE, LEARNER] = ['U0GUIDE001', 'U0LEARNER1'].map((id) => PersonId.parse(id));
const BEGAN = new Date('2026-03-02T06:00:00Z');

/** A pair that runs and has something coming, in a week in which what is said here is said. */
function evidence(messages: Partial<Message>[], differs: Partial<Evidence> = {}): Evidence {
  const person = (id: typeof GUIDE) => ({
    id: PersonId.parse(id),
    hours: USUAL_HOURS,
    daysOff: [{ from: '2026-03-12', to: '2026-03-12' }],
    nudgedBy: 'messages' as const,
    zones: [{ from: BEGAN, timeZone: 'Europe/Warsaw' }],
    away: [{ from: new Date('2026-03-16T00:00:00Z'), to: new Date('2026-03-18T00:00:00Z') }],
  });
  const story: Story = {
    id: 'pair',
    kind: 'coaching',
    guide: String(GUIDE),
    learner: String(LEARNER),
    stands: [
      { at: BEGAN, state: 'running', dueAt: new Date('2026-04-30T06:00:00Z') },
      { at: new Date('2026-03-26T06:00:00Z'), state: 'ended', dueAt: null },
    ],
    acts: [{ at: new Date('2026-03-25T06:00:00Z'), what: 'leave: done' }],
    dates: [],
  };
  return {
    people: [person(GUIDE), person(LEARNER)],
    messages: messages.map((message, at) => ({
      deliveryId: String(at),
      to: String(LEARNER),
      at: new Date('2026-03-03T09:00:00Z'),
      class: 'nudge',
      text: `text ${at}`,
      about: [{ pairId: 'pair', kind: 'pairs.book', once: `1.${at}` }],
      ...message,
    })),
    stories: [story],
    closed: { coaching: [{ from: '2026-03-13', to: '2026-03-13' }], mentoring: [] },
    leaks: [],
    stuck: [],
    complaints: [],
    until: new Date('2026-03-28T06:00:00Z'),
    ...differs,
  };
}
const at = (...instants: string[]) => instants.map((instant) => ({ at: new Date(instant) }));

it.each([
  ['before work', at('2026-03-03T07:59:00Z'), 'outside working hours'],
  ['after work', at('2026-03-03T16:00:00Z'), 'outside working hours'],
  ['on a Saturday', at('2026-03-07T10:00:00Z'), 'not on a working day'],
  ['on a day off', at('2026-03-12T10:00:00Z'), 'on a day off'],
  ['on a holiday of the program', at('2026-03-13T10:00:00Z'), 'on a day off of the program'],
  ['while somebody is away', at('2026-03-17T10:00:00Z'), 'while away'],
  ['about a pair that has ended', at('2026-03-27T10:00:00Z'), 'which is ended'],
  ['twice a day', at('2026-03-03T09:00:00Z', '2026-03-03T12:00:00Z'), 'the second reminder on a day'],
  [
    'four times in seven days',
    at('2026-03-04T09:00:00Z', '2026-03-05T09:00:00Z', '2026-03-06T09:00:00Z', '2026-03-09T09:00:00Z'),
    'the fourth reminder in seven days',
  ],
  [
    'a second time',
    at('2026-03-04T09:00:00Z', '2026-03-06T09:00:00Z').map((one) => ({ ...one, deliveryId: 'one' })),
    'said twice',
  ],
  ['to a stranger', [{ to: 'U0STRANGER' }], 'to nobody who takes part'],
])('what is said %s is noticed', (_, messages, found) => {
  expect(breaches(evidence(messages)).join('\n')).toContain(found);
});

it('what leaks, what is stuck and what the app complains of is a breach', () => {
  const found = breaches(
    evidence([], { leaks: ['a message'], stuck: ['a message is stuck'], complaints: ['an error'] }),
  );
  expect(found.join('\n')).toMatch(
    /free text in a message\na message is stuck\nthe app complained: an error/,
  );
});

it('a pair may end at the moment at which something was said about it', () => {
  const said = (instant: string) => breaches(evidence(at(instant))).join('\n');
  expect(said('2026-03-26T06:10:00Z')).not.toContain('which is ended');
  expect(said('2026-03-26T06:20:00Z')).toContain('which is ended');
});

it('nothing is found in a week with three reminders', () => {
  const messages = at('2026-03-03T09:00:00Z', '2026-03-05T09:00:00Z', '2026-03-09T09:00:00Z');
  expect(breaches(evidence(messages)).filter((one) => !one.includes('pair pair'))).toEqual([]);
});

/** What is found where something peculiar is said to the learner of a pair, and one of the two is peculiar. */
function peculiar(
  messages: Partial<Message>[],
  { guide = {}, learner = {} }: { guide?: Partial<Person>; learner?: Partial<Person> },
): string[] {
  const said = evidence(messages);
  return breaches({
    ...said,
    people: said.people.map((person) => ({ ...person, ...(person.id === GUIDE ? guide : learner) })),
  });
}

const NOTICE = { class: 'notice' as const };
const [ON_THE_FIFTH = {}] = at('2026-03-05T09:00:00Z');
const AWAY = { away: [{ from: new Date('2026-03-04T00:00:00Z'), to: new Date('2026-03-06T00:00:00Z') }] };
const GONE = { away: [{ from: new Date('2026-03-05T09:00:00Z'), to: null }] };
const BACK = { away: [{ from: new Date('2026-03-04T00:00:00Z'), to: new Date('2026-03-05T09:00:00Z') }] };
const MONDAY_AND_FRIDAY = at('2026-03-02T09:00:00Z', '2026-03-06T09:00:00Z');

it.each<[string, Partial<Message>[], Parameters<typeof peculiar>[1], string]>([
  ['whose other one is away', [ON_THE_FIFTH], { guide: AWAY }, 'about pair pair, whose other one is away'],
  ['whose other one has gone', [ON_THE_FIFTH], { guide: GONE }, 'about pair pair, whose other one is away'],
  [
    'to whoever reads it on the App Home',
    [ON_THE_FIFTH],
    { learner: { nudgedBy: 'home' } },
    'to somebody who reads it on the App Home alone',
  ],
  ['about nothing', [{ ...ON_THE_FIFTH, about: [] }], {}, 'about nothing'],
  [
    'twice in a week to whoever reads once a week',
    MONDAY_AND_FRIDAY,
    { learner: { nudgedBy: 'weekly' } },
    'a second digest in a week',
  ],
])('a reminder %s is noticed', (_, messages, who, rule) => {
  const found = peculiar(messages, who);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(new RegExp(`: ${rule}$`));
});

it.each<[string, Partial<Message>[], Parameters<typeof peculiar>[1]]>([
  ['a reminder about a pair whose other one is back', [ON_THE_FIFTH], { guide: BACK }],
  ['a notice about a pair whose other one is away', [{ ...ON_THE_FIFTH, ...NOTICE }], { guide: AWAY }],
  [
    'a notice to whoever reads on the App Home',
    [{ ...ON_THE_FIFTH, ...NOTICE }],
    { learner: { nudgedBy: 'home' } },
  ],
  [
    'a reminder to one whose other one reads on the App Home',
    [ON_THE_FIFTH],
    { guide: { nudgedBy: 'home' } },
  ],
  ['a notice about nothing', [{ ...ON_THE_FIFTH, ...NOTICE, about: [] }], {}],
  [
    'a reminder on Friday and one on the next Monday, to whoever reads once a week',
    at('2026-03-06T09:00:00Z', '2026-03-09T09:00:00Z'),
    { learner: { nudgedBy: 'weekly' } },
  ],
  [
    'the same where it is still Sunday in Europe',
    at('2026-03-05T20:00:00Z', '2026-03-08T20:00:00Z'),
    { learner: { nudgedBy: 'weekly', zones: [{ from: BEGAN, timeZone: 'Pacific/Auckland' }] } },
  ],
  [
    'a notice in the week of a reminder, to whoever reads once a week',
    MONDAY_AND_FRIDAY.map((one, index) => (index === 0 ? one : { ...one, ...NOTICE })),
    { learner: { nudgedBy: 'weekly' } },
  ],
  ['two reminders in a week to whoever reads them as they come', MONDAY_AND_FRIDAY, {}],
])('%s breaks no rule', (_, messages, who) => {
  expect(peculiar(messages, who)).toEqual([]);
});

/** A pair with one date: what is said about it on 4 March, to one who has 12 March off and is away on the 16th and 17th. */
function aboutDate(
  kind: string,
  startsAt: string,
  on: string,
  nudgedBy: 'messages' | 'weekly' = 'messages',
): string {
  const said = evidence([{ at: new Date(on), about: [{ pairId: 'pair', kind, once: '' }] }]);
  const people = said.people.map((person) => ({ ...person, nudgedBy }));
  const date = { id: 'date', startsAt: new Date(startsAt), from: BEGAN, to: null };
  return breaches({
    ...said,
    people,
    stories: said.stories.map((story) => ({ ...story, dates: [date] })),
  }).join('\n');
}

const ASKED = 'asked for a date while there is one';
const FAR = 'to prepare for a date that is not near';
const OPEN = 'asked what became of a date that has not passed';

it.each([
  ['pairs.book', '2026-03-20T09:00:00Z', '2026-03-04T09:00:00Z', ASKED],
  ['pairs.prepare', '2026-03-10T09:00:00Z', '2026-03-03T09:00:00Z', FAR],
  ['pairs.prepare', '2026-03-03T09:00:00Z', '2026-03-04T09:00:00Z', FAR],
  ['pairs.outcome', '2026-03-05T09:00:00Z', '2026-03-04T09:00:00Z', OPEN],
  ['pairs.outcome', '2026-03-02T09:00:00Z', '2026-03-25T09:00:00Z', OPEN],
])('%s about %s, said on %s, is noticed', (kind, startsAt, on, found) => {
  expect(aboutDate(kind, startsAt, on)).toContain(found);
});

it.each([
  ['pairs.book', '2026-03-02T09:00:00Z', '2026-03-04T09:00:00Z', ASKED],
  ['pairs.prepare', '2026-03-05T09:00:00Z', '2026-03-04T09:00:00Z', FAR],
  // Six days before; three of them are worked on.
  ['pairs.prepare', '2026-03-17T09:00:00Z', '2026-03-09T09:00:00Z', FAR],
  // Thirteen days of the week, of which ten are worked on.
  ['pairs.outcome', '2026-03-04T09:00:00Z', '2026-03-24T09:00:00Z', OPEN],
])('%s about %s, said on %s, is in its place', (kind, startsAt, on, found) => {
  expect(aboutDate(kind, startsAt, on)).not.toContain(found);
});

it('to prepare may come a week before to whoever reads once a week', () => {
  const told = (startsAt: string) => aboutDate('pairs.prepare', startsAt, '2026-03-02T09:00:00Z', 'weekly');
  expect(told('2026-03-09T09:00:00Z')).not.toContain(FAR);
  expect(told('2026-03-19T09:00:00Z')).toContain(FAR);
});

/** A pair whose trial began on 2 March and became an agreement on the 16th; what it was told of managers, and when. */
function toldOfManagers(...on: string[]): string {
  const said = evidence(
    on.map((instant) => ({
      at: new Date(instant),
      class: 'notice' as const,
      about: [{ pairId: 'pair', kind: 'pairs.unmet', once: '' }],
    })),
  );
  const stands = [
    { at: BEGAN, state: 'trial' as const, dueAt: new Date('2026-03-30T06:00:00Z') },
    {
      at: new Date('2026-03-16T06:00:00Z'),
      state: 'agreement' as const,
      dueAt: new Date('2026-04-30T06:00:00Z'),
    },
  ];
  return breaches({ ...said, stories: said.stories.map((story) => ({ ...story, stands, acts: [] })) }).join(
    '\n',
  );
}

it.each([
  ['before its time', ['2026-03-11T09:00:00Z'], 'too soon'],
  ['where it is no trial any more', ['2026-03-19T09:00:00Z'], 'it is no trial'],
  ['twice', ['2026-03-12T09:00:00Z', '2026-03-13T09:00:00Z'], 'told 2 times of what managers see'],
])('what managers will see, told %s, is noticed', (_, on, found) => {
  expect(toldOfManagers(...on)).toContain(found);
});

it('what managers will see, told once on the eleventh day of a trial, is in its place', () => {
  expect(toldOfManagers('2026-03-13T09:00:00Z')).not.toMatch(/managers see/);
});
