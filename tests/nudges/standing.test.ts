import { describe, expect, it } from 'vitest';
import { type Receiver, standing } from '../../src/nudges/standing.ts';
import { USUAL_HOURS } from '../../src/people/hours.ts';

const IN_WARSAW: Receiver = {
  hours: USUAL_HOURS,
  timeZone: 'Europe/Warsaw',
  off: [],
  isGone: false,
  pause: null,
  nudgedBy: 'messages',
};
const who = (differs: Partial<Receiver>): Receiver => ({ ...IN_WARSAW, ...differs });
const until = (at: string) => ({ until: new Date(at) });
const SINCE = new Date('2026-11-20T12:00Z');
const GONE = who({ isGone: true });
const HOME = who({ nudgedBy: 'home' });
const WEEKLY = who({ nudgedBy: 'weekly' });
const OFF = who({ off: [{ from: '2026-11-25', to: '2026-11-26' }] });
const BACK_ON_FRIDAY = who({ pause: { since: SINCE, backOn: '2026-11-27' } });
const BACK_ON_SATURDAY = who({ pause: { since: SINCE, backOn: '2026-11-28' } });
const AWAY = who({ pause: { since: SINCE, backOn: null } });
const NO_MORE = who({ pause: { since: SINCE, backOn: '2026-11-25' } });

/** Wednesday 25 November 2026; nine to five in Warsaw is 08:00Z to 16:00Z. */
const [DAY, EVENING] = ['2026-11-25T10:00Z', '2026-11-25T18:00Z'];

describe('may somebody be written to now', () => {
  it.each([
    ['an answer comes at once, in the evening too', IN_WARSAW, 'answer', EVENING, 'now'],
    ['an answer comes on a day off', OFF, 'answer', DAY, 'now'],
    ['an answer comes to somebody who takes a break', AWAY, 'answer', DAY, 'now'],
    ['an answer comes to somebody who reads nudges at Home alone', HOME, 'answer', DAY, 'now'],
    ['nothing comes to somebody who is gone', GONE, 'answer', DAY, { never: 'person_gone' }],
    ['no notice either', GONE, 'notice', DAY, { never: 'person_gone' }],
    ['a notice in working hours: now', IN_WARSAW, 'notice', DAY, 'now'],
    ['a notice in the evening: the next morning', IN_WARSAW, 'notice', EVENING, until('2026-11-26T08:00Z')],
    ['a notice on a day off: after it', OFF, 'notice', DAY, until('2026-11-27T08:00Z')],
    ['a notice is no nudge: also to those who read these at Home alone', HOME, 'notice', DAY, 'now'],
    ['a nudge in working hours: now', IN_WARSAW, 'nudge', DAY, 'now'],
    ['a nudge in the evening: the next morning', IN_WARSAW, 'nudge', EVENING, until('2026-11-26T08:00Z')],
    ['a nudge on a day off: after it', OFF, 'nudge', DAY, until('2026-11-27T08:00Z')],
    ['a nudge to somebody who reads them at Home alone: never', HOME, 'nudge', DAY, { never: 'home_only' }],
    ['a nudge for the digest: on Monday', WEEKLY, 'nudge', DAY, until('2026-11-30T08:00Z')],
    ['during a break: when they are back', BACK_ON_FRIDAY, 'nudge', DAY, until('2026-11-27T08:00Z')],
    ['a notice as well', BACK_ON_FRIDAY, 'notice', DAY, until('2026-11-27T08:00Z')],
    ['back on a Saturday: on Monday', BACK_ON_SATURDAY, 'nudge', DAY, until('2026-11-30T08:00Z')],
    ['a break without an end: looked at a day later', AWAY, 'nudge', DAY, until('2026-11-26T10:00Z')],
    ['back today', NO_MORE, 'nudge', DAY, 'now'],
  ] as const)('%s', (_, receiver, urgency, now, expected) => {
    expect(standing(receiver, urgency, [], new Date(now))).toEqual(expected);
  });

  it.each([
    // Nine to five on Monday to Friday, where nobody has said otherwise, by the clock of their own zone.
    ['Europe/Warsaw', '2026-11-25T07:59Z', until('2026-11-25T08:00Z')],
    ['Europe/Warsaw', '2026-11-25T08:00Z', 'now'],
    ['Europe/Warsaw', '2026-11-27T15:59Z', 'now'],
    ['Europe/Warsaw', '2026-11-27T16:00Z', until('2026-11-30T08:00Z')],
    ['America/Chicago', '2026-11-25T14:59Z', until('2026-11-25T15:00Z')],
    ['America/Chicago', '2026-11-27T22:59Z', 'now'],
    ['America/Chicago', '2026-11-27T23:00Z', until('2026-11-30T15:00Z')],
    ['Asia/Kathmandu', '2026-11-25T03:14Z', until('2026-11-25T03:15Z')],
  ])('the usual hours, in %s at %s', (timeZone, now, expected) => {
    expect(standing(who({ timeZone }), 'nudge', [], new Date(now))).toEqual(expected);
  });

  it('a nudge keeps to one a day and three a week, a notice and an answer do not', () => {
    const sent = ['2026-11-23T08:00Z', '2026-11-24T08:00Z', '2026-11-25T08:00Z'].map((at) => new Date(at));
    const now = new Date(DAY);
    expect(standing(IN_WARSAW, 'nudge', sent.slice(2), now)).toEqual(until('2026-11-26T08:00Z'));
    expect(standing(IN_WARSAW, 'nudge', sent, now)).toEqual(until('2026-11-30T08:00Z'));
    expect(standing(IN_WARSAW, 'notice', sent, now)).toBe('now');
    expect(standing(IN_WARSAW, 'answer', sent, now)).toBe('now');
  });

  it('what can wait leaves the third message of a week to what cannot', () => {
    const sent = ['2026-11-23T08:00Z', '2026-11-24T08:00Z'].map((at) => new Date(at));
    const now = new Date(DAY);
    expect(standing(IN_WARSAW, 'nudge', sent, now)).toBe('now');
    expect(standing(IN_WARSAW, 'nudge', sent, now, 3)).toBe('now');
    expect(standing(IN_WARSAW, 'nudge', sent, now, 2)).toEqual(until('2026-11-26T08:00Z'));
  });
});
