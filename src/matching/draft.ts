import { z } from 'zod';
import { StoredFit } from '../pairs/fit.ts';
import { PersonId, type WorkspaceId } from '../ports.ts';
import type { ProgramId } from '../programs/program.ts';
import { TOLD_RULES } from './match.ts';
import { RequestId } from './request.ts';

export const DraftId = z.uuid().brand<'DraftId'>();
export type DraftId = z.infer<typeof DraftId>;

/** A learner and a guide whom a manager wants to be matched, or not to be. */
export const Together = z.object({ learnerId: PersonId, guideId: PersonId });
export type Together = z.infer<typeof Together>;

const StoredShortage = z.object({
  found: z.number().int().min(0),
  told: z.array(z.object({ rule: z.enum(TOLD_RULES), count: z.number().int() })),
  others: z.boolean(),
});

const DraftedPair = Together.extend({ requestId: RequestId, fit: StoredFit });
export type DraftedPair = z.infer<typeof DraftedPair>;

/** A learner for whom there is nobody in this draft, and why, in as few words as may be told. */
const Unmatched = z.object({
  requestId: RequestId,
  learnerId: PersonId,
  /** As a manager reads it, who is not told what the learner asked to leave out. */
  shortage: StoredShortage,
  /** As the learner reads it. */
  told: StoredShortage,
});
export type Unmatched = z.infer<typeof Unmatched>;

/** A guide who takes part, with the places they have for this program and how many were taken before this draft. */
const DraftedGuide = z.object({
  guideId: PersonId,
  places: z.number().int().min(0),
  taken: z.number().int().min(0),
});

/** What matching a cohort came to. */
export const Cohort = z.object({
  /** Those first that keep their place longest: pins, then who fits best. */
  pairs: z.array(DraftedPair),
  unmatched: z.array(Unmatched),
  guides: z.array(DraftedGuide),
  /** Learners who stayed out: one guide is being asked for them already, or they are not available now. */
  out: z.number().int().min(0),
  /** Pins that could not be kept when it was made: one of the two is not available for this match now. */
  idle: z.array(Together),
});
export type Cohort = z.infer<typeof Cohort>;

/** How far publishing has come: it is done in batches, and goes on from here after a crash. */
const Progress = z.object({
  /** How many of the cohort's pairs, and then of its unmatched, were dealt with. */
  done: z.number().int().min(0),
  made: z.number().int().min(0),
  /** Pairs that did not hold any more and were left out. */
  lapsed: z.array(Together),
  /** Pairs of which an error came each time: left out, so that the others are made. */
  failed: z.array(Together).default([]),
  /** Learners without a guide who were told so. */
  told: z.number().int().min(0),
});
export type Progress = z.infer<typeof Progress>;

/** Nobody, where it was done by a command in a terminal. */
const By = PersonId.nullable();

/** Where a draft stands. `published` and `dropped` are ends; a program has one draft that has not ended. */
export const DraftState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('draft') }),
  z.object({ state: z.literal('publishing'), by: By, since: z.coerce.date(), progress: Progress }),
  z.object({ state: z.literal('published'), by: By, at: z.coerce.date(), progress: Progress }),
  z.object({ state: z.literal('dropped'), by: By, at: z.coerce.date() }),
]);
export type DraftState = z.infer<typeof DraftState>;

/** A cohort of a program, matched and looked at by its managers before anybody else learns of it. */
export interface Draft {
  workspaceId: WorkspaceId;
  id: DraftId;
  programId: ProgramId;
  state: DraftState;
  pins: Together[];
  forbidden: Together[];
  cohort: Cohort;
  /** When it was last run. */
  madeAt: Date;
  /** Goes up by one with every change, so that what was pressed in an older view is found out. */
  version: number;
}

/** `ended`: it is being published, was published or dropped; `no-place`: the guide would have more pins than free places. */
export type Pinned =
  | { outcome: 'changed'; pins: Together[]; forbidden: Together[] }
  | { outcome: 'same' | 'ended' | 'no-place' };

/**
 * Wants a learner and a guide to be matched, whatever else would be better. A learner has one guide, so an earlier pin
 * of theirs goes; and what is wanted is no longer forbidden. That no hard rule forbids it is for the caller to see to.
 *
 * @param free the guide's free places, before this draft
 */
export function pin(draft: Draft, wanted: Together, free: number): Pinned {
  if (draft.state.state !== 'draft') return { outcome: 'ended' };
  if (has(draft.pins, wanted)) return { outcome: 'same' };
  const others = draft.pins.filter(({ learnerId }) => learnerId !== wanted.learnerId);
  if (others.filter(({ guideId }) => guideId === wanted.guideId).length >= free)
    return { outcome: 'no-place' };
  return {
    outcome: 'changed',
    pins: [...others, pairOf(wanted)],
    forbidden: without(draft.forbidden, wanted),
  };
}

export function unpin(draft: Draft, pair: Together): Pinned {
  if (draft.state.state !== 'draft') return { outcome: 'ended' };
  if (!has(draft.pins, pair)) return { outcome: 'same' };
  return { outcome: 'changed', pins: without(draft.pins, pair), forbidden: draft.forbidden };
}

/** Wants two not to be matched in this draft; a pin of them goes. */
export function forbid(draft: Draft, pair: Together): Pinned {
  if (draft.state.state !== 'draft') return { outcome: 'ended' };
  if (has(draft.forbidden, pair)) return { outcome: 'same' };
  return {
    outcome: 'changed',
    pins: without(draft.pins, pair),
    forbidden: [...draft.forbidden, pairOf(pair)],
  };
}

export function allow(draft: Draft, pair: Together): Pinned {
  if (draft.state.state !== 'draft') return { outcome: 'ended' };
  if (!has(draft.forbidden, pair)) return { outcome: 'same' };
  return { outcome: 'changed', pins: draft.pins, forbidden: without(draft.forbidden, pair) };
}

/** What was pinned or forbidden since the draft was run, and is not in it yet: it has to be run again. */
export function unsettled({ pins, forbidden, cohort }: Draft): number {
  const isIn = among(cohort.pairs);
  const missing = pins.filter((one) => !isIn(one) && !has(cohort.idle, one)).length;
  return missing + forbidden.filter(isIn).length;
}

/** `run-again`: pins or prohibitions are not in it yet; `nothing`: there is no pair in it. */
export type Begun =
  | { outcome: 'begun'; state: Extract<DraftState, { state: 'publishing' }> }
  | { outcome: 'publishing' | 'published' | 'dropped' | 'run-again' | 'nothing' };

/** Publishing begins. Of a draft that is being published, or was, it changes nothing. */
export function beginPublishing(draft: Draft, by: PersonId | null, now: Date): Begun {
  if (draft.state.state !== 'draft') return { outcome: draft.state.state };
  if (draft.cohort.pairs.length === 0) return { outcome: 'nothing' };
  if (unsettled(draft) > 0) return { outcome: 'run-again' };
  const progress = { done: 0, made: 0, lapsed: [], failed: [], told: 0 };
  return { outcome: 'begun', state: { state: 'publishing', by, since: now, progress } };
}

/** What one batch of publishing deals with: pairs first, so that nobody reads of no match while places are left. */
export interface Batch {
  pairs: DraftedPair[];
  unmatched: Unmatched[];
}

export function nextBatch({ pairs, unmatched }: Cohort, { done }: Progress, most: number): Batch {
  const batch = pairs.slice(done, done + most);
  if (batch.length > 0) return { pairs: batch, unmatched: [] };
  return { pairs: [], unmatched: unmatched.slice(done - pairs.length, done - pairs.length + most) };
}

/** A batch was dealt with; when nothing is left, the draft is published. */
export function afterBatch(
  { pairs, unmatched }: Cohort,
  state: Extract<DraftState, { state: 'publishing' }>,
  dealtWith: { made: number; lapsed: readonly Together[]; told: number },
  batch: Batch,
  now: Date,
): DraftState {
  const { by, since, progress } = state;
  const renewed = {
    ...progress,
    done: progress.done + batch.pairs.length + batch.unmatched.length,
    made: progress.made + dealtWith.made,
    lapsed: [...progress.lapsed, ...dealtWith.lapsed.map(pairOf)],
    told: progress.told + dealtWith.told,
  };
  return renewed.done >= pairs.length + unmatched.length
    ? { state: 'published', by, at: now, progress: renewed }
    : { state: 'publishing', by, since, progress: renewed };
}

/** What is left of a cohort without some of its pairs; their learners have nobody, and why is not told. */
export function withoutPairs(cohort: Cohort, leftOut: readonly Together[]): Cohort {
  const shortage = { found: 0, told: [], others: true };
  const isLeftOut = among(leftOut);
  const alone = cohort.pairs
    .filter(isLeftOut)
    .map(({ requestId, learnerId }): Unmatched => ({ requestId, learnerId, shortage, told: shortage }));
  return {
    ...cohort,
    pairs: cohort.pairs.filter((pair) => !isLeftOut(pair)),
    unmatched: [...cohort.unmatched, ...alone],
  };
}

/** Leaves out what comes next, a pair or somebody who was to be told: it can never be dealt with, and the rest can. */
export function setAside(
  cohort: Cohort,
  state: Extract<DraftState, { state: 'publishing' }>,
  now: Date,
): { state: DraftState; leftOut: Batch } {
  const leftOut = nextBatch(cohort, state.progress, 1);
  const failed = [...state.progress.failed, ...leftOut.pairs.map(pairOf)];
  const without = { ...state, progress: { ...state.progress, failed } };
  return { state: afterBatch(cohort, without, { made: 0, lapsed: [], told: 0 }, leftOut, now), leftOut };
}

/** Gives a draft up; of one that has ended it changes nothing. */
export function drop(
  { state }: Pick<Draft, 'state'>,
  by: PersonId | null,
  now: Date,
): { outcome: 'dropped'; state: DraftState } | { outcome: 'same' | 'ended' } {
  if (state.state === 'dropped') return { outcome: 'same' };
  if (state.state !== 'draft') return { outcome: 'ended' };
  return { outcome: 'dropped', state: { state: 'dropped', by, at: now } };
}

/** Are these two in the list? */
export function has(list: readonly Together[], pair: Together): boolean {
  return list.some((one) => isSame(one, pair));
}

/** The same of many pairs, in a list that is read once. */
export function among(list: readonly Together[]): (pair: Together) => boolean {
  const names = new Set(list.map(nameOf));
  return (pair) => names.has(nameOf(pair));
}

function nameOf({ learnerId, guideId }: Together): string {
  return `${learnerId} ${guideId}`;
}

function without<T extends Together>(list: readonly T[], pair: Together): T[] {
  return list.filter((one) => !isSame(one, pair));
}

/** The two alone, of whatever more is known of them. */
export function pairOf({ learnerId, guideId }: Together): Together {
  return { learnerId, guideId };
}

function isSame(a: Together, b: Together): boolean {
  return a.learnerId === b.learnerId && a.guideId === b.guideId;
}
