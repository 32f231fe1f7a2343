import { describe, expect, it } from 'vitest';
import { type GivenHoliday, holidaysOf, publicDays, yearsAround } from '../../src/programs/calendar.ts';

const given = (date: string, hours: number, type = 'public'): GivenHoliday => {
  const start = new Date(`${date.slice(0, 10)}T${date.slice(11, 19)}Z`);
  return { date, start, end: new Date(start.getTime() + hours * 3_600_000), name: 'A day', type };
};

describe('days off by law', () => {
  it.each([
    ['a day', given('2026-11-11 00:00:00', 24), [['2026-11-11', '2026-11-11']]],
    ['a day on which clocks change', given('2026-03-29 00:00:00', 23), [['2026-03-29', '2026-03-29']]],
    ['a week', given('2026-10-01 00:00:00', 7 * 24), [['2026-10-01', '2026-10-07']]],
    ['from evening to evening', given('2026-04-01 18:00:00', 24), [['2026-04-02', '2026-04-02']]],
    [
      'counted from the evening before',
      given('2026-04-02 00:00:00 -0600', 24),
      [['2026-04-02', '2026-04-02']],
    ],
    ['an afternoon', given('2026-12-24 14:00:00', 10), []],
    ['a morning that lasts until two', given('2026-12-24 00:00:00', 14), [['2026-12-24', '2026-12-24']]],
    ['a day on which only banks are closed', given('2026-08-03 00:00:00', 24, 'bank'), []],
    ['a day that is observed', given('2026-02-14 00:00:00', 24, 'observance'), []],
  ] as const)('%s', (_, holiday, expected) => {
    expect(publicDays([holiday]).map(({ from, to }) => [from, to])).toEqual(expected);
  });

  it('are those of the country and year, named in its language or in the one asked for', async () => {
    const poland = { country: 'PL', region: null };
    expect((await holidaysOf(poland, [2026])).map(({ from, name }) => `${from} ${name}`)).toEqual([
      '2026-01-01 Nowy Rok',
      '2026-01-06 Święto Trzech Króli',
      '2026-04-05 Niedziela Wielkanocna',
      '2026-04-06 Drugi dzień Wielkanocy',
      '2026-05-01 Święto Państwowe; Święto Pracy',
      '2026-05-03 Święto Narodowe Trzeciego Maja',
      '2026-05-24 Zielone Świątki',
      '2026-06-04 Dzień Bożego Ciała',
      '2026-08-15 Wniebowzięcie Najświętszej Maryi Panny',
      '2026-11-01 Wszystkich Świętych',
      '2026-11-11 Narodowe Święto Niepodległości',
      '2026-12-24 Wigilia Bożego Narodzenia',
      '2026-12-25 Pierwszy dzień Bożego Narodzenia',
      '2026-12-26 Drugi dzień Bożego Narodzenia',
    ]);
    expect((await holidaysOf(poland, [2026], 'en'))[0]?.name).toBe("New Year's Day");
  });

  it('differ by region', async () => {
    const days = async (region: string | null) =>
      (await holidaysOf({ country: 'DE', region }, [2026])).map(({ from }) => from);
    expect(await days('BY')).toContain('2026-01-06');
    expect(await days('HH')).not.toContain('2026-01-06');
    expect(await days(null)).not.toContain('2026-01-06');
  });

  it('are none where nobody knows the country', async () => {
    expect(await holidaysOf({ country: 'XX', region: null }, [2026])).toEqual([]);
  });

  it('are looked at of the year before, this one and two more', () => {
    expect(yearsAround(new Date('2026-12-31T23:30Z'))).toEqual([2025, 2026, 2027, 2028]);
  });
});
