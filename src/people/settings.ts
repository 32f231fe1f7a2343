import { z } from 'zod';
import { PersonId } from '../ports.ts';
import { WorkingHours } from './hours.ts';
import { isDayOfReturn } from './pause.ts';

/** More are no wish about single people any more. */
export const MOST_EXCLUDED = 50;

const Days = z.array(z.coerce.number().int().min(1).max(7));

/**
 * Reads sent working hours: days as `1` (Monday) to `7`, times as `HH:MM`.
 *
 * @returns what is wrong: no day, or an end that is not after the beginning
 */
export function readHours(sent: {
  days: readonly string[];
  from: string | null;
  to: string | null;
}): { ok: true; hours: WorkingHours } | { ok: false; wrong: 'days' | 'to' } {
  const days = Days.safeParse(sent.days);
  const chosen = [...new Set(days.data ?? [])].toSorted((a, b) => a - b);
  if (chosen.length === 0) return { ok: false, wrong: 'days' };
  const hours = WorkingHours.safeParse({ days: chosen, from: sent.from, to: sent.to });
  return hours.success ? { ok: true, hours: hours.data } : { ok: false, wrong: 'to' };
}

/**
 * Reads a sent day of return; nothing chosen means until the person says so.
 *
 * @param timeZone where the person lives: the day must come after today there
 */
export function readDayOfReturn(
  sent: string | null,
  timeZone: string,
  now: Date,
): { ok: true; backOn: string | null } | { ok: false } {
  if (sent === null || sent === '') return { ok: true, backOn: null };
  const day = z.iso.date().safeParse(sent);
  return day.success && isDayOfReturn(day.data, timeZone, now)
    ? { ok: true, backOn: day.data }
    : { ok: false };
}

/** What a sent list of excluded people changes: against what it showed, so that two windows do not undo each other. */
export interface ExclusionChanges {
  add: PersonId[];
  remove: PersonId[];
}

/**
 * Reads a sent list. Whatever is no person's id is left out.
 *
 * @param shown whom the form showed when it was opened
 */
export function readExclusions(
  sent: readonly string[],
  shown: readonly string[],
  self: PersonId,
): { ok: true; changes: ExclusionChanges } | { ok: false; wrong: 'self' | 'tooMany' } {
  const [chosen, before] = [peopleIn(sent), peopleIn(shown)];
  if (chosen.includes(self)) return { ok: false, wrong: 'self' };
  if (chosen.length > MOST_EXCLUDED) return { ok: false, wrong: 'tooMany' };
  return {
    ok: true,
    changes: {
      add: chosen.filter((id) => !before.includes(id)),
      remove: before.filter((id) => !chosen.includes(id)),
    },
  };
}

function peopleIn(ids: readonly string[]): PersonId[] {
  return [...new Set(ids)].flatMap((id) => PersonId.safeParse(id).data ?? []);
}
