/** Dates as Slack writes them, and wall-clock time in a person's zone. Pure: `now` is an argument where it matters. */

/** Where and how somebody reads dates. */
export interface DateReader {
  /** IANA zone, as `Europe/Warsaw`; one the browser does not know counts as UTC. */
  timeZone: string;
  /** As `pl-PL`; one the browser does not know counts as `en-US`. */
  locale: string;
}

/** By everything that makes one: a browser takes up to a millisecond for each, and a page of messages asks for hundreds. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format({ timeZone, locale }: DateReader, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([timeZone, locale, options]);
  const made =
    formats.get(key) ??
    new Intl.DateTimeFormat(knownLocale(locale), { ...options, timeZone: knownZone(timeZone) });
  formats.set(key, made);
  return made;
}

function knownLocale(locale: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale)[0] ?? 'en-US';
  } catch {
    return 'en-US';
  }
}

function knownZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

/** `14:05` or `2:05 PM`, as the reader's locale has it. */
export function clockTime(at: Date, reader: DateReader, seconds = false): string {
  const twelve = format(reader, { hour: 'numeric' }).resolvedOptions().hour12 === true;
  const hour = twelve ? 'numeric' : '2-digit';
  return format(reader, { hour, minute: '2-digit', ...(seconds && { second: '2-digit' }) }).format(at);
}

/** `2026-11-23` in the reader's zone. */
export function isoDay(at: Date, reader: DateReader): string {
  return format({ ...reader, locale: 'en-CA' }, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    at,
  );
}

/** `Today`, `Yesterday`, or `Monday 23 November` (with the year when it is another one): the page's own texts are English. */
export function dayName(at: Date, reader: DateReader, now: Date): string {
  const days = daysBetween(at, reader, now);
  if (days === 0) return 'Today';
  if (days === -1) return 'Yesterday';
  const sameYear = isoDay(at, reader).slice(0, 4) === isoDay(now, reader).slice(0, 4);
  return format(
    { ...reader, locale: 'en-GB' },
    { weekday: 'long', day: 'numeric', month: 'long', ...(!sameYear && { year: 'numeric' }) },
  ).format(at);
}

/** `Mon 2 March, 09:00`, or `Mon 2 Mar 2027, 09:00` when it is another year than that of `now`: as long as a line. */
export function dayAndTime(at: Date, reader: DateReader, now: Date): string {
  const sameYear = isoDay(at, reader).slice(0, 4) === isoDay(now, reader).slice(0, 4);
  const day = format(
    { ...reader, locale: 'en-GB' },
    {
      weekday: 'short',
      day: 'numeric',
      month: sameYear ? 'long' : 'short',
      ...(!sameYear && { year: 'numeric' }),
    },
  ).format(at);
  // Some versions of the locale's data put a comma after the weekday.
  return `${day.replace(',', '')}, ${clockTime(at, reader)}`;
}

/** The next 9 o'clock from Monday to Friday in the zone, after `now` itself. */
export function nextWorkingMorning(now: Date, timeZone: string): Date {
  const today = Date.parse(isoDay(now, { timeZone, locale: 'en-GB' }));
  for (let days = 0; ; days += 1) {
    const day = new Date(today + days * 86_400_000);
    const seconds = instantOf(`${day.toISOString().slice(0, 10)}T09:00`, timeZone) ?? 0;
    const weekend = day.getUTCDay() === 0 || day.getUTCDay() === 6;
    if (!weekend && seconds * 1000 > now.getTime()) return new Date(seconds * 1000);
  }
}

function daysBetween(at: Date, reader: DateReader, now: Date): number {
  return Math.round((Date.parse(isoDay(at, reader)) - Date.parse(isoDay(now, reader))) / 86_400_000);
}

/**
 * Fills Slack's tokens (`{date_short_pretty} at {time}`); null when a token is not one of Slack's, for the fallback.
 * The rules are those of docs.slack.dev/messaging/formatting-message-text#date-formatting, and for `{date_slash}`,
 * `{date_long_full}` and `{day_divider_pretty}` those of docs.slack.dev/reference/block-kit/block-elements/date-element.
 */
export function fillDateTokens(template: string, at: Date, reader: DateReader, now: Date): string | null {
  let known = true;
  const text = template.replace(/\{([a-z_]+)\}/g, (token, name: string) => {
    const value = dateToken(name, at, reader, now);
    if (value === null) known = false;
    return value ?? token;
  });
  return known ? text : null;
}

/** Nearer than six months, Slack leaves the year out. */
const halfYearDays = 183;

function dateToken(name: string, at: Date, reader: DateReader, now: Date): string | null {
  const pretty = /^(date|date_short|date_long)_pretty$/.exec(name);
  if (pretty !== null) return nearDay(at, reader, now) ?? dateToken(pretty[1] ?? 'date', at, reader, now);
  const near = Math.abs(daysBetween(at, reader, now)) < halfYearDays;
  const year: Intl.DateTimeFormatOptions = near ? {} : { year: 'numeric' };
  switch (name) {
    case 'date_num':
      return isoDay(at, reader);
    case 'date_slash':
      return format(reader, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
    case 'date':
      return longDate(at, reader, { ...year, month: 'long', day: 'numeric' });
    case 'date_short':
      return format(reader, { ...year, month: 'short', day: 'numeric' }).format(at);
    case 'date_long':
      return longDate(at, reader, { ...year, weekday: 'long', month: 'long', day: 'numeric' });
    case 'date_long_full':
      return format(reader, { year: 'numeric', month: 'long', day: 'numeric' }).format(at);
    case 'day_divider_pretty': {
      const sameYear = isoDay(at, reader).slice(0, 4) === isoDay(now, reader).slice(0, 4);
      const shown: Intl.DateTimeFormatOptions = sameYear ? {} : { year: 'numeric' };
      return (
        nearDay(at, reader, now) ??
        longDate(at, reader, { ...shown, weekday: 'long', month: 'long', day: 'numeric' })
      );
    }
    case 'time':
      return clockTime(at, reader);
    case 'time_secs':
      return clockTime(at, reader, true);
    case 'ago':
      return ago(at, reader, now);
    default:
      return null;
  }
}

/** English gets its ordinals, as Slack writes them: `February 18th, 2014`. */
function longDate(at: Date, reader: DateReader, options: Intl.DateTimeFormatOptions): string {
  const formatter = format(reader, options);
  if (!formatter.resolvedOptions().locale.startsWith('en-US')) return formatter.format(at);
  const parts = formatter.formatToParts(at);
  return parts.map((part) => (part.type === 'day' ? ordinal(Number(part.value)) : part.value)).join('');
}

function ordinal(day: number): string {
  const teen = day % 100 > 10 && day % 100 < 14;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${ending}`;
}

function nearDay(at: Date, reader: DateReader, now: Date): string | null {
  const days = daysBetween(at, reader, now);
  return Math.abs(days) > 1 ? null : relative(reader, 'auto').format(days, 'day');
}

/** In whole units that have passed. Never "yesterday": that is a day of the calendar, and 26 hours can be two days back. */
function ago(at: Date, reader: DateReader, now: Date): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
  const steps: [number, Intl.RelativeTimeFormatUnit][] = [
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
  ];
  for (const [size, unit] of steps) {
    if (Math.abs(seconds) >= size) return relative(reader, 'always').format(Math.trunc(seconds / size), unit);
  }
  return relative(reader, 'auto').format(seconds, 'second');
}

function relative(reader: DateReader, numeric: 'always' | 'auto'): Intl.RelativeTimeFormat {
  return new Intl.RelativeTimeFormat(knownLocale(reader.locale), { numeric });
}

/** `2026-11-23T09:00` in the zone, as an `<input type="datetime-local">` holds it. */
export function wallClockOf(seconds: number, timeZone: string): string {
  const at = new Date(seconds * 1000);
  const reader = { timeZone, locale: 'en-GB' };
  const time = format(reader, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
  return `${isoDay(at, reader)}T${time}`;
}

/**
 * Seconds since 1970 of a wall-clock time (`2026-11-23T09:00`) in a zone; null when it is no such time. In a gap
 * (spring) the time moves on, in an overlap the first counts.
 */
export function instantOf(wallClock: string, timeZone: string): number | null {
  const asUtc = Date.parse(`${wallClock}:00Z`) / 1000;
  // Browsers read a date into nearly anything.
  if (Number.isNaN(asUtc) || wallClockOf(asUtc, 'UTC') !== wallClock) return null;
  const offsets = [asUtc - 86_400, asUtc + 86_400].map((at) => offsetSeconds(at, timeZone));
  const fits = offsets
    .map((offset) => asUtc - offset)
    .filter((at) => wallClockOf(at, timeZone) === wallClock);
  return fits.length > 0 ? Math.min(...fits) : asUtc - (offsets[0] ?? 0);
}

function offsetSeconds(at: number, timeZone: string): number {
  return Date.parse(`${wallClockOf(at, timeZone)}:00Z`) / 1000 - Math.floor(at / 60) * 60;
}
