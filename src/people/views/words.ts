import type { Texts, TopicText } from '../../locales/texts.ts';
import { dayOf, daysBetween } from '../calendar.ts';
import type { Spoken, Way } from '../profile.ts';

/** A topic in words. */
export function topicName(t: Texts, id: string): string {
  // Every topic has its text in every language; a test compares the two lists.
  return t(`people:topic.${id as TopicText}`);
}

/** Names as one would say them: "a, b and c". */
export function listOf(t: Texts, names: readonly string[]): string {
  const list = kept(
    lists,
    t.language,
    () => new Intl.ListFormat(LOCALES[t.language], { type: 'conjunction' }),
  );
  return list.format(names);
}

/** A statement about how somebody likes to work, as people tick it. */
export function wayName(t: Texts, way: Way): string {
  return t(`people:way.${way}`);
}

/** A language in words, as "Polish". */
export function languageName(t: Texts, language: Spoken): string {
  return namesIn(t.language).of(language) ?? language;
}

/** The day and the month, for what lies within the next months: nobody says the year of such a day. */
const NEAR = { day: 'numeric', month: 'long' } as const;

/** A day of the next months in words, as "2 March"; days are the same everywhere, so no zone is asked for. */
export function dayName(t: Texts, day: string): string {
  return dateIn(t, new Date(`${day}T00:00:00Z`), 'UTC');
}

/** A day that may lie far back or ahead, as "2 March 2026". */
export function dayOfYearName(t: Texts, day: string): string {
  return dateOfYearIn(t, new Date(`${day}T00:00:00Z`), 'UTC');
}

/** From here on a day without its year could be taken for another year's. */
const FAR_DAYS = 300;

/** The first day back after a break, with its year only where that is a long while after the break began. */
export function backName(t: Texts, since: Date, backOn: string): string {
  const isFar = daysBetween(dayOf(since, 'UTC'), backOn) > FAR_DAYS;
  return isFar ? dayOfYearName(t, backOn) : dayName(t, backOn);
}

/** Days in a row in words, both included, as "21–23 December 2026"; a single one as {@link dayName}. */
export function daysName(t: Texts, { from, to }: { from: string; to: string }): string {
  const at = (day: string): Date => new Date(`${day}T00:00:00Z`);
  const format = new Intl.DateTimeFormat(LOCALES[t.language], { dateStyle: 'long', timeZone: 'UTC' });
  return format.formatRange(at(from), at(to));
}

/** The day of an instant of the next months in words, in a reader's zone (IANA), as "2 March". */
export function dateIn(t: Texts, instant: Date, timeZone: string): string {
  const make = () => new Intl.DateTimeFormat(LOCALES[t.language], { ...NEAR, timeZone });
  return kept(dates, `${t.language} ${timeZone}`, make).format(instant);
}

/** The same of an instant that may lie far back or ahead, as "2 March 2026". */
export function dateOfYearIn(t: Texts, instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALES[t.language], { dateStyle: 'long', timeZone }).format(instant);
}

/** A day of the week in words, 1 Monday to 7 Sunday. */
export function weekdayName(t: Texts, day: number): string {
  // The first of January 2024 was a Monday.
  return new Intl.DateTimeFormat(LOCALES[t.language], { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2024, 0, day)),
  );
}

/** English as most people here read it: the day before the month. */
export const LOCALES = { en: 'en-GB', pl: 'pl-PL' } as const satisfies Record<Texts['language'], string>;

const names = new Map<string, Intl.DisplayNames>();
const lists = new Map<string, Intl.ListFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

/** Making one takes longer than all that is done with it, and there are few. */
function kept<F>(known: Map<string, F>, key: string, make: () => F): F {
  const format = known.get(key) ?? make();
  known.set(key, format);
  return format;
}

function namesIn(language: string): Intl.DisplayNames {
  return kept(names, language, () => new Intl.DisplayNames(language, { type: 'language' }));
}
