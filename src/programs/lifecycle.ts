import { addDays, instantOf } from '../people/calendar.ts';
import type { Program, ProgramState } from './program.ts';

/** What a manager does with a program's life. A draft that is thrown away leaves nothing behind. */
export const LIFE_STEPS = ['open', 'start', 'end', 'throw-away'] as const;
export type LifeStep = (typeof LIFE_STEPS)[number];

/** From where each step can be taken, and where it leads; nowhere with a draft that is thrown away. */
const STEPS: Record<LifeStep, { from: readonly ProgramState[]; to: ProgramState | null }> = {
  open: { from: ['draft'], to: 'open' },
  start: { from: ['open'], to: 'running' },
  end: { from: ['open', 'running'], to: 'ended' },
  'throw-away': { from: ['draft'], to: null },
};

/** The steps that can come next, the usual one first; none of the programs that everybody may use. */
export function nextSteps({ isForAll, state }: Pick<Program, 'isForAll' | 'state'>): LifeStep[] {
  return isForAll ? [] : LIFE_STEPS.filter((step) => STEPS[step].from.includes(state));
}

/**
 * What a program lacks before it can open: a name; a channel in which people read of it; the workspace's help contacts,
 * which stand under everything that people are told; a last day that is still to come.
 */
export const LACKS = ['name', 'channel', 'contacts', 'days'] as const;
export type Lack = (typeof LACKS)[number];

/** What the program still lacks to open, in the order in which it is said. */
export function lacksToOpen(
  { name, channel, endsOn }: Pick<Program, 'name' | 'channel' | 'endsOn'>,
  { hasContacts, today }: { hasContacts: boolean; today: string },
): Lack[] {
  const lacks: Record<Lack, boolean> = {
    name: name.trim() === '',
    channel: channel === null,
    contacts: !hasContacts,
    days: endsOn !== null && endsOn < today,
  };
  return LACKS.filter((lack) => lacks[lack]);
}

export type Stepped =
  | { outcome: 'stepped'; state: ProgramState | null }
  /** It is there already, as after the same thing sent twice. */
  | { outcome: 'same' }
  /** Somebody else has taken it elsewhere, or it is one that everybody may use. */
  | { outcome: 'not-from-here' }
  | { outcome: 'lacks'; lacks: Lack[] };

/**
 * Takes one step of a program's life.
 *
 * @param today in the program's zone
 */
export function takeStep(
  step: LifeStep,
  program: Pick<Program, 'isForAll' | 'state' | 'name' | 'channel' | 'endsOn'>,
  around: { hasContacts: boolean; today: string },
): Stepped {
  const { from, to } = STEPS[step];
  if (!program.isForAll && program.state === to) return { outcome: 'same' };
  if (program.isForAll || !from.includes(program.state)) return { outcome: 'not-from-here' };
  const lacks = step === 'open' ? lacksToOpen(program, around) : [];
  return lacks.length > 0 ? { outcome: 'lacks', lacks } : { outcome: 'stepped', state: to };
}

/** What its managers are told of a program's dates; nothing begins or ends by itself. */
export const DATE_NOTICES = ['starts', 'ends-soon', 'ends'] as const;
export type DateNotice = (typeof DATE_NOTICES)[number];

const SOON_DAYS = 14;
const MORNING = '09:00';

type Dated = Pick<Program, 'isForAll' | 'state' | 'startsOn' | 'endsOn' | 'timeZone'>;

/** The mornings on which something is to be said of this program as it stands, the earliest first. */
function mornings({
  isForAll,
  state,
  startsOn,
  endsOn,
  timeZone,
}: Dated): { notice: DateNotice; at: Date }[] {
  if (isForAll || state === 'draft' || state === 'ended') return [];
  const on = (notice: DateNotice, day: string | null) =>
    day === null ? [] : [{ notice, at: instantOf(`${day}T${MORNING}`, timeZone) }];
  return [
    ...on('starts', state === 'open' ? startsOn : null),
    ...on('ends-soon', endsOn && addDays(endsOn, -SOON_DAYS)),
    ...on('ends', endsOn),
  ].toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** When its managers are next to be told of a date; null where there is none to come. */
export function programDueAt(program: Dated, now: Date): Date | null {
  return mornings(program).find(({ at }) => at > now)?.at ?? null;
}

/** What is to be said now: of several that have come meanwhile, the latest. Nothing where none has come. */
export function noticeDue(program: Dated, now: Date): DateNotice | undefined {
  return mornings(program).findLast(({ at }) => at <= now)?.notice;
}

/** What of a program needs its manager today. */
export type Need = { need: 'lacks'; lacks: Lack[] } | { need: 'to-start' | 'to-end' | 'ends-soon' };

/** What needs the manager; nothing where all goes its way. */
export function needOf(
  program: Dated & Pick<Program, 'name' | 'channel'>,
  around: { hasContacts: boolean; today: string },
): Need | undefined {
  const { isForAll, state, startsOn, endsOn } = program;
  if (isForAll || state === 'ended') return undefined;
  if (state === 'draft') {
    const lacks = lacksToOpen(program, around);
    return lacks.length > 0 ? { need: 'lacks', lacks } : undefined;
  }
  if (endsOn !== null && endsOn <= around.today) return { need: 'to-end' };
  if (state === 'open' && startsOn !== null && startsOn <= around.today) return { need: 'to-start' };
  return endsOn !== null && addDays(endsOn, -SOON_DAYS) <= around.today ? { need: 'ends-soon' } : undefined;
}
