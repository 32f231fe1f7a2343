import type { Fit } from '../../pairs/fit.ts';
import type { PersonId } from '../../ports.ts';
import { weightsOf } from '../../programs/program.ts';
import { askTogether, type Database, type Tx } from '../../storage/database.ts';
import type { Around, Guide, Ranking } from '../match.ts';
import { rank } from '../rank.ts';
import type { Request } from '../request.ts';
import { commonMinutesWith, firstBroken } from '../rules.ts';
import { fitOf } from '../score.ts';
import { readGuides, readLearners, type Wanted } from '../store/candidates.ts';
import { readLinesOf } from '../store/lines.ts';
import { mayBeAskedAgain } from '../together.ts';
import type { AtHand } from './steps.ts';

/** Guides for a request as they stand now, those left out who were asked for it and answered, or let it pass. */
export interface Fitting extends Ranking {
  /** By id; of the candidates at least. */
  guides: ReadonlyMap<PersonId, Guide>;
  /** The learner is away, not known to Slack yet, or a guest who is kept out: nobody is to be suggested to them now. */
  isAway: boolean;
}

/**
 * Ranks everybody who may guide in the request's program.
 *
 * @param given those guides, where they were read a moment ago
 */
export async function fittingGuides(
  db: Database | Tx,
  at: AtHand,
  now: Date,
  given?: readonly Guide[],
): Promise<Fitting> {
  const { request, program } = at;
  const { workspaceId, learnerId } = request;
  const [{ learner, isAway }, guides, lines] = await askTogether(db, (on) => [
    learnerOf(on, request, now),
    given ?? readGuides(on, workspaceId, program, now),
    readLinesOf(on, workspaceId, learnerId),
  ]);
  // Who was asked before is one of those who are not available for this match: whether they declined is not told.
  const excluded = new Set([...learner.excluded, ...refusedFor(at)]);
  const { candidates, shortage } = rank({ ...learner, excluded }, guides, { program, lines, now });
  return {
    candidates,
    shortage,
    guides: new Map(guides.map((guide) => [guide.id, guide])),
    isAway,
  };
}

/** Guides who were asked for this request and are not asked again, see {@link mayBeAskedAgain}. */
export function refusedFor({ offers }: AtHand): PersonId[] {
  return offers.filter(({ state }) => !mayBeAskedAgain(state)).map(({ guideId }) => guideId);
}

/** Why these two cannot be brought together now; `full`: the guide has no free place. */
type Obstacle = 'full' | 'not-available';

export type Availability = { available: true; fit: Fit } | { available: false; why: Obstacle };

/**
 * Looks at each of these guides again: the hard rules, at this moment. To be called where they are locked.
 *
 * @param isAnswering the guide is about to answer this request, so how many wait for them is no obstacle
 */
export async function availabilityOf(
  tx: Tx,
  { request, program }: Pick<AtHand, 'request' | 'program'>,
  guideIds: readonly PersonId[],
  now: Date,
  { isAnswering = false }: { isAnswering?: boolean } = {},
): Promise<Map<PersonId, Availability>> {
  const { workspaceId, learnerId } = request;
  const [{ learner }, found, lines] = await askTogether(tx, (on) => [
    learnerOf(on, request, now),
    readGuides(on, workspaceId, program, now, guideIds),
    readLinesOf(on, workspaceId, learnerId),
  ]);
  const around: Around = { program, lines, now };
  const minutesWith = commonMinutesWith(learner, now);
  const known = new Map(found.map((guide) => [guide.id, isAnswering ? { ...guide, pending: 0 } : guide]));
  return new Map(guideIds.map((id) => [id, availability(known.get(id))]));

  function availability(guide: Guide | undefined): Availability {
    if (!guide || program.state !== 'running') return { available: false, why: 'not-available' };
    const commonMinutes = minutesWith(guide);
    const broken = firstBroken({ learner, guide, commonMinutes, around });
    if (broken) return { available: false, why: broken === 'places' ? 'full' : 'not-available' };
    return { available: true, fit: fitOf(learner, guide, commonMinutes, weightsOf(program)) };
  }
}

async function learnerOf(db: Database | Tx, { workspaceId, learnerId, wish }: Request, now: Date) {
  const wanted: Wanted = wish;
  const { learners, away } = await readLearners(db, workspaceId, new Map([[learnerId, wanted]]), now);
  const learner = learners.get(learnerId);
  // Requests go when their learner's row does.
  if (!learner) throw new Error(`the learner of a request is not known in ${workspaceId}`);
  return { learner, isAway: away.has(learnerId) };
}
