import type { PersonId } from '../ports.ts';
import type { Cohort, Draft, DraftedPair, Together, Unmatched } from './draft.ts';
import { among } from './draft.ts';

/** A draft as a manager looks at it. */
export interface ShownDraft {
  /** As its managers named it. */
  programName: string;
  draft: Draft;
  /** Pairs that hold no longer: somebody left, paused, was matched, lost a place, or a request changed. */
  gone: Together[];
  /** Learners who could be matched and are not in it. */
  newer: number;
}

/** What a manager reads first of a cohort. */
export interface Figures {
  learners: number;
  matched: number;
  /** Of 100; null where nobody is matched. */
  lowest: number | null;
  /** Of 100, rounded; null where nobody is matched. */
  median: number | null;
  guides: number;
  /** How many guides have no place left with it. */
  full: number;
}

export function figuresOf(cohort: Cohort): Figures {
  const scores = cohort.pairs.map(({ fit }) => fit.score).toSorted((a, b) => a - b);
  return {
    learners: cohort.pairs.length + cohort.unmatched.length,
    matched: cohort.pairs.length,
    lowest: scores[0] ?? null,
    median: medianOf(scores),
    guides: cohort.guides.length,
    full: fullOf(cohort).length,
  };
}

/** The middle one, or what lies between the two in the middle, rounded; null of nothing. */
function medianOf(sorted: readonly number[]): number | null {
  const middle = sorted.length / 2;
  const around = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1);
  return around.length === 0 ? null : Math.round(around.reduce((sum, one) => sum + one, 0) / around.length);
}

/** A guide's places with this cohort. */
export interface Load {
  guideId: PersonId;
  places: number;
  /** Taken by pairs that are there already. */
  taken: number;
  /** Learners that this cohort gives them. */
  given: number;
  left: number;
}

/** The load of every guide: those with the fewest places left first, then those with the most learners. */
export function loadsOf({ guides, pairs }: Pick<Cohort, 'guides' | 'pairs'>): Load[] {
  const given = new Map<PersonId, number>();
  for (const { guideId } of pairs) given.set(guideId, (given.get(guideId) ?? 0) + 1);
  return guides
    .map(({ guideId, places, taken }) => {
      const own = given.get(guideId) ?? 0;
      return { guideId, places, taken, given: own, left: Math.max(0, places - taken - own) };
    })
    .toSorted(
      (a, b) =>
        a.left - b.left || b.taken + b.given - (a.taken + a.given) || (a.guideId < b.guideId ? -1 : 1),
    );
}

/** Guides who have no place left with this cohort, or have given more than they had. */
function fullOf(cohort: Pick<Cohort, 'guides' | 'pairs'>): Load[] {
  return loadsOf(cohort).filter(({ left }) => left === 0);
}

/**
 * How well two people fit, in a word. A manager reads the word for each pair and the numbers for the cohort alone: a
 * number beside two names reads like a mark.
 */
export type Strength = 'strong' | 'good' | 'enough';

/** From these scores on; below, a fit is just enough. */
const STRONG = 70;
const GOOD = 50;

export function strengthOf(score: number): Strength {
  return score >= STRONG ? 'strong' : score >= GOOD ? 'good' : 'enough';
}

/** What of a draft is listed. */
export const LISTS = ['all', 'unmatched', 'low', 'full', 'load', 'wishes'] as const;
export type List = (typeof LISTS)[number];

/** A line of a list. */
export type Item =
  | { item: 'pair'; pair: DraftedPair; pinned: boolean; gone: boolean }
  | { item: 'unmatched'; unmatched: Unmatched }
  | { item: 'load'; load: Load }
  | { item: 'pin' | 'forbidden'; pair: Together };

/**
 * The lines of a list. Pairs that hold no longer come first, then the others, those that fit least first: they are
 * what a manager looks for. Of whoever has no place left (`full`) the pairs follow, so that one of them can be given to
 * somebody else.
 *
 * @param gone pairs that do not hold any more
 */
export function itemsOf(draft: Draft, list: List, gone: readonly Together[]): Item[] {
  const { cohort, pins, forbidden } = draft;
  switch (list) {
    case 'all':
      return pairsOf(draft, gone);
    case 'low':
      return pairsOf(draft, gone).filter(({ pair }) => strengthOf(pair.fit.score) === 'enough');
    case 'full': {
      const byGuide = Map.groupBy(pairsOf(draft, gone), ({ pair }) => pair.guideId);
      return fullOf(cohort).flatMap((load): Item[] => [
        { item: 'load', load },
        ...(byGuide.get(load.guideId) ?? []),
      ]);
    }
    case 'unmatched':
      return cohort.unmatched.map((unmatched) => ({ item: 'unmatched', unmatched }));
    case 'load':
      return loadsOf(cohort).map((load) => ({ item: 'load', load }));
    case 'wishes':
      return [
        ...pins.map((pair): Item => ({ item: 'pin', pair })),
        ...forbidden.map((pair): Item => ({ item: 'forbidden', pair })),
      ];
  }
}

function pairsOf({ cohort, pins }: Draft, gone: readonly Together[]): Extract<Item, { item: 'pair' }>[] {
  const [isPinned, isGone] = [among(pins), among(gone)];
  return cohort.pairs
    .map((pair) => ({ item: 'pair' as const, pair, pinned: isPinned(pair), gone: isGone(pair) }))
    .toSorted(
      (a, b) =>
        Number(b.gone) - Number(a.gone) ||
        a.pair.fit.score - b.pair.fit.score ||
        (a.pair.learnerId < b.pair.learnerId ? -1 : 1),
    );
}

/** How many pairs, people or wishes a list is of; of whoever has no place left, how many they are. */
export function countOf({ cohort, pins, forbidden }: Draft, list: List): number {
  switch (list) {
    case 'all':
      return cohort.pairs.length;
    case 'low':
      return cohort.pairs.filter(({ fit }) => strengthOf(fit.score) === 'enough').length;
    case 'full':
      return fullOf(cohort).length;
    case 'load':
      return cohort.guides.length;
    case 'unmatched':
      return cohort.unmatched.length;
    case 'wishes':
      return pins.length + forbidden.length;
  }
}

/** How many lines one page has: with what stands around them, half of the blocks that a modal may have. */
export const ITEMS_A_PAGE = 8;

/** A page of a list; a page that is not there is the nearest one that is. */
export function pageOf<T>(items: readonly T[], wanted: number): { items: T[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(items.length / ITEMS_A_PAGE));
  const page = Math.min(Math.max(0, Math.trunc(wanted) || 0), pages - 1);
  return { items: items.slice(page * ITEMS_A_PAGE, (page + 1) * ITEMS_A_PAGE), page, pages };
}
