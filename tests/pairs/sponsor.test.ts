import { describe, expect, it } from 'vitest';
import {
  SPONSOR_STATES,
  type Sponsor,
  type SponsorEvent,
  SponsorId,
  type SponsorText,
  SponsorTextId,
  sponsorProblem,
  sponsorSeenBy,
  sponsorStep,
} from '../../src/pairs/sponsor.ts';
import { PersonId } from '../../src/ports.ts';
import { GUIDE, LEARNER } from './made.ts';

const IMANI = PersonId.parse('U0IMANIFRE');
const AT = new Date('2026-11-23T12:00:00Z');
const EVENTS = ['proposes', 'tells', 'ends', 'answers', 'declines'] as const satisfies SponsorEvent[];

describe('a sponsor’s state', () => {
  it.each([
    // proposes, tells, ends, answers, declines
    ['none', ['proposed', '-', '-', '-', '-']],
    ['proposed', ['-', 'proposed', 'ended', 'agreed', 'declined']],
    ['agreed', ['-', 'agreed', 'ended', 'agreed', 'declined']],
    ['declined', ['proposed', '-', '-', '-', '-']],
    ['ended', ['proposed', '-', '-', '-', '-']],
  ] as const)('from %s', (state, then) => {
    expect(EVENTS.map((event) => sponsorStep(state, event) ?? '-')).toEqual(then);
  });
});

describe('who can be brought in', () => {
  const PAIR = { guideId: GUIDE, learnerId: LEARNER };
  const THERE = { isGone: false, isMember: true };
  const had = (state: Sponsor['state'], personId = IMANI) => [{ personId, state }];
  it.each([
    ['somebody of the workspace', IMANI, THERE, [], null],
    ['not oneself', LEARNER, THERE, [], 'self'],
    ['not the coach', GUIDE, THERE, [], 'coach'],
    ['no bot, nobody of another company', IMANI, { ...THERE, isMember: false }, [], 'no-member'],
    ['nobody who was deactivated', IMANI, { ...THERE, isGone: true }, [], 'not-available'],
    ['not again whoever would rather not', IMANI, THERE, had('declined'), 'not-available'],
    ['again, after it was ended', IMANI, THERE, had('ended'), null],
    ['somebody else, after one declined', IMANI, THERE, had('declined', PersonId.parse('U0SOFIALIN')), null],
  ] as const)('%s', (_, person, facts, earlier, problem) => {
    expect(sponsorProblem(PAIR, person, facts, earlier)).toBe(problem);
  });
});

describe('what is seen of it', () => {
  const sponsor: Sponsor = {
    id: SponsorId.parse('00000000-0000-4000-8000-000000000301'),
    number: 2,
    personId: IMANI,
    state: 'agreed',
  };
  const text = (number: number, differs: Partial<SponsorText>): SponsorText => ({
    id: SponsorTextId.parse(`00000000-0000-4000-8000-00000000040${number}`),
    sponsorId: sponsor.id,
    to: IMANI,
    words: `text ${number}`,
    toCoach: false,
    version: 1,
    at: AT,
    answer: { words: `answer ${number}`, at: AT },
    ...differs,
  });
  const earlier = SponsorId.parse('00000000-0000-4000-8000-000000000300');
  const texts = [
    text(1, { sponsorId: earlier, toCoach: true }),
    text(2, {}),
    text(3, { toCoach: true }),
    text(4, { sponsorId: null, toCoach: true, answer: null }),
  ];

  it('by the client: what was told to this one, with the answers, and no draft', () => {
    const seen = sponsorSeenBy('learner', sponsor, texts);
    expect(seen?.texts.map(({ words, answer }) => [words, answer?.words])).toEqual([
      ['text 2', 'answer 2'],
      ['text 3', 'answer 3'],
    ]);
    expect(seen?.state).toBe('agreed');
  });

  it('by the coach: what the client has shown, without answers; otherwise nothing at all', () => {
    expect(sponsorSeenBy('guide', sponsor, texts)?.texts).toMatchObject([{ words: 'text 3', answer: null }]);
    expect(
      sponsorSeenBy(
        'guide',
        sponsor,
        [texts[0], texts[1], texts[3]].flatMap((one) => one ?? []),
      ),
    ).toBeNull();
    expect(sponsorSeenBy('guide', undefined, [])).toBeNull();
  });

  it('by the coach: neither whether there was an answer nor who has ended it', () => {
    const states = SPONSOR_STATES.map((state) => sponsorSeenBy('guide', { ...sponsor, state }, texts)?.state);
    expect(states).toEqual(['proposed', 'proposed', 'ended', 'ended']);
  });
});
