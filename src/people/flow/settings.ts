import type { Kind, PersonId, PersonKey } from '../../ports.ts';
import { inTransaction } from '../../storage/database.ts';
import { type DayRange, dayOf } from '../calendar.ts';
import { daysOffToCome, readDaysOff, type WrongDaysOff, withDaysOff, withoutDaysOff } from '../days-off.ts';
import type { WorkingHours } from '../hours.ts';
import { ended, isPaused } from '../pause.ts';
import type { KeptProfile, NudgedBy, Pause, Person } from '../profile.ts';
import { MOST_EXCLUDED, readDayOfReturn, readExclusions, readHours } from '../settings.ts';
import { countConcerns } from '../store/concerns.ts';
import { readOwnExclusions, writeExclusions } from '../store/exclusions.ts';
import {
  readImported,
  readPerson,
  writeDaysOff,
  writeHours,
  writeNudgedBy,
  writePause,
} from '../store/people.ts';
import { readProfile } from '../store/profiles.ts';
import { enrol } from './facts.ts';
import type { PeoplePorts } from './readers.ts';
import { usualHours } from './workspace.ts';

/** What somebody has set, or what holds while they have set nothing. */
export interface Settings {
  hours: WorkingHours;
  /** Those that are not over, the earliest first. */
  daysOff: DayRange[];
  nudgedBy: NudgedBy;
  /** A pause that has not ended. */
  pause: Pause | null;
  /** Whom this person excluded themselves. */
  excluded: PersonId[];
}

/** What somebody has set. Looking makes nobody known who takes no part. */
export async function settingsOf(ports: PeoplePorts, who: PersonKey): Promise<Settings> {
  const [person, excluded] = await Promise.all([readPerson(ports.db, who), readOwnExclusions(ports.db, who)]);
  const now = ports.clock.now();
  return {
    hours: person?.hours ?? (await usualHours(ports.db, who.workspaceId)),
    daysOff: daysOffToCome(person?.daysOff ?? [], dayOf(now, person?.timeZone ?? 'UTC')),
    nudgedBy: person?.nudgedBy ?? 'messages',
    pause: person && isPaused(person.pause, person.timeZone, now) ? person.pause : null,
    excluded,
  };
}

/** A program with which somebody has to do, of which this slice knows nothing else. */
export interface OwnProgram {
  name: string;
  kind: Kind;
  as: 'learner' | 'guide' | 'manager' | 'invited';
}

export interface SettingsPorts extends PeoplePorts {
  /** In which programs they take part, which they manage, to which they are invited. */
  programsOf(who: PersonKey): Promise<OwnProgram[]>;
}

/** What the app keeps of somebody. */
export interface Kept {
  /** Nothing of a person who takes no part. */
  person: (Person & { email: string | null; hasManager: boolean }) | undefined;
  profile: KeptProfile | undefined;
  excluded: number;
  /** How often this person turned to persons of trust through the app. */
  concerns: number;
  programs: readonly OwnProgram[];
}

export async function keptOf(ports: SettingsPorts, who: PersonKey): Promise<Kept> {
  const [person, imported, profile, excluded, concerns, programs] = await Promise.all([
    readPerson(ports.db, who),
    readImported(ports.db, who),
    readProfile(ports.db, who),
    readOwnExclusions(ports.db, who),
    countConcerns(ports.db, who),
    ports.programsOf(who),
  ]);
  return {
    person: person && imported && { ...person, ...imported },
    profile,
    excluded: excluded.length,
    concerns,
    programs,
  };
}

export type SaveHoursResult = { outcome: 'saved' } | { outcome: 'wrong'; wrong: 'days' | 'to' };

/** Writes when somebody works. */
export async function saveHours(
  ports: PeoplePorts,
  who: PersonKey,
  sent: Parameters<typeof readHours>[0],
): Promise<SaveHoursResult> {
  const read = readHours(sent);
  if (!read.ok) return { outcome: 'wrong', wrong: read.wrong };
  await enrol(ports, who);
  const now = ports.clock.now();
  await inTransaction(ports.db, async (tx) => {
    await readPerson(tx, who, { lock: true });
    await writeHours(tx, who, read.hours);
    await ports.changed(tx, who, now);
  });
  return { outcome: 'saved' };
}

/**
 * Adds days on which nobody writes to somebody.
 *
 * @param sent `YYYY-MM-DD`; without a last day it is a single one
 */
export async function addDaysOff(
  ports: PeoplePorts,
  who: PersonKey,
  sent: { from: string | null; to: string | null },
): Promise<{ outcome: 'saved' } | { outcome: 'wrong'; wrong: WrongDaysOff }> {
  const now = ports.clock.now();
  const today = dayOf(now, (await enrol(ports, who)).timeZone);
  const read = readDaysOff(sent, today);
  if (!read.ok) return { outcome: 'wrong', wrong: read.wrong };
  return inTransaction(ports.db, async (tx) => {
    const person = await readPerson(tx, who, { lock: true });
    const added = withDaysOff(person?.daysOff ?? [], read.range, today);
    if (!added.ok) return { outcome: 'wrong', wrong: added.wrong };
    await writeDaysOff(tx, who, added.daysOff);
    await ports.changed(tx, who, now);
    return { outcome: 'saved' };
  });
}

/** Takes days off out of the list; where they are none of it, nothing happens. */
export async function removeDaysOff(ports: PeoplePorts, who: PersonKey, range: DayRange): Promise<void> {
  const now = ports.clock.now();
  await inTransaction(ports.db, async (tx) => {
    const person = await readPerson(tx, who, { lock: true });
    if (!person) return;
    const left = withoutDaysOff(person.daysOff, range);
    if (left.length === person.daysOff.length) return;
    await writeDaysOff(tx, who, left);
    await ports.changed(tx, who, now);
  });
}

/** Writes how nudges reach somebody. */
export async function saveNudgedBy(ports: PeoplePorts, who: PersonKey, nudgedBy: NudgedBy): Promise<void> {
  await enrol(ports, who);
  const now = ports.clock.now();
  await inTransaction(ports.db, async (tx) => {
    await readPerson(tx, who, { lock: true });
    await writeNudgedBy(tx, who, nudgedBy);
    await ports.changed(tx, who, now);
  });
}

/**
 * Pauses somebody, or changes when they come back.
 *
 * @param sentDay as sent: `YYYY-MM-DD`, or nothing for until they say so
 */
export async function pause(
  ports: PeoplePorts,
  who: PersonKey,
  sentDay: string | null,
): Promise<{ outcome: 'paused' } | { outcome: 'wrong' }> {
  const now = ports.clock.now();
  const { timeZone } = await enrol(ports, who);
  const read = readDayOfReturn(sentDay, timeZone, now);
  if (!read.ok) return { outcome: 'wrong' };
  await inTransaction(ports.db, async (tx) => {
    const person = await readPerson(tx, who, { lock: true });
    const before = person && isPaused(person.pause, timeZone, now) ? person.pause : null;
    if (before?.backOn === read.backOn) return;
    await writePause(tx, who, { since: before?.since ?? now, backOn: read.backOn });
    await ports.changed(tx, who, now);
  });
  return { outcome: 'paused' };
}

/** Ends somebody's pause. Where there is none, nothing happens. */
export async function comeBack(ports: PeoplePorts, who: PersonKey): Promise<void> {
  const now = ports.clock.now();
  await inTransaction(ports.db, async (tx) => {
    const person = await readPerson(tx, who, { lock: true });
    if (!person?.pause || !isPaused(person.pause, person.timeZone, now)) return;
    await writePause(tx, who, ended(person.pause, person.timeZone, now));
    await ports.changed(tx, who, now);
  });
}

export type SaveExclusionsResult = { outcome: 'saved' } | { outcome: 'wrong'; wrong: 'self' | 'tooMany' };

/**
 * Writes whom somebody would rather not be matched with. Confidential: it stands in one table and nowhere else, no
 * message goes out, and Slack is not asked about the other person.
 *
 * @param shown whom the form showed when it was opened
 */
export async function saveExclusions(
  ports: PeoplePorts,
  who: PersonKey,
  { sent, shown }: { sent: readonly string[]; shown: readonly string[] },
): Promise<SaveExclusionsResult> {
  const read = readExclusions(sent, shown, who.personId);
  if (!read.ok) return { outcome: 'wrong', wrong: read.wrong };
  await enrol(ports, who);
  const now = ports.clock.now();
  return inTransaction(ports.db, async (tx): Promise<SaveExclusionsResult> => {
    await readPerson(tx, who, { lock: true });
    const own = await readOwnExclusions(tx, who);
    const add = read.changes.add.filter((id) => !own.includes(id));
    const remove = read.changes.remove.filter((id) => own.includes(id));
    if (own.length + add.length - remove.length > MOST_EXCLUDED)
      return { outcome: 'wrong', wrong: 'tooMany' };
    if (add.length + remove.length > 0) {
      await writeExclusions(tx, who, { add, remove }, now);
      await ports.changed(tx, who, now);
    }
    return { outcome: 'saved' };
  });
}
