import { describe, expect, it } from 'vitest';
import { textsIn } from '../../src/locales/texts.ts';
import { whenText } from '../../src/pairs/views/when.ts';
import type { Language } from '../../src/ports.ts';
import { LEARNER } from './made.ts';

describe('when a session begins', () => {
  it.each<[string, Language, string, string, string]>([
    ['once, where both live in one zone', 'en', 'Europe/Warsaw', 'Europe/Warsaw', 'Tue 8 Dec, 10:00'],
    ['once, where both clocks say the same', 'en', 'Europe/Warsaw', 'Europe/Berlin', 'Tue 8 Dec, 10:00'],
    ['on both walls', 'en', 'Europe/Warsaw', 'Asia/Kolkata', 'Tue 8 Dec, 10:00 (14:30 for Kasia)'],
    [
      'and on the other’s day',
      'en',
      'Pacific/Honolulu',
      'Europe/Warsaw',
      'Mon 7 Dec, 23:00 (Tue 8 Dec, 10:00 for Kasia)',
    ],
    ['in Polish', 'pl', 'Europe/Warsaw', 'Europe/London', 'wt., 8 gru, 10:00 (Kasia: 09:00)'],
    ['in the small hours', 'en', 'Pacific/Pitcairn', 'Pacific/Pitcairn', 'Tue 8 Dec, 01:00'],
  ])('is said %s', (_, language, myZone, otherZone, said) => {
    const seen = { myZone, otherZone, otherName: 'Kasia', other: LEARNER };
    expect(whenText(textsIn(language), seen, new Date('2026-12-08T09:00Z'))).toBe(said);
  });

  it('is said for somebody whose name is not known yet', () => {
    const seen = { myZone: 'UTC', otherZone: 'Europe/Warsaw', otherName: '', other: LEARNER };
    expect(whenText(textsIn('en'), seen, new Date('2026-12-08T00:00Z'))).toBe(
      `Tue 8 Dec, 00:00 (01:00 for ${LEARNER})`,
    );
  });
});
