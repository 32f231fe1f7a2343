import { createHash } from 'node:crypto';
import type { CohortProblem } from '../../src/matching/assign/problem.ts';

/** A made-up cohort of a kind that is met in life, the same every time. */
export interface Structure {
  /** Behind the colon of the row's name; '' is the row itself. */
  name: string;
  what: string;
  learners: number;
  guides: number;
  /** Among whom a learner's eligible guides are; among all where it is not there. */
  guidesOf?(learner: number): { from: number; count: number };
  /** Which guides a learner comes upon: above 1, the first ones more often. */
  crowding?: number;
  score(learner: number, guide: number, throwDie: () => number): number;
}

/** How much everybody wants each guide (few very much, most a little), and how much each learner is wanted. */
const WANTED = Array.from({ length: 3_000 }, (_, guide) => fixed('wanted', guide) ** 3);
const PROMISING = Array.from({ length: 10_000 }, (_, learner) => fixed('promising', learner));

const even: Structure['score'] = (_, __, throwDie) => Math.floor(throwDie() * 100_001);
const ties: Structure['score'] = (_, __, throwDie) => Math.floor(throwDie() * 101);
const popular: Structure['score'] = (_, guide, throwDie) =>
  Math.round(100 * (0.7 * (WANTED[guide] ?? 0) + 0.3 * throwDie()));
const rivals: Structure['score'] = (learner, guide, throwDie) =>
  Math.round(100 * (0.5 * (WANTED[guide] ?? 0) + 0.3 * (PROMISING[learner] ?? 0) + 0.2 * throwDie()));

/** Neighbouring guides share a language; the groups are of different sizes, learners are spread evenly. */
const languages =
  (groups: number, guides: number) =>
  (learner: number): { from: number; count: number } => {
    const bound = (group: number): number => Math.floor(guides * (group / groups) ** 1.4);
    const group = learner % groups;
    return { from: bound(group), count: bound(group + 1) - bound(group) };
  };

/** 2,000 learners and 500 guides with 1 to 4 places, so about 1,250 places: more learners than places everywhere. */
const DENSE = { learners: 2_000, guides: 500 };
export const DENSE_STRUCTURES: readonly Structure[] = [
  { name: '', what: 'scores from 0 to 100,000', ...DENSE, score: even },
  { name: 'ties', what: 'scores from 0 to 100', ...DENSE, score: ties },
  { name: 'popular', what: 'all want the same guides', ...DENSE, score: popular },
  { name: 'rivals', what: 'all want the same, of both sides', ...DENSE, score: rivals },
  {
    name: 'languages',
    what: '5 groups share no language',
    ...DENSE,
    score: ties,
    guidesOf: languages(5, 500),
  },
  { name: 'roomy', what: 'half as many learners', learners: 1_000, guides: 500, score: popular },
];

/** The same, with 30 eligible guides for each learner: about 7,500 places. */
const SPARSE = { learners: 10_000, guides: 3_000 };
export const ELIGIBLE_EACH = 30;
export const SPARSE_STRUCTURES: readonly Structure[] = [
  { name: '', what: 'scores from 0 to 100,000', ...SPARSE, score: even },
  { name: 'ties', what: 'scores from 0 to 100', ...SPARSE, score: ties },
  { name: 'popular', what: 'all want the same guides', ...SPARSE, crowding: 2, score: popular },
  { name: 'rivals', what: 'all want the same, of both sides', ...SPARSE, score: rivals },
  {
    name: 'languages',
    what: '12 groups share no language',
    ...SPARSE,
    score: ties,
    guidesOf: languages(12, 3_000),
  },
  {
    name: 'roomy',
    what: 'half as many learners',
    learners: 5_000,
    guides: 3_000,
    crowding: 2,
    score: popular,
  },
];

/**
 * Makes the cohort. Everybody gets 1 to 4 places, and a key that is a hash, so that the order of keys has nothing to do
 * with the order of people: putting them in order is part of what is measured.
 *
 * @param eligibleEach how many guides each learner may have; undefined: all (of their group)
 */
export function cohortOf(structure: Structure, eligibleEach?: number): CohortProblem {
  const { learners, guides, crowding = 1 } = structure;
  const throwDie = dice(learners + guides);
  const capacity = Int32Array.from({ length: guides }, () => 1 + Math.floor(throwDie() * 4));
  const rowStart = new Int32Array(learners + 1);
  const guide: number[] = [];
  const score: number[] = [];
  for (let learner = 0; learner < learners; learner += 1) {
    const { from, count } = structure.guidesOf?.(learner) ?? { from: 0, count: guides };
    for (const to of chosen(count, eligibleEach ?? count, crowding, throwDie)) {
      guide.push(from + to);
      score.push(structure.score(learner, from + to, throwDie));
    }
    rowStart[learner + 1] = guide.length;
  }
  return {
    learnerKeys: Array.from({ length: learners }, (_, at) => hash(`learner ${at}`)),
    guideKeys: Array.from({ length: guides }, (_, at) => hash(`guide ${at}`)),
    capacity,
    rowStart,
    guide: Int32Array.from(guide),
    score: Int32Array.from(score),
  };
}

/** So many different numbers below `count`, ascending. */
function chosen(count: number, wantedCount: number, crowding: number, throwDie: () => number): number[] {
  if (wantedCount >= count) return Array.from({ length: count }, (_, at) => at);
  const found = new Set<number>();
  while (found.size < wantedCount) found.add(Math.floor(throwDie() ** crowding * count));
  return [...found].sort((a, b) => a - b);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** From 0 to 1, always the same for the same words. */
function fixed(salt: string, at: number): number {
  return Number.parseInt(hash(`${salt} ${at}`).slice(0, 8), 16) / 2 ** 32;
}

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
