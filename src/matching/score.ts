import type { Fit, Gap, Reason } from '../pairs/fit.ts';
import { COMPONENTS, type Component, type Weights } from '../programs/program.ts';
import type { Guide, Learner } from './match.ts';
import { inOneDepartment } from './rules.ts';

/** As many minutes of a working day in common are enough: two people seldom meet for longer. */
const ENOUGH_COMMON_MINUTES = 4 * 60;
/** As many years ahead are enough to have been there. */
const ENOUGH_YEARS_AHEAD = 5;
/** What two people are worth of whom nothing that counts is known: neither good nor bad. */
const NOTHING_KNOWN = 50;

/** Each component, 0 to 1; NaN where nothing is known, which neither helps nor harms. */
export type Parts = Record<Component, number>;
export const UNKNOWN = Number.NaN;

/**
 * The parts of the score as a whole number, 0 to 100. A part that is not known is left out and the others weigh more,
 * so that nobody is worse off for a question they did not answer.
 */
export function scoreOf(parts: Parts, weights: Weights): number {
  // Written out: a loop over the names took three times as long, for the 30 million pairs of a large cohort (measured).
  const of =
    known(weights.topics, parts.topics) +
    known(weights.ways, parts.ways) +
    known(weights.hours, parts.hours) +
    known(weights.experience, parts.experience) +
    known(weights.department, parts.department) +
    known(weights.load, parts.load);
  const sum =
    weighed(weights.topics, parts.topics) +
    weighed(weights.ways, parts.ways) +
    weighed(weights.hours, parts.hours) +
    weighed(weights.experience, parts.experience) +
    weighed(weights.department, parts.department) +
    weighed(weights.load, parts.load);
  return of === 0 ? NOTHING_KNOWN : Math.round((100 * sum) / of);
}

function known(weight: number, part: number): number {
  return Number.isNaN(part) ? 0 : weight;
}

function weighed(weight: number, part: number): number {
  return Number.isNaN(part) ? 0 : weight * part;
}

/** @param points {@link pointsOf} the learner, which is the same for every guide */
export function partsOf(
  learner: Learner,
  guide: Guide,
  commonMinutes: number,
  points: ReadonlyMap<string, number>,
): Parts {
  let sum = 0;
  for (const topic of guide.topics) sum += points.get(topic) ?? 0;
  return {
    topics: topicsPart(sum, points.size),
    ways: waysPart(learner, guide),
    hours: hoursPart(commonMinutes),
    experience: experiencePart(learner, guide),
    department: departmentPart(learner, guide),
    load: loadPart(guide),
  };
}

/** A score with the facts behind it. What a program gives no weight is not mentioned. */
export function fitOf(learner: Learner, guide: Guide, commonMinutes: number, weights: Weights): Fit {
  const parts = partsOf(learner, guide, commonMinutes, pointsOf(learner));
  const told = COMPONENTS.filter((one) => weights[one] > 0 && !Number.isNaN(parts[one])).map((one) =>
    tell[one](learner, guide, commonMinutes),
  );
  return {
    score: scoreOf(parts, weights),
    reasons: told.flatMap(({ reason }) => reason ?? []),
    gaps: told.flatMap(({ gap }) => gap ?? []),
  };
}

interface Told {
  reason?: Reason;
  gap?: Gap;
}

const tell: Record<Component, (learner: Learner, guide: Guide, commonMinutes: number) => Told> = {
  topics(learner, guide) {
    const topics = wantedBy(learner);
    const wanted = topics.length;
    const shared = topics.filter((topic) => guide.topics.includes(topic));
    const missing = topics.filter((topic) => !guide.topics.includes(topic));
    return {
      ...(shared.length > 0 && { reason: { about: 'topics', shared, wanted } }),
      ...(missing.length > 0 && { gap: { about: 'topics', missing, wanted } }),
    };
  },
  ways(learner, guide) {
    const shared = learner.ways.filter((way) => guide.ways.includes(way));
    return shared.length > 0 ? { reason: { about: 'ways', shared } } : { gap: { about: 'ways' } };
  },
  hours(_, __, minutes) {
    const hours = { about: 'hours', minutes } as const;
    return minutes >= ENOUGH_COMMON_MINUTES ? { reason: hours } : { gap: hours };
  },
  experience(learner, guide) {
    const years = Math.round((guide.experienceYears ?? 0) - (learner.experienceYears ?? 0));
    const experience = { about: 'experience', years } as const;
    return years > 0 ? { reason: experience } : { gap: experience };
  },
  department(learner, guide) {
    const department = { about: 'department' } as const;
    return inOneDepartment(learner, guide) ? { gap: department } : { reason: department };
  },
  // How many others a guide is there for is the guide's affair.
  load: () => ({}),
};

/** The topics wanted, each once, in the learner's order. */
function wantedBy({ topics }: Pick<Learner, 'topics'>): readonly string[] {
  return [...new Set(topics)];
}

/**
 * Points for each topic that is wanted: the last one gives 1, the one before 2, and so on. Whole numbers, so that they
 * add up to the same in any order.
 */
export function pointsOf(learner: Pick<Learner, 'topics'>): ReadonlyMap<string, number> {
  const wanted = wantedBy(learner);
  return new Map(wanted.map((topic, at) => [topic, wanted.length - at]));
}

/**
 * The share of the points there are; of three topics the first counts for half. Not known where none is wanted. A
 * guide who names no topic offers none: leaving the field empty must not be the way to the top.
 */
export function topicsPart(points: number, wanted: number): number {
  return wanted === 0 ? UNKNOWN : Math.min(1, points / ((wanted * (wanted + 1)) / 2));
}

/** How alike both are in what they ticked (Dice): all in common is 1, nothing 0. Not known where one ticked nothing. */
export function waysPart(a: Pick<Learner, 'ways'>, b: Pick<Guide, 'ways'>): number {
  if (a.ways.length === 0 || b.ways.length === 0) return UNKNOWN;
  const shared = a.ways.filter((way) => b.ways.includes(way)).length;
  return Math.min(1, (2 * shared) / (a.ways.length + b.ways.length));
}

export function hoursPart(commonMinutes: number): number {
  return Math.min(1, commonMinutes / ENOUGH_COMMON_MINUTES);
}

/** Years ahead of the learner. Not known where one of them did not say. */
export function experiencePart(
  learner: Pick<Learner, 'experienceYears'>,
  guide: Pick<Guide, 'experienceYears'>,
): number {
  if (learner.experienceYears === null || guide.experienceYears === null) return UNKNOWN;
  const ahead = guide.experienceYears - learner.experienceYears;
  return Math.min(1, Math.max(0, ahead / ENOUGH_YEARS_AHEAD));
}

/** Another department opens another view. Not known where it is not known of both. */
export function departmentPart(
  learner: Pick<Learner, 'department'>,
  guide: Pick<Guide, 'department'>,
): number {
  const isSame = inOneDepartment(learner, guide);
  return isSame === undefined ? UNKNOWN : isSame ? 0 : 1;
}

/** The share of a guide's places that is free and not offered to somebody; so the popular are not buried. */
export function loadPart({ places, taken, pending }: Pick<Guide, 'places' | 'taken' | 'pending'>): number {
  return places <= 0 ? 0 : Math.max(0, places - taken - pending) / places;
}
