import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonTimes, timesAround } from '../../src/pairs/slots.ts';
import { addDays, type Calendar, dayOf, isWorkday, wallOf } from '../../src/people/calendar.ts';
import { USUAL_HOURS } from '../../src/people/hours.ts';

const usual = (timeZone: string, differs: Partial<Calendar> = {}): Calendar => ({
  hours: USUAL_HOURS,
  timeZone,
  off: [],
  ...differs,
});
const WARSAW = usual('Europe/Warsaw');

/** The times as the learner reads them. */
function times(
  guide: Calendar,
  learner: Calendar,
  differs: { minutes?: number; notBefore?: string; around?: string; most?: number } = {},
): string[] {
  const { minutes = 60, notBefore = '2026-11-23T11:00Z', around = '2026-12-07T11:00Z', most = 3 } = differs;
  return commonTimes({
    calendars: { guide, learner },
    minutes,
    notBefore: new Date(notBefore),
    around: new Date(around),
    most,
  }).map((time) => wallOf(time, learner.timeZone));
}

describe('around which moment times are offered', () => {
  const [now, by] = [new Date('2026-11-30T09:00Z'), new Date('2026-12-14T09:00Z')];
  it.each<[string, Parameters<typeof timesAround>[0], string]>([
    [
      'the first session: half-way to its last day',
      { what: 'book', number: 1, by },
      '2026-12-07T09:00:00.000Z',
    ],
    ['a later one: its day', { what: 'book', number: 2, by }, '2026-12-14T09:00:00.000Z'],
    ['a meeting: when it is expected', { what: 'meet', around: by }, '2026-12-14T09:00:00.000Z'],
    ['nothing to book: now', { what: 'later', until: by }, '2026-11-30T09:00:00.000Z'],
    ['no next step: now', undefined, '2026-11-30T09:00:00.000Z'],
  ])('%s', (_, next, expected) => {
    expect(timesAround(next, now).toISOString()).toBe(expected);
  });
});

describe('times that both have', () => {
  it.each<[string, Parameters<typeof times>, string[]]>([
    [
      'around the expected day, on three days, at three times of day',
      [WARSAW, WARSAW],
      ['2026-12-07T10:00', '2026-12-08T14:00', '2026-12-09T12:00'],
    ],
    [
      'from now on where the expected day has passed',
      [WARSAW, WARSAW, { notBefore: '2026-12-10T13:30Z', around: '2026-12-01T00:00Z' }],
      ['2026-12-10T15:00', '2026-12-11T14:00', '2026-12-14T12:00'],
    ],
    [
      'in the hours that Warsaw and New York share',
      [usual('America/New_York'), WARSAW],
      ['2026-12-07T15:00', '2026-12-08T16:00', '2026-12-09T15:00'],
    ],
    [
      'at half hours where there is no whole one',
      [usual('Asia/Kolkata', { hours: { ...USUAL_HOURS, from: '14:00', to: '15:00' } }), WARSAW],
      ['2026-12-07T09:30', '2026-12-08T09:30', '2026-12-09T09:30'],
    ],
    [
      'at whole hours on the learner’s wall, in a zone of half hours too',
      [usual('Asia/Kolkata'), usual('Asia/Kolkata')],
      ['2026-12-07T10:00', '2026-12-08T14:00', '2026-12-09T12:00'],
    ],
    [
      'not on a day off of either',
      [
        usual('Europe/Warsaw', { off: [{ from: '2026-12-07', to: '2026-12-09' }] }),
        usual('Europe/Warsaw', { off: [{ from: '2026-12-03', to: '2026-12-04' }] }),
      ],
      ['2026-12-02T12:00', '2026-12-10T10:00', '2026-12-11T14:00'],
    ],
    ['none where Auckland sleeps while Warsaw works', [usual('Pacific/Auckland'), WARSAW], []],
    [
      'none where it takes longer than their common time',
      [usual('America/New_York'), WARSAW, { minutes: 150 }],
      [],
    ],
    [
      'over the date line, on the guide’s own days',
      [
        usual('Pacific/Auckland', { hours: { days: [2, 3, 4, 5, 6], from: '07:00', to: '12:00' } }),
        usual('America/Los_Angeles', { hours: { ...USUAL_HOURS, to: '18:00' } }),
      ],
      ['2026-12-07T10:00', '2026-12-08T13:00', '2026-12-09T12:00'],
    ],
    [
      'not at a time that clocks skip',
      [
        usual('Europe/Warsaw', { hours: { days: [7], from: '02:00', to: '04:00' } }),
        usual('Europe/Warsaw', { hours: { days: [7], from: '02:00', to: '04:00' } }),
        { notBefore: '2026-03-28T12:00Z', around: '2026-03-29T12:00Z', most: 1 },
      ],
      ['2026-03-29T03:00'],
    ],
  ])('%s', (_, given, expected) => {
    expect(times(...given)).toEqual(expected);
  });

  it('a long list leaves a choice of days and hours', () => {
    const list = times(WARSAW, WARSAW, { most: 24 });
    expect(list).toHaveLength(24);
    expect(new Set(list.map((time) => time.slice(0, 10))).size).toBe(8);
    expect(new Set(list.map((time) => time.slice(11))).size).toBeGreaterThan(5);
  });

  const calendar = fc.record({
    hours: fc.record({
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((days) => days.toSorted()),
      from: fc.constantFrom('00:00', '06:45', '07:30', '09:00', '12:00'),
      to: fc.constantFrom('12:30', '15:00', '17:00', '23:59'),
    }),
    timeZone: fc.constantFrom(
      'Europe/Warsaw',
      'America/New_York',
      'Asia/Kathmandu',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Pacific/Kiritimati',
      'Pacific/Pago_Pago',
    ),
    off: fc.array(
      fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 9 })).map(([from, days]) => ({
        from: addDays('2026-09-15', from),
        to: addDays('2026-09-15', from + days),
      })),
      { maxLength: 4 },
    ),
  });
  const instant = fc.date({
    min: new Date('2026-10-01T00:00Z'),
    max: new Date('2026-11-15T00:00Z'),
    noInvalidDate: true,
  });
  const asked = fc.record({
    calendars: fc.record({ guide: calendar, learner: calendar }),
    minutes: fc.constantFrom(30, 45, 60, 90),
    notBefore: instant,
    around: instant,
    most: fc.integer({ min: 1, max: 24 }),
  });
  const fits = (one: Calendar, from: Date, minutes: number): boolean => {
    const [begins, ends] = [from, new Date(from.getTime() + minutes * 60_000)].map((at) =>
      wallOf(at, one.timeZone),
    );
    return (
      begins?.slice(0, 10) === ends?.slice(0, 10) &&
      isWorkday(one, dayOf(from, one.timeZone)) &&
      (begins?.slice(11) ?? '') >= one.hours.from &&
      (ends?.slice(11) ?? '') <= one.hours.to
    );
  };

  it('lie in the working hours of both, on days that neither has off, in order, each once, never too early', () => {
    fc.assert(
      fc.property(asked, (given) => {
        const found = commonTimes(given);
        expect(found.length).toBeLessThanOrEqual(given.most);
        expect(found).toEqual(
          [...new Set(found.map((time) => time.getTime()))]
            .toSorted((a, b) => a - b)
            .map((at) => new Date(at)),
        );
        for (const time of found) {
          expect(time >= given.notBefore).toBe(true);
          expect(wallOf(time, given.calendars.learner.timeZone)).toMatch(/:(00|30)$/);
          for (const one of [given.calendars.guide, given.calendars.learner])
            expect(fits(one, time, given.minutes)).toBe(true);
        }
        expect(commonTimes(given)).toEqual(found);
      }),
      { numRuns: 500 },
    );
  });

  it('are found whenever there is one on a day from the expected one to two months after', () => {
    fc.assert(
      fc.property(asked, (given) => {
        const from = Math.max(given.around.getTime(), given.notBefore.getTime());
        const { guide, learner } = given.calendars;
        // By the clock, quarter by quarter: another way than by the days of a wall.
        const first = Math.ceil(from / 900_000) * 900_000;
        const isThere = Array.from(
          { length: 58 * 96 },
          (_, quarter) => new Date(first + quarter * 900_000),
        ).some(
          (at) =>
            /:(00|30)$/.test(wallOf(at, learner.timeZone)) &&
            fits(guide, at, given.minutes) &&
            fits(learner, at, given.minutes),
        );
        if (isThere) expect(commonTimes(given).length).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });
});
