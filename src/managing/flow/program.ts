import { type DayRange, dayOf } from '../../people/calendar.ts';
import {
  daysOffToCome,
  readDaysOff,
  type WrongDaysOff,
  withDaysOff,
  withoutDaysOff,
} from '../../people/days-off.ts';
import { audit } from '../../people/flow/audit.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonKey, WorkspaceId } from '../../ports.ts';
import { type Holiday, holidayCountries, holidayRegions, nextHolidays } from '../../programs/calendar.ts';
import { type RhythmField, readRhythm, typedRhythm, type WrongField } from '../../programs/changing.ts';
import { changeRules, managedProgram, type Refused } from '../../programs/flow.ts';
import {
  MOST_PROGRAM_DAYS,
  type Program,
  type ProgramId,
  type ProgramRules,
} from '../../programs/program.ts';
import { inTransaction, type Tx } from '../../storage/database.ts';

export interface ProgramPorts extends PeoplePorts {
  /** A program's rhythm or days off changed: its pairs are planned again. */
  programChanged(
    tx: Tx,
    program: { workspaceId: WorkspaceId; programId: ProgramId },
    now: Date,
  ): Promise<void>;
}

const HOLIDAYS_SHOWN = 6;

/** A program as its managers see it. */
export interface ProgramSeen {
  program: Pick<Program, 'id' | 'kind' | 'name' | 'rules'>;
  /** The next public holidays, the earliest first. */
  holidays: Holiday[];
  /** The name of the region, where one is set. */
  region: string | null;
  /** Further days off that are not over, the earliest first. */
  daysOff: DayRange[];
}

type Saved = { outcome: 'saved' };
export type SaveRhythmResult = Saved | { outcome: 'wrong'; wrong: Map<RhythmField, WrongField> };
export type AddDaysResult = Saved | { outcome: 'wrong'; wrong: WrongDaysOff };

/** The program, unless it has ended, for somebody who manages it now. Slack is asked: not to be called in a transaction. */
export function managed(
  ports: PeoplePorts,
  who: PersonKey,
  id: ProgramId,
): ReturnType<typeof managedProgram> {
  return managedProgram(ports, who, id, 'ended');
}

/**
 * What a program has set, for somebody who manages it now.
 *
 * @param reader whose language names the holidays, and in whose zone it is today
 */
export async function programFor(
  ports: PeoplePorts,
  who: PersonKey,
  id: ProgramId,
  reader: { language: string; timeZone: string },
): Promise<{ outcome: 'found'; seen: ProgramSeen } | Refused> {
  const found = await managed(ports, who, id);
  if (found.outcome !== 'found') return found;
  const { program } = found;
  const { holidays: place, daysOff } = program.rules;
  const today = dayOf(ports.clock.now(), reader.timeZone);
  const regions = place?.region ? await holidayRegions(place.country) : [];
  const seen: ProgramSeen = {
    program,
    holidays: place ? await nextHolidays(place, today, reader.language, HOLIDAYS_SHOWN) : [],
    region: regions.find(({ code }) => code === place?.region)?.name ?? null,
    daysOff: daysOffToCome(daysOff, today),
  };
  return { outcome: 'found', seen };
}

/** What can be chosen for public holidays, and what a choice brings. */
export interface HolidayChoice {
  programId: ProgramId;
  countries: string[];
  country: string | null;
  regions: { code: string; name: string }[];
  region: string | null;
  holidays: Holiday[];
}

/**
 * The choice of public holidays, for somebody who manages the program now.
 *
 * @param chosen what was chosen in the form so far; left out, what is set
 */
export async function holidayChoice(
  ports: PeoplePorts,
  who: PersonKey,
  id: ProgramId,
  reader: { language: string; timeZone: string },
  chosen?: { country: string | null; region: string | null },
): Promise<{ outcome: 'found'; choice: HolidayChoice } | Refused> {
  const found = await managed(ports, who, id);
  if (found.outcome !== 'found') return found;
  const { country = null, region = null } = chosen ?? found.program.rules.holidays ?? {};
  const today = dayOf(ports.clock.now(), reader.timeZone);
  const [countries, regions] = [await holidayCountries(), country ? await holidayRegions(country) : []];
  const holidays = country
    ? await nextHolidays({ country, region }, today, reader.language, HOLIDAYS_SHOWN)
    : [];
  return { outcome: 'found', choice: { programId: id, countries, country, regions, region, holidays } };
}

/** Writes the rhythm of a program, as it was typed by field. */
export function saveRhythm(
  ports: ProgramPorts,
  who: PersonKey,
  id: ProgramId,
  typed: Partial<Record<string, string>>,
): Promise<SaveRhythmResult | Refused> {
  return change<SaveRhythmResult>(ports, who, id, 'program.rhythm', ({ kind, rules }) => {
    const read = readRhythm(kind, typed, rules.cadence);
    if (!read.ok) return { rules: null, result: { outcome: 'wrong', wrong: read.wrong } };
    const before = new Map(typedRhythm(kind, rules.cadence));
    const fields = typedRhythm(kind, read.cadence).flatMap(([field, is]) =>
      before.get(field) === is ? [] : field,
    );
    const changed = { ...rules, cadence: read.cadence };
    return { rules: fields.length > 0 ? changed : null, fields, result: { outcome: 'saved' } };
  });
}

/**
 * Writes whose public holidays are days off; none without a country.
 *
 * @returns wrong where nobody knows such a country or region
 */
export async function saveHolidays(
  ports: ProgramPorts,
  who: PersonKey,
  id: ProgramId,
  { country, region }: { country: string | null; region: string | null },
): Promise<Saved | { outcome: 'wrong' } | Refused> {
  const isKnown = country === null || (await holidayCountries()).includes(country);
  const regions = country === null || region === null ? [] : await holidayRegions(country);
  if (!isKnown || (region !== null && !regions.some(({ code }) => code === region)))
    return { outcome: 'wrong' };
  return change<Saved>(ports, who, id, 'program.holidays', ({ rules }) => {
    const holidays = country === null ? null : { country, region };
    const isSame =
      rules.holidays?.country === holidays?.country && rules.holidays?.region === holidays?.region;
    return { rules: isSame ? null : { ...rules, holidays }, result: { outcome: 'saved' } };
  });
}

/**
 * Adds days off to a program.
 *
 * @param sent `YYYY-MM-DD`; without a last day it is a single one
 */
export function addProgramDays(
  ports: ProgramPorts,
  who: PersonKey,
  id: ProgramId,
  sent: { from: string | null; to: string | null },
  { timeZone }: { timeZone: string },
): Promise<AddDaysResult | Refused> {
  const today = dayOf(ports.clock.now(), timeZone);
  return change<AddDaysResult>(ports, who, id, 'program.days-off', ({ rules }) => {
    const read = readDaysOff(sent, today);
    const added = read.ok ? withDaysOff(rules.daysOff, read.range, today, MOST_PROGRAM_DAYS) : read;
    if (!added.ok) return { rules: null, result: { outcome: 'wrong', wrong: added.wrong } };
    const isSame = JSON.stringify(added.daysOff) === JSON.stringify(rules.daysOff);
    return { rules: isSame ? null : { ...rules, daysOff: added.daysOff }, result: { outcome: 'saved' } };
  });
}

/** Takes days off out of a program's; where they are none of them, nothing happens. */
export function removeProgramDays(
  ports: ProgramPorts,
  who: PersonKey,
  id: ProgramId,
  range: DayRange,
): Promise<Saved | Refused> {
  return change<Saved>(ports, who, id, 'program.days-off', ({ rules }) => {
    const daysOff = withoutDaysOff(rules.daysOff, range);
    const isSame = daysOff.length === rules.daysOff.length;
    return { rules: isSame ? null : { ...rules, daysOff }, result: { outcome: 'saved' } };
  });
}

/** A change of a program's rules by somebody who may; noted with who made it, and told to whom it concerns. */
async function change<R>(
  ports: ProgramPorts,
  who: PersonKey,
  programId: ProgramId,
  what: string,
  make: (program: Program) => { rules: ProgramRules | null; fields?: string[]; result: R },
): Promise<R | Refused> {
  // Slack is asked, so before the transaction.
  const found = await managed(ports, who, programId);
  if (found.outcome !== 'found') return found;
  const now = ports.clock.now();
  const { workspaceId } = who;
  return inTransaction(ports.db, async (tx) => {
    const made = await changeRules(tx, workspaceId, programId, make);
    if (!made) return { outcome: 'gone' };
    if (made.rules) {
      const { fields = [] } = made;
      await audit(tx, who, what, { programId, ...(fields.length > 0 && { fields: fields.join(' ') }) }, now);
      await ports.programChanged(tx, { workspaceId, programId }, now);
    }
    return made.result;
  });
}
