import { addDays, dayOf, workdayAfter } from '../people/calendar.ts';
import type { MentoringCadence } from '../programs/cadence.ts';
import { asksOf, type Turn, turnOf } from './asks.ts';
import { IN_GOOD_TIME_WORKDAYS, laterOf } from './cadence.ts';
import type { History, PlannedNudge, Session } from './course.ts';
import { SIDES } from './pair.ts';

const DAY_MS = 24 * 3_600_000;
/** Nobody who has just told of a meeting of long ago is asked for the next one at once. */
const REST_DAYS = 3;

/** What the two are asked while there is no date, and when that ends. */
export interface Silence {
  /** When the gap has passed: the first ask, whether it went out or not. */
  first: Turn;
  nudges: PlannedNudge[];
  pausesAt: Date;
}

/**
 * A mentoring pair without a date. The mentee is asked when the expected gap has passed since the last meeting, or
 * since a date whose outcome nobody told; when half of the time until the first meeting has passed since the beginning
 * or since a break ended, and as soon after a date that came to nothing; and not before a "not now" is over: whichever
 * of these is the latest. Every sign of life begins the asking anew.
 *
 * Unanswered, it is asked again 7, 14 and 21 days after it went out, and after 28 the pair is paused: never sooner than
 * a week, nor than three working days, after the last ask, which days off or a snooze may have moved. A mentee who
 * answers a pulse or a renewal after an ask is there: that begins the gap anew.
 *
 * @param history what one side may know, see `planMentoring`; to the mentor the asks are not known
 */
export function silenceOf(history: History, now: Date): Silence {
  const { sent, answered, course, calendars, rules } = history;
  const { againAfterDays, pauseAfterDays } = rules.mentoring;
  const { timeZone } = calendars.learner;
  const asked = sent.filter(({ side, kind }) => side === 'learner' && kind === 'gap');
  const lastSign = lastSignOf(history);
  const answers = [...answered, ...course.reviews].map(({ at }) => at).filter((at) => at > lastSign);
  const answer = latest(answers);
  const firstAsk = asked.find(({ at }) => at > lastSign);
  const sign = answer && firstAsk && answer > firstAsk.at ? answer : lastSign;

  const { from, days, notBefore } = expected(history, sign === answer ? answer : null);
  const first = turnOf(history, 'learner', addDays(dayOf(from, timeZone), days), notBefore);
  const again = againAfterDays.filter((after) => after < pauseAfterDays).toSorted((a, b) => a - b);
  const went = asked.filter(({ at }) => at > sign);
  const asks = asksOf(history, 'learner', first, { went, indexOf }, again, now);

  const key = sign.toISOString().slice(0, 10);
  const before = asked.length - went.length;
  const due = asks.due.map(
    ({ index, at }): PlannedNudge => ({
      side: 'learner',
      kind: 'gap',
      once: `${key}.${index}.${before + index}`,
      dueAt: at,
    }),
  );
  const leastDays = pauseAfterDays - (again.at(-1) ?? 0);
  const pauseDay = [
    addDays(asks.from, pauseAfterDays),
    addDays(asks.lastDay, leastDays),
    workdayAfter(asks.lastDay, IN_GOOD_TIME_WORKDAYS, calendars.learner),
  ].reduce(laterOf);
  return {
    first,
    nudges: [...due, ...thought(history, sign, key, asks.from, again, now)],
    pausesAt: turnOf(history, 'learner', pauseDay).at,
  };
}

/** One thought to the mentor when the first ask is due; pointless once the second is. */
function thought(
  history: History,
  sign: Date,
  key: string,
  firstDay: string,
  [secondAfterDays]: readonly number[],
  now: Date,
): PlannedNudge[] {
  const { at, day } = turnOf(history, 'guide', firstDay);
  const second = secondAfterDays === undefined ? undefined : addDays(firstDay, secondAfterDays);
  const isOver =
    second !== undefined && (day >= second || dayOf(now, history.calendars.guide.timeZone) >= second);
  const before = history.sent.filter((one) => one.kind === 'thought' && one.at <= sign).length;
  return isOver ? [] : [{ side: 'guide', kind: 'thought', once: `${key}.${before}`, dueAt: at }];
}

/**
 * When the two last showed that the pair lives: it began or was taken up again, a date was planned (or its time came),
 * a meeting was reported, "not now". In the order in which these were told, so that an ask that went out is older than
 * whatever answered it.
 */
function lastSignOf({ course, sessions }: History): Date {
  const signs = [course.from];
  if (course.notNow) signs.push(course.notNow.at);
  for (const { state, startsAt, bookedAt, settledAt, reports } of sessions) {
    signs.push(bookedAt);
    if (state === 'booked') signs.push(startsAt);
    if (settledAt) signs.push(settledAt);
    for (const side of SIDES) if (reports[side]) signs.push(reports[side].at);
  }
  return latest(signs) ?? course.from;
}

/** From when the first ask counts, and how many days. */
function expected(
  { course, sessions, rules }: History,
  answer: Date | null,
): { from: Date; days: number; notBefore?: Date } {
  const soonDays = Math.ceil(rules.mentoring.firstWithinDays / 2);
  const gapDays = expectedGapDays(course, sessions, rules.mentoring);
  const counts = [{ from: course.from, days: soonDays }];
  if (answer) counts.push({ from: answer, days: gapDays });
  for (const { state, startsAt, settledAt, bookedAt } of sessions) {
    if (state === 'held' || state === 'booked') counts.push({ from: startsAt, days: gapDays });
    else counts.push({ from: settledAt ?? bookedAt, days: soonDays });
    if (state === 'held' && settledAt) counts.push({ from: settledAt, days: REST_DAYS });
  }
  const ends = ({ from, days }: { from: Date; days: number }): number => from.getTime() + days * DAY_MS;
  const last = counts.reduce((a, b) => (ends(b) > ends(a) ? b : a));
  const until = course.notNow?.until;
  return until ? { ...last, notBefore: until } : last;
}

/**
 * How many days two meetings of this pair lie apart, if it goes on as it did: what it agreed on, or else the median of
 * its last three gaps (of fewer where there are fewer), kept within the program's bounds; the usual while there is none. A
 * gap with a break in it tells nothing of the rhythm.
 *
 * @param sessions the oldest first
 */
export function expectedGapDays(
  {
    terms,
    since,
    from,
  }: Pick<History['course'], 'since' | 'from'> & {
    terms: Pick<History['course']['terms'], 'rhythm'>;
  },
  sessions: readonly Pick<Session, 'state' | 'startsAt'>[],
  { usualGapDays, leastGapDays, mostGapDays }: MentoringCadence,
): number {
  if (terms.rhythm.form === 'every') return terms.rhythm.everyDays;
  const met = sessions.filter(({ state }) => state === 'held').map(({ startsAt }) => startsAt);
  const gaps = met
    .slice(1)
    .flatMap((at, index) => {
      const before = met[index] ?? at;
      const hasBreak = from > since && before < from && from <= at;
      return hasBreak ? [] : [(at.getTime() - before.getTime()) / DAY_MS];
    })
    .slice(-3);
  const days = gaps.length === 0 ? usualGapDays : Math.round(median(gaps));
  return Math.max(leastGapDays, Math.min(mostGapDays, days));
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}

/** `2026-09-07.1.4`: since the sign of that day the second ask, and the fifth of all; the last chooses what it says. */
function indexOf(once: string): number {
  return Number(once.split('.')[1]);
}

/**
 * How many asks, or thoughts, had gone to this side before the one of this name, so that what they say can take turns.
 *
 * @example turnIn('2026-09-07.1.4') // 4
 */
export function turnIn(once: string): number {
  return Number(once.slice(once.lastIndexOf('.') + 1)) || 0;
}

function latest(dates: readonly Date[]): Date | undefined {
  return dates.length === 0 ? undefined : new Date(Math.max(...dates.map((date) => date.getTime())));
}
