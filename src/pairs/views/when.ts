import type { Texts } from '../../locales/texts.ts';
import { LOCALES } from '../../people/views/words.ts';
import type { SeenCourse } from '../seen.ts';

/** Making one takes longer than all else about a message (measured: 60 µs against 2), and there are few. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(t: Texts, timeZone: string, what: 'moment' | 'day' | 'hour'): Intl.DateTimeFormat {
  const key = `${t.language} ${what} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const day = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  const made = new Intl.DateTimeFormat(LOCALES[t.language], {
    ...(what !== 'hour' && day),
    ...(what !== 'day' && time),
    timeZone,
  });
  formats.set(key, made);
  return made;
}

/**
 * When a session begins, as both live: "Tue 8 Dec, 10:00", and where the other one's clock says something else
 * "Tue 8 Dec, 10:00 (15:30 for Kasia)". A name stands in it: plain text, to be escaped where it becomes mrkdwn.
 */
export function whenText(
  t: Texts,
  { myZone, otherZone, otherName, other }: Pick<SeenCourse, 'myZone' | 'otherZone' | 'otherName' | 'other'>,
  startsAt: Date,
): string {
  const mine = format(t, myZone, 'moment').format(startsAt);
  if (myZone === otherZone) return mine;
  const theirs = format(t, otherZone, 'moment').format(startsAt);
  if (mine === theirs) return mine;
  const [today, tomorrow] = [myZone, otherZone].map((zone) => format(t, zone, 'day').format(startsAt));
  const time = today === tomorrow ? format(t, otherZone, 'hour').format(startsAt) : theirs;
  return t('sessions:when', { mine, theirs: time, name: otherName || other });
}
