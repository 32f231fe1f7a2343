import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

const WallClock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** When somebody works, by the clock on their wall; their zone is Slack's. */
export const WorkingHours = z
  .object({
    /** ISO days, 1 Monday to 7 Sunday, ascending, each once. */
    days: z.array(z.number().int().min(1).max(7)).min(1),
    /** `HH:MM`. */
    from: WallClock,
    /** `HH:MM`, later than `from`: nights belong to two days, so shifts over midnight are entered as one of them. */
    to: WallClock,
  })
  .refine(({ from, to }) => from < to);
export type WorkingHours = z.infer<typeof WorkingHours>;

/** Of people who have set none, where their workspace has set none either. */
export const USUAL_HOURS: WorkingHours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };

/** Moments of a zone's wall clock that do not exist move on by the gap; those that come twice mean the first. */
const AS_ON_THE_WALL = { disambiguation: 'compatible' } as const;

/**
 * How many minutes a day two people work at the same time, on average over the days of this week on which both work;
 * 0 where no day is common.
 *
 * @param on any moment of the week that is looked at: zones change their offset
 */
export function overlapMinutes(
  a: { hours: WorkingHours; timeZone: string },
  b: { hours: WorkingHours; timeZone: string },
  on: Date,
): number {
  const [theirs, ours] = [stretches(a, on), stretches(b, on)];
  const minutes = theirs.map((one) =>
    ours.reduce(
      (sum, other) => sum + Math.max(0, Math.min(one.to, other.to) - Math.max(one.from, other.from)),
      0,
    ),
  );
  const shared = minutes.filter((each) => each > 0);
  if (shared.length === 0) return 0;
  return Math.round(shared.reduce((sum, each) => sum + each, 0) / shared.length / 60_000);
}

function stretches(
  { hours, timeZone }: { hours: WorkingHours; timeZone: string },
  on: Date,
): { from: number; to: number }[] {
  const week = weekOf(timeZone, on);
  return hours.days.flatMap((day) => {
    const found = week[day - 1];
    if (!found) return [];
    const moment = (wallClock: string): number =>
      found.isPlain ? found.begins + minutesIn(wallClock) * 60_000 : at(found.date, wallClock, timeZone);
    return [{ from: moment(hours.from), to: moment(hours.to) }];
  });
}

interface Day {
  date: Temporal.PlainDate;
  /** Epoch ms. */
  begins: number;
  /** 24 hours long: no clock is put forward or back on it. */
  isPlain: boolean;
}

/**
 * The days of the week that it is, in each zone that was asked for. A moment on a zone's wall takes 5 µs to find, and
 * thousands of people in a few zones are compared at a time (measured: 130 µs for two people, 2 with this).
 */
const weeks = new Map<string, { quarter: number; days: Day[] }>();
const QUARTER_MS = 15 * 60_000;

function weekOf(timeZone: string, on: Date): readonly Day[] {
  // Every zone's midnight falls on a quarter of an hour, so within one the day does not change anywhere.
  const quarter = Math.floor(on.getTime() / QUARTER_MS);
  const known = weeks.get(timeZone);
  if (known?.quarter === quarter) return known.days;
  const today = Temporal.Instant.fromEpochMilliseconds(on.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  const dates = [0, 1, 2, 3, 4, 5, 6, 7].map((days) => monday.add({ days }));
  const midnights = dates.map((date) => at(date, '00:00', timeZone));
  const days = dates.slice(0, 7).map((date, index) => {
    const [begins = 0, ends = 0] = midnights.slice(index, index + 2);
    return { date, begins, isPlain: ends - begins === 24 * 60 * 60_000 };
  });
  weeks.set(timeZone, { quarter, days });
  return days;
}

/** Minutes from midnight to `HH:MM` on a wall clock. */
export function minutesIn(wallClock: string): number {
  return Number(wallClock.slice(0, 2)) * 60 + Number(wallClock.slice(3, 5));
}

function at(day: Temporal.PlainDate, wallClock: string, timeZone: string): number {
  return day.toPlainDateTime(Temporal.PlainTime.from(wallClock)).toZonedDateTime(timeZone, AS_ON_THE_WALL)
    .epochMilliseconds;
}
