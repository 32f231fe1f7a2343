import type { Texts } from '../../locales/texts.ts';
import { dayOf } from '../../people/calendar.ts';
import { dateOfYearIn, dayOfYearName, LOCALES } from '../../people/views/words.ts';
import type { Kind } from '../../ports.ts';
import type { FigureKey, Shown } from '../figures.ts';
import { firstDayOf, formOf, type Period } from '../period.ts';
import type { Figure } from '../publishing.ts';
import { partsSentence, partsText, partValue } from './breakdowns.ts';

/** Shares of one sentence each, whatever the kind of program. */
const SAID_ALIKE = ['matched', 'trials', 'alive', 'plan', 'closes', 'useful'] as const;
const BARS = ['places', ...SAID_ALIKE] as const;
const SHARES = [...SAID_ALIKE, 'answered'] as const;

/** What a figure is called, in a table or a list. */
export function figureName(t: Texts, kind: Kind, key: FigureKey): string {
  if (key === 'guides' || key === 'learners' || key === 'places' || key === 'offered')
    return t(`summaries:name.${key}.${kind}`);
  return t(`summaries:name.${key}`);
}

/** The same below a bar, where there is room for a dozen characters. */
export function barName(t: Texts, kind: Kind, key: FigureKey): string {
  const share = BARS.find((one) => one === key);
  return share ? t(`summaries:bar.${share}`) : figureName(t, kind, key);
}

/** A figure's value alone, for a table. */
export function figureValue(t: Texts, key: FigureKey, shown: Shown): string {
  switch (shown.form) {
    case 'count':
      return number(t, shown.count);
    case 'few':
      return t('summaries:value.few');
    case 'share':
      return shareOf(t, shown.tenths);
    case 'median':
      return key === 'progress'
        ? t('summaries:value.points', { points: signed(t, shown.median) })
        : t('summaries:value.days', { count: Math.round(shown.median) });
    case 'parts':
      return partsText(t, key, shown.parts);
  }
}

/** A figure as a sentence; with its day where it is not of today. @param at today, in the zone of who reads it */
export function figureSentence(
  t: Texts,
  kind: Kind,
  { key, shown, at: asOf }: Figure & { shown: Shown },
  { at, timeZone }: { at: Date; timeZone: string },
): string {
  const sentence = sentenceOf(t, kind, key, shown);
  if (dayOf(asOf, timeZone) === dayOf(at, timeZone)) return sentence;
  return t('summaries:asOfDay', { sentence, day: dateOfYearIn(t, asOf, timeZone) });
}

function sentenceOf(t: Texts, kind: Kind, key: FigureKey, shown: Shown): string {
  if (key === 'guides' || key === 'learners') {
    const value = figureValue(t, key, shown);
    return t(`summaries:say.${key}.${kind}`, { value });
  }
  if (shown.form === 'parts') return partsSentence(t, key, shown.parts);
  if (shown.form === 'median') {
    if (key === 'days-to-talk') return t('summaries:say.days-to-talk', { count: Math.round(shown.median) });
    const points = number(t, Math.abs(shown.median));
    // "1.5" takes the plural form of fractions.
    if (shown.median > 0) return t('summaries:say.progress', { count: shown.median, points });
    return t('summaries:say.noProgress');
  }
  if (key === 'places' && shown.form === 'share')
    return t(`summaries:say.places.${kind}`, {
      share: shareOf(t, shown.tenths),
      places: partValue(t, { atLeast: shown.outOf ?? 0 }),
    });
  const share = shown.form === 'share' ? shareOf(t, shown.tenths) : t('summaries:value.few');
  return t(`summaries:say.${SHARES.find((one) => one === key) ?? 'matched'}`, { share });
}

/** "About 8 in 10"; none and all are not said so: of twenty, one may be missing. */
function shareOf(t: Texts, tenths: number): string {
  if (tenths === 0) return t('summaries:value.hardly');
  return tenths === 10 ? t('summaries:value.nearly') : t('summaries:value.share', { tenths });
}

/** "November 2026", "Week of 23 November 2026", "At the end". */
export function periodName(t: Texts, period: Period): string {
  const form = formOf(period);
  if (form === 'final') return t('summaries:period.final');
  if (form === 'week') return t('summaries:period.week', { day: dayOfYearName(t, firstDayOf(period)) });
  const name = new Intl.DateTimeFormat(LOCALES[t.language], {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${firstDayOf(period)}T00:00:00Z`));
  return name.charAt(0).toLocaleUpperCase(t.language) + name.slice(1);
}

function number(t: Texts, value: number): string {
  return new Intl.NumberFormat(LOCALES[t.language]).format(value);
}

function signed(t: Texts, value: number): string {
  return new Intl.NumberFormat(LOCALES[t.language], { signDisplay: 'exceptZero' }).format(value);
}
