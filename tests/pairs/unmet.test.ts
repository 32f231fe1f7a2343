import { describe, expect, it } from 'vitest';
import { SIDES } from '../../src/pairs/pair.ts';
import { isUnmet, type Meeting, metBy, type Reach, shownFrom } from '../../src/pairs/unmet.ts';

/** A Monday, one in the afternoon in Warsaw. */
const BEGAN = new Date('2026-11-23T12:00:00Z');
const at = (instant: string): Date => new Date(instant);
const THERE: Reach = { isGone: false, pause: null, timeZone: 'Europe/Warsaw', off: [] };

/** Began on 23 November; both were told on Thursday, 3 December; neither has said anything. */
const aMeeting = (differs: Partial<Meeting> = {}): Meeting => ({
  state: 'trial',
  beganAt: BEGAN,
  hasMet: false,
  plannedAt: null,
  toldAt: { guide: at('2026-12-03T12:00:00Z'), learner: at('2026-12-03T15:00:00Z') },
  people: { guide: THERE, learner: THERE },
  ...differs,
});
const guide = (differs: Partial<Reach>) => ({ people: { guide: { ...THERE, ...differs }, learner: THERE } });
const learner = (differs: Partial<Reach>) => ({
  people: { guide: THERE, learner: { ...THERE, ...differs } },
});
const told = (guideAt: string | null, learnerAt: string | null) => ({
  toldAt: {
    guide: guideAt === null ? null : at(guideAt),
    learner: learnerAt === null ? null : at(learnerAt),
  },
});
const DAY_15 = '2026-12-08T12:00:00Z';
const since = (day: string, backOn: string | null) => ({ pause: { since: at(day), backOn } });

describe('managers see that a pair has not met', () => {
  it.each<[string, Partial<Meeting>, string]>([
    ['14 days after it began, to the minute', {}, '2026-12-07T12:00:00Z'],
    ['a week later, still', {}, '2026-12-14T12:00:00Z'],
    ['in its agreement', { state: 'agreement' }, DAY_15],
    ['while it runs', { state: 'running' }, DAY_15],
    ['where the time they had planned has passed', { plannedAt: at('2026-12-08T11:59:00Z') }, DAY_15],
    ['where a break is over', guide(since('2026-11-25', '2026-12-08')), DAY_15],
    ['where days off are over', learner({ off: [{ from: '2026-12-01', to: '2026-12-07' }] }), DAY_15],
    ['where a day off is still to come', guide({ off: [{ from: '2026-12-09', to: '2026-12-09' }] }), DAY_15],
    ['where it is a weekend', {}, '2026-12-12T12:00:00Z'],
    [
      'four days after the later of the two was told late',
      told('2026-12-03T12:00:00Z', '2026-12-10T08:00:00Z'),
      '2026-12-14T08:00:00Z',
    ],
  ])('%s', (_, differs, now) => {
    expect(isUnmet(aMeeting(differs), at(now))).toBe(true);
  });

  it.each<[string, Partial<Meeting>, string]>([
    ['a minute before', {}, '2026-12-07T11:59:00Z'],
    ['one of the two has said that they met', { hasMet: true }, DAY_15],
    ['they have a date that lies ahead', { plannedAt: at('2026-12-08T12:01:00Z') }, DAY_15],
    ['it rests', { state: 'paused' }, DAY_15],
    ['it has ended', { state: 'ended' }, DAY_15],
    ['the guide was not told', told(null, '2026-12-03T12:00:00Z'), DAY_15],
    ['the learner was not told', told('2026-12-03T12:00:00Z', null), DAY_15],
    ['neither was told, as of pairs before there was such a message', told(null, null), DAY_15],
    [
      'one was told late, and has not had four days',
      told('2026-12-03T12:00:00Z', '2026-12-10T08:00:00Z'),
      '2026-12-14T07:59:00Z',
    ],
    ['the guide takes a break', guide(since('2026-12-01', null)), DAY_15],
    ['the learner takes one until tomorrow', learner(since('2026-12-01', '2026-12-09')), DAY_15],
    ['the guide is gone', guide({ isGone: true }), DAY_15],
    ['the learner has a day off', learner({ off: [{ from: '2026-12-08', to: '2026-12-08' }] }), DAY_15],
    // It is the ninth already where the learner lives.
    [
      'the learner has one where they live',
      learner({ timeZone: 'Asia/Tokyo', off: [{ from: '2026-12-09', to: '2026-12-09' }] }),
      '2026-12-08T16:00:00Z',
    ],
  ])('but not where, or as long as: %s', (_, differs, now) => {
    expect(isUnmet(aMeeting(differs), at(now))).toBe(false);
  });
});

describe('from when on, as somebody is told', () => {
  it.each([
    ['on the tenth day', '2026-11-23T12:00:00Z', '2026-12-03T12:00:00Z', '2026-12-07T12:00:00Z'],
    [
      'on the Monday after a tenth day on a Saturday',
      '2026-11-25T09:30:00Z',
      '2026-12-07T08:00:00Z',
      '2026-12-09T09:30:00Z',
    ],
    ['36 hours before, and no later', '2026-11-23T12:00:00Z', '2026-12-06T00:00:00Z', '2026-12-07T12:00:00Z'],
    ['a little later', '2026-11-23T12:00:00Z', '2026-12-06T00:01:00Z', '2026-12-10T00:01:00Z'],
    ['after a long break', '2026-11-23T12:00:00Z', '2026-12-17T08:00:00Z', '2026-12-21T08:00:00Z'],
    // By the clock in Warsaw it is an hour later: the clocks went forward between.
    ['across the end of winter time', '2027-03-15T12:00:00Z', '2027-03-25T12:00:00Z', '2027-03-29T12:00:00Z'],
  ])('%s', (_, beganAt, toldAt, from) => {
    expect(shownFrom(metBy(at(beganAt)), at(toldAt)).toISOString()).toBe(at(from).toISOString());
  });

  it('never before the day both read when they were introduced, nor before both have had a day and a half', () => {
    for (let hours = 0; hours <= 28 * 24; hours += 1) {
      const toldAt = new Date(BEGAN.getTime() + hours * 3_600_000);
      const from = shownFrom(metBy(BEGAN), toldAt);
      expect(from >= metBy(BEGAN)).toBe(true);
      expect(from.getTime() - toldAt.getTime()).toBeGreaterThanOrEqual(36 * 3_600_000);
      for (const side of SIDES) {
        const meeting = aMeeting({ toldAt: { guide: BEGAN, learner: BEGAN, [side]: toldAt } });
        expect(isUnmet(meeting, new Date(from.getTime() - 1))).toBe(false);
        expect(isUnmet(meeting, from)).toBe(true);
      }
    }
  });
});
