import { describe, expect, it } from 'vitest';
import { readDayOfReturn, readExclusions, readHours } from '../../src/people/settings.ts';
import { PersonId } from '../../src/ports.ts';

describe('sent working hours', () => {
  it('are read, days in the order of the week and each once', () => {
    expect(readHours({ days: ['5', '1', '5'], from: '08:00', to: '12:30' })).toEqual({
      ok: true,
      hours: { days: [1, 5], from: '08:00', to: '12:30' },
    });
  });

  it.each([
    ['no day', { days: [] }, 'days'],
    ['a day that is none', { days: ['8'] }, 'days'],
    ['a day that is no number', { days: ['Monday'] }, 'days'],
    ['an end before the beginning', { to: '08:59' }, 'to'],
    ['an end at the beginning', { to: '09:00' }, 'to'],
    ['no beginning', { from: null }, 'to'],
    ['no end', { to: null }, 'to'],
    ['a time that is none', { to: '25:00' }, 'to'],
  ])('with %s are refused', (_, differs, wrong) => {
    expect(readHours({ days: ['1'], from: '09:00', to: '17:00', ...differs })).toEqual({ ok: false, wrong });
  });
});

describe('a sent day of return', () => {
  // Already the first of March in Auckland.
  const now = new Date('2026-02-28T12:00Z');
  it.each([
    ['tomorrow', '2026-03-02', 'Pacific/Auckland', '2026-03-02'],
    ['today, where the person lives', '2026-03-01', 'Pacific/Auckland', undefined],
    ['the same day, where it is tomorrow', '2026-03-01', 'Europe/Warsaw', '2026-03-01'],
    ['in the past', '2020-01-01', 'Europe/Warsaw', undefined],
    ['none', null, 'Europe/Warsaw', null],
    ['left empty', '', 'Europe/Warsaw', null],
    ['a day that does not exist', '2026-02-30', 'Europe/Warsaw', undefined],
    ['no day at all', 'soon', 'Europe/Warsaw', undefined],
    ['the 29th of February of a year that has none', '2027-02-29', 'Europe/Warsaw', undefined],
  ])('%s', (_, sent, timeZone, backOn) => {
    const read = readDayOfReturn(sent, timeZone, now);
    expect(read.ok ? read.backOn : undefined).toBe(backOn);
  });
});

describe('a sent list of excluded people', () => {
  const self = PersonId.parse('U0SELF');
  const people = (count: number): string[] => Array.from({ length: count }, (_, at) => `U0P${at}`);
  const NOTHING = { ok: true, changes: { add: [], remove: [] } };

  it.each([
    ['nobody, of nobody', [], [], NOTHING],
    ['the same', ['U0A', 'U0B'], ['U0B', 'U0A'], NOTHING],
    ['one more', ['U0A', 'U0B'], ['U0A'], { ok: true, changes: { add: ['U0B'], remove: [] } }],
    ['one less', ['U0A'], ['U0A', 'U0B'], { ok: true, changes: { add: [], remove: ['U0B'] } }],
    ['somebody twice', ['U0A', 'U0A'], [], { ok: true, changes: { add: ['U0A'], remove: [] } }],
    ['what is no person', ['C0CHANNEL', '', 'x'], [], NOTHING],
    ['oneself', ['U0A', 'U0SELF'], [], { ok: false, wrong: 'self' }],
    ['51 people', people(51), [], { ok: false, wrong: 'tooMany' }],
  ])('%s', (_, sent, shown, expected) => {
    expect(readExclusions(sent, shown, self)).toEqual(expected);
  });
});
