import { overlapMinutes, type WorkingHours } from '../people/hours.ts';
import { takesGuests } from '../programs/program.ts';
import { type Around, type Guide, type Learner, MOST_PENDING, type ToldRule } from './match.ts';

/** The least that two people must have in common of a working day. */
const LEAST_COMMON_MINUTES = 60;

/** Two people who could be brought together. */
export interface Meeting {
  learner: Learner;
  guide: Guide;
  /** Minutes of a working day in common, on average over the days on which both work. */
  commonMinutes: number;
  around: Around;
}

/**
 * Rules that are never told, not even with a count: somebody's choices, absence and place in the company. They come
 * after those that are told, so that what is told is the same whether one of these is broken too or not.
 */
const FOLDED_RULES = ['active', 'paused', 'guest', 'line', 'excluded', 'earlier'] as const;
export type FoldedRule = (typeof FOLDED_RULES)[number];
export type HardRule = Exclude<ToldRule, 'fit' | 'contested'> | FoldedRule;

type OfGuide = Pick<Meeting, 'guide' | 'around'>;

/** What must hold of a guide for a learner to be shown them; the order is that in which they are looked at. */
export const HARD_RULES = {
  kind: ({ guide }: OfGuide) => guide.offersKind,
  ready: ({ guide }: OfGuide) => guide.isReady,
  places: ({ guide }: OfGuide) => guide.places > guide.taken,
  pending: ({ guide }: OfGuide) => guide.pending < MOST_PENDING,
  language: ({ learner, guide }: Meeting) => shareLanguage(learner, guide),
  hours: ({ commonMinutes }: Pick<Meeting, 'commonMinutes'>) => commonMinutes >= LEAST_COMMON_MINUTES,
  avoid: ({ learner, guide }: Meeting) =>
    !avoidsDepartmentOf(learner, guide) && !learner.avoid.people.includes(guide.id),
  active: ({ guide }: OfGuide) => guide.isActive,
  paused: ({ guide }: OfGuide) => !guide.isPaused,
  guest: ({ guide, around }: OfGuide) => !guide.isGuest || takesGuests(around.program),
  line: ({ learner, guide, around }: Meeting) => !around.lines.inOneLine(learner.id, guide.id),
  excluded: ({ learner, guide }: Meeting) => !learner.excluded.has(guide.id),
  earlier: ({ learner, guide }: Meeting) => learner.earlierWelcome || !learner.earlier.has(guide.id),
} satisfies Record<HardRule, (meeting: Meeting) => boolean>;

/** What can be said of a guide alone, whoever the learner is: first of those that are told, then of the others. */
export const TOLD_ALONE = ['kind', 'ready', 'places', 'pending'] as const;
export const FOLDED_ALONE = ['active', 'paused', 'guest'] as const;

const IN_ORDER: readonly HardRule[] = [...TOLD_ALONE, 'language', 'hours', 'avoid', ...FOLDED_RULES];

/** The first hard rule that these two break; nothing where they may be brought together. Nobody is their own guide. */
export function firstBroken(meeting: Meeting): HardRule | 'self' | undefined {
  if (meeting.learner.id === meeting.guide.id) return 'self';
  for (const rule of IN_ORDER) if (!HARD_RULES[rule](meeting)) return rule;
  return undefined;
}

export function shareLanguage(learner: Pick<Learner, 'languages'>, guide: Pick<Guide, 'languages'>): boolean {
  return learner.languages.some((language) => guide.languages.includes(language));
}

/** Is this the department that the learner asked to leave out? An unknown one is not. */
function avoidsDepartmentOf(
  learner: Pick<Learner, 'avoid' | 'department'>,
  guide: Pick<Guide, 'department'>,
): boolean {
  return learner.avoid.ownDepartment && inOneDepartment(learner, guide) === true;
}

/** Do both work in the same department? Nothing where it is not known of both. Case and outer blanks say nothing. */
export function inOneDepartment(
  a: { department: string | null },
  b: { department: string | null },
): boolean | undefined {
  const [one, other] = [a.department?.trim() ?? '', b.department?.trim() ?? ''];
  if (one === '' || other === '') return undefined;
  return one.length === other.length && one.toLowerCase() === other.toLowerCase();
}

/** Somebody's hours as a text, the same for everybody who works at the same moments. */
export function hoursKey({ hours, timeZone }: { hours: WorkingHours; timeZone: string }): string {
  return `${timeZone} ${hours.from} ${hours.to} ${hours.days.join('')}`;
}

/** Looks up the minutes in common with one learner, once for all guides who work at the same moments. */
export function commonMinutesWith(
  learner: Pick<Learner, 'hours' | 'timeZone'>,
  now: Date,
): (guide: Pick<Guide, 'hours' | 'timeZone'>) => number {
  const known = new Map<string, number>();
  const byKey = (guide: Pick<Guide, 'hours' | 'timeZone'>): number => {
    const key = hoursKey(guide);
    const minutes = known.get(key) ?? overlapMinutes(learner, guide, now);
    known.set(key, minutes);
    return minutes;
  };
  // Most people share one and the same record of hours, and then no key need be made.
  const shared = new Map<WorkingHours, Map<string, number>>();
  return (guide) => {
    const byZone = shared.get(guide.hours) ?? new Map<string, number>();
    const found = byZone.get(guide.timeZone);
    if (found !== undefined) return found;
    const minutes = byKey(guide);
    shared.set(guide.hours, byZone.set(guide.timeZone, minutes));
    return minutes;
  };
}
