import { describe, expect, it } from 'vitest';
import type { Guide, Learner } from '../../src/matching/match.ts';
import { fitOf, partsOf, pointsOf, scoreOf, UNKNOWN } from '../../src/matching/score.ts';
import { USUAL_WEIGHTS, type Weights } from '../../src/programs/program.ts';
import { guide, learner } from './people.ts';

const { mentoring, coaching } = USUAL_WEIGHTS;
const TOPICS = ['negotiation', 'feedback', 'networking'];
const part = (of: Partial<Learner>, by: Partial<Guide>, minutes = 480) => {
  const [one, other] = [learner(of), guide(by)];
  return partsOf(one, other, minutes, pointsOf(one));
};
const told = (of: Partial<Learner>, by: Partial<Guide>, minutes = 480, weights: Weights = mentoring) =>
  fitOf(learner(of), guide(by), minutes, weights);

describe('a part of the score', () => {
  it.each([
    { wanted: TOPICS, offered: TOPICS, is: 1 },
    { wanted: TOPICS, offered: ['negotiation'], is: 3 / 6 },
    { wanted: TOPICS, offered: ['feedback'], is: 2 / 6 },
    { wanted: TOPICS, offered: ['networking'], is: 1 / 6 },
    { wanted: TOPICS, offered: ['networking', 'presenting', 'feedback'], is: 3 / 6 },
    { wanted: TOPICS, offered: ['presenting'], is: 0 },
    { wanted: TOPICS, offered: [], is: 0 },
    { wanted: ['feedback'], offered: ['feedback'], is: 1 },
    { wanted: ['feedback', 'feedback'], offered: ['feedback', 'feedback'], is: 1 },
    { wanted: [], offered: TOPICS, is: UNKNOWN },
  ])('topics: $offered for $wanted', ({ wanted, offered, is }) => {
    expect(part({ topics: wanted }, { topics: offered }).topics).toBe(is);
  });

  it.each([
    { ours: ['direct', 'prepared'], theirs: ['direct', 'prepared'], is: 1 },
    { ours: ['direct', 'prepared'], theirs: ['direct'], is: 2 / 3 },
    { ours: ['direct'], theirs: ['direct', 'prepared', 'talking'], is: 1 / 2 },
    { ours: ['direct'], theirs: ['talking'], is: 0 },
    { ours: [], theirs: ['talking'], is: UNKNOWN },
    { ours: ['direct'], theirs: [], is: UNKNOWN },
  ] as const)('ways: $ours and $theirs', ({ ours, theirs, is }) => {
    expect(part({ ways: ours }, { ways: theirs }).ways).toBe(is);
  });

  it.each([
    [60, 1 / 4],
    [150, 5 / 8],
    [240, 1],
    [480, 1],
  ])('hours: %i minutes in common', (minutes, is) => {
    expect(part({}, {}, minutes).hours).toBe(is);
  });

  it.each([
    { of: 4, by: 12, is: 1 },
    { of: 4, by: 9, is: 1 },
    { of: 4, by: 6, is: 2 / 5 },
    { of: 4, by: 4, is: 0 },
    { of: 4, by: 1, is: 0 },
    { of: null, by: 12, is: UNKNOWN },
    { of: 4, by: null, is: UNKNOWN },
  ])('experience: $by years for $of', ({ of, by, is }) => {
    expect(part({ experienceYears: of }, { experienceYears: by }).experience).toBe(is);
  });

  it.each([
    { of: 'Sales', by: 'Finance', is: 1 },
    { of: 'Sales', by: ' sales', is: 0 },
    { of: null, by: 'Sales', is: UNKNOWN },
    { of: 'Sales', by: ' ', is: UNKNOWN },
  ])('department: $by for $of', ({ of, by, is }) => {
    expect(part({ department: of }, { department: by }).department).toBe(is);
  });

  it.each([
    { places: 2, taken: 0, pending: 0, is: 1 },
    { places: 4, taken: 1, pending: 1, is: 1 / 2 },
    { places: 2, taken: 1, pending: 1, is: 0 },
    { places: 2, taken: 1, pending: 2, is: 0 },
    { places: 0, taken: 0, pending: 0, is: 0 },
  ])('load: $taken of $places taken, $pending asked', ({ is, ...by }) => {
    expect(part({}, by).load).toBe(is);
  });
});

describe('a score', () => {
  it('is 100 where everything fits, whoever weighs it', () => {
    expect(scoreOf(part({}, {}), mentoring)).toBe(100);
    expect(scoreOf(part({}, {}), coaching)).toBe(100);
  });

  // Each worsens one part of a guide in whom everything fits: the whole falls by that part's weight.
  it.each([
    { what: 'topics', by: { topics: [] }, mentoring: 60, coaching: 50 },
    { what: 'ways', by: { ways: ['talking'] }, mentoring: 80, coaching: 75 },
    { what: 'experience', by: { experienceYears: 0 }, mentoring: 85, coaching: 100 },
    { what: 'department', by: { department: 'Sales' }, mentoring: 95, coaching: 100 },
    { what: 'load', by: { places: 2, taken: 1, pending: 1 }, mentoring: 90, coaching: 90 },
  ] as const)('$what alone', ({ by, ...scores }) => {
    expect(scoreOf(part({}, by), mentoring)).toBe(scores.mentoring);
    expect(scoreOf(part({}, by), coaching)).toBe(scores.coaching);
  });

  it('hours alone', () => {
    expect(scoreOf(part({}, {}, 120), mentoring)).toBe(95);
    expect(scoreOf(part({}, {}, 120), coaching)).toBe(93);
  });

  // What is not known counts neither for nor against: the rest decides, here half of it.
  it.each([
    { what: 'no topics wanted', of: { topics: [] } },
    { what: 'no ways ticked', of: { ways: [] } },
    { what: 'experience not said', of: { experienceYears: null } },
    { what: 'department not known', of: { department: null } },
  ] as const)('is not worse for what is not known: $what', ({ of }) => {
    expect(scoreOf(part(of, {}), mentoring)).toBe(100);
  });

  it('weighs as the program says; nothing known that counts is neither good nor bad', () => {
    const none = { topics: 0, ways: 0, hours: 0, experience: 0, department: 0, load: 0 };
    const bad = part({}, { topics: [], ways: ['talking'] });
    expect(scoreOf(bad, { ...none, topics: 3, load: 1 })).toBe(25);
    expect(scoreOf(bad, { ...none, topics: 0.3, load: 0.1 })).toBe(25);
    expect(scoreOf(bad, none)).toBe(50);
    expect(scoreOf(part({ topics: [] }, {}), { ...none, topics: 3 })).toBe(50);
  });
});

describe('reasons and gaps', () => {
  it('are facts, in one order', () => {
    const by: Partial<Guide> = { topics: ['feedback', 'negotiation'], ways: ['direct'] };
    expect(told({ topics: TOPICS }, by)).toEqual({
      score: 87,
      reasons: [
        { about: 'topics', shared: ['negotiation', 'feedback'], wanted: 3 },
        { about: 'ways', shared: ['direct'] },
        { about: 'hours', minutes: 480 },
        { about: 'experience', years: 8 },
        { about: 'department' },
      ],
      gaps: [{ about: 'topics', missing: ['networking'], wanted: 3 }],
    });
  });

  it('are told as plainly where nothing fits', () => {
    const by: Partial<Guide> = { topics: [], ways: ['talking'], experienceYears: 3, department: 'Sales' };
    expect(told({}, by, 90)).toEqual({
      score: 14,
      reasons: [],
      gaps: [
        { about: 'topics', missing: ['negotiation', 'feedback'], wanted: 2 },
        { about: 'ways' },
        { about: 'hours', minutes: 90 },
        { about: 'experience', years: -1 },
        { about: 'department' },
      ],
    });
  });

  it('leave out what is not known', () => {
    const nothing = { topics: [], ways: [], experienceYears: null, department: null };
    expect(told(nothing, {})).toEqual({
      score: 100,
      reasons: [{ about: 'hours', minutes: 480 }],
      gaps: [],
    });
  });

  it('leave out what the program gives no weight: a coach need not come from the field', () => {
    const abouts = told({}, { experienceYears: 0, department: 'Sales' }, 480, coaching);
    expect([...abouts.reasons, ...abouts.gaps].map(({ about }) => about)).toEqual([
      'topics',
      'ways',
      'hours',
    ]);
  });

  it('hold for a thousand topics', () => {
    const topics = Array.from({ length: 1000 }, (_, at) => `topic-${at}`);
    expect(told({ topics }, { topics: topics.slice(0, 500) }).score).toBe(90);
  });
});
