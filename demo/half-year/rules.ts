/** Whether the rules were kept, looked at from outside: what Slack was sent and when, and nothing of our own code. */
import type { Somebody } from './company.ts';

/** A message with nudges that went out. */
export interface Nudged {
  to: string;
  at: Date;
  /** The pairs it was about, and when each of these ended. */
  pairs: { id: string; endedAt: Date | null }[];
}

/** When somebody was not to be written to. */
export interface Away {
  who: string;
  from: Date;
  to: Date;
}

const DAY_MS = 24 * 3_600_000;
const MOST_A_WEEK = 3;

/** Every breach, as a sentence; empty where no rule was broken. */
export function breaches(
  nudged: readonly Nudged[],
  people: readonly Somebody[],
  away: readonly Away[],
): string[] {
  const zones = new Map(people.map(({ id, timeZone }): [string, string] => [id, timeZone]));
  const found: string[] = [];
  const days = new Map<string, number[]>();
  for (const { to, at, pairs } of nudged.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    const wall = wallOf(at, zones.get(to) ?? 'UTC');
    const said = `${to} at ${at.toISOString()} (${wall.weekday} ${wall.time})`;
    if (wall.time < '09:00' || wall.time >= '17:00') found.push(`${said}: outside working hours`);
    if (wall.weekday === 'Sat' || wall.weekday === 'Sun') found.push(`${said}: on a weekend`);
    if (away.some((one) => one.who === to && one.from <= at && at < one.to))
      found.push(`${said}: while away`);
    for (const { id, endedAt } of pairs)
      if (endedAt && endedAt < at) found.push(`${said}: about pair ${id}, which had ended`);
    const before = days.get(to) ?? [];
    if (before.includes(wall.day)) found.push(`${said}: the second on a day`);
    if (before.filter((day) => wall.day - day < 7).length >= MOST_A_WEEK)
      found.push(`${said}: the fourth in a week`);
    days.set(to, [...before, wall.day]);
  }
  return found;
}

/** The clock on somebody's wall. `day`: a number that goes up by one each day. */
function wallOf(at: Date, timeZone: string): { weekday: string; time: string; day: number } {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const day = Date.UTC(Number(parts['year']), Number(parts['month']) - 1, Number(parts['day'])) / DAY_MS;
  return { weekday: parts['weekday'] ?? '', time: `${parts['hour']}:${parts['minute']}`, day };
}
