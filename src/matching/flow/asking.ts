import { refreshMessages } from '../../nudges/flow/notices.ts';
import type { Fit } from '../../pairs/fit.ts';
import { enrol } from '../../people/flow/facts.ts';
import { personOf } from '../../people/flow/people.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { Spoken } from '../../people/profile.ts';
import { KINDS, type Kind, type PersonId, type PersonKey } from '../../ports.ts';
import { joinProgram, programsFor, whyNotJoin } from '../../programs/flow/joining.ts';
import { openProgram, programOf } from '../../programs/flow.ts';
import type { NoJoining } from '../../programs/joining.ts';
import { isLive, type Program, type ProgramId } from '../../programs/program.ts';
import { type Database, inTransaction, type Tx } from '../../storage/database.ts';
import type { Shortage } from '../match.ts';
import {
  isOpen,
  isSameWish,
  MOST_OPEN_REQUESTS,
  nobodyChosen,
  type Request,
  RequestId,
  requestDueAt,
  type Wish,
} from '../request.ts';
import { readCards } from '../store/cards.ts';
import { lockEverybody } from '../store/locks.ts';
import { insertRequest, readMatchedRequest, readOpenRequests } from '../store/requests.ts';
import { waitingFrom, whatFor } from '../waiting.ts';
import { fittingGuides } from './fitting.ts';
import { requestAtHand, takeRequestStep } from './steps.ts';

/** A guide as a learner sees them before choosing. */
interface Suggestion {
  guideId: PersonId;
  name: string;
  title: string | null;
  /** A sentence about themselves, as typed. */
  about: string;
  fit: Fit;
  topics: readonly string[];
  languages: readonly Spoken[];
}

export interface Suggestions {
  request: Request;
  program: Program;
  shown: Suggestion[];
  /** How many further ones there are beyond those shown. */
  more: number;
  shortage: Shortage;
}

export type Asked =
  | { outcome: 'suggested'; suggestions: Suggestions }
  | { outcome: 'nobody'; request: Request; program: Program; shortage: Shortage }
  /** {@link MOST_OPEN_REQUESTS} are open already. */
  | { outcome: 'too-many' }
  /** A guide is being asked, or there is a pair already: nothing was changed. */
  | { outcome: 'already'; request: Request }
  /** All of the program are matched in one go: the request waits for that. */
  | { outcome: 'joined-cohort'; request: Request; program: Program }
  /** The program has not started: the request waits for that. */
  | { outcome: 'waits-for-start'; request: Request; program: Program }
  /** The program is not there for this person. */
  | { outcome: 'not-open' }
  | { outcome: 'refused'; why: Exclude<NoJoining, 'not-open' | 'for-all' | 'no-profile'> };

/** A learner sees so many guides at a time, and can look at more. */
const SHOWN = 3;

/**
 * A learner sends what they wish for, and joins the program with it where that is not for everybody: saved, changed where it is open already, and answered with guides who fit. Sent
 * twice it is one request.
 *
 * @throws where Slack cannot be asked about the learner
 */
export async function beginRequest(
  ports: PeoplePorts,
  who: PersonKey,
  what: Kind | ProgramId,
  wish: Wish,
): Promise<Asked> {
  await enrol(ports, who);
  const saved = await inTransaction(ports.db, (tx) => saveWish(tx, ports, who, what, wish));
  if (saved.outcome !== 'saved') return saved;
  const suggestions = await suggest(ports, who, saved.request.id, 0);
  if (!suggestions) return { outcome: 'already', request: saved.request };
  if (suggestions.shown.length > 0) return { outcome: 'suggested', suggestions };
  const { request, program, shortage } = suggestions;
  return { outcome: 'nobody', request, program, shortage };
}

type Saved = Exclude<Asked, { outcome: 'suggested' | 'nobody' }> | { outcome: 'saved'; request: Request };

async function saveWish(
  tx: Tx,
  ports: PeoplePorts,
  who: PersonKey,
  what: Kind | ProgramId,
  wish: Wish,
): Promise<Saved> {
  await lockEverybody(tx, who.workspaceId, [who.personId]);
  const now = ports.clock.now();
  const program = await programFor(tx, who, what);
  if (!program || !isLive(program)) return { outcome: 'not-open' };
  const matched = await readMatchedRequest(tx, who, program.id);
  if (matched) return { outcome: 'already', request: matched };
  const open = await readOpenRequests(tx, who);
  const there = open.find(({ programId }) => programId === program.id);
  if (!there && open.length >= MOST_OPEN_REQUESTS) return { outcome: 'too-many' };
  const refused = await notJoined(tx, who, program, now);
  if (refused) return refused;
  const waitsFor = whatFor(program);
  const joined = (request: Request): Saved => {
    if (waitsFor === 'start') return { outcome: 'waits-for-start', request, program };
    return waitsFor === 'cohort'
      ? { outcome: 'joined-cohort', request, program }
      : { outcome: 'saved', request };
  };
  if (!there) return joined(await insertWish(tx, ports, who, program, wish, now));
  const at = await requestAtHand(tx, who.workspaceId, there.id, { lock: true });
  if (!at || at.request.state.state === 'offering') return { outcome: 'already', request: there };
  // The same form sent again changes nothing, so that what was shown in answer to it still counts.
  if (!isSameWish(at.request.wish, wish))
    await takeRequestStep(tx, ports, at, { event: 'wished' }, now, { wish, byLearner: true });
  const { state } = at.request;
  // The program may have come to match otherwise since.
  if (waitsFor !== 'guide' || state.state === 'waiting')
    await takeRequestStep(tx, ports, at, { event: 'waits', for: waitsFor }, now);
  return joined(at.request);
}

async function insertWish(
  tx: Tx,
  ports: PeoplePorts,
  who: PersonKey,
  program: Program,
  wish: Wish,
  now: Date,
): Promise<Request> {
  const waitsFor = whatFor(program);
  const state = waitsFor === 'guide' ? nobodyChosen(now) : waitingFrom(now, waitsFor, null);
  const request: Request = {
    workspaceId: who.workspaceId,
    id: RequestId.parse(ports.newId()),
    programId: program.id,
    learnerId: who.personId,
    wish,
    choices: [],
    version: 1,
    createdAt: now,
    state,
    dueAt: requestDueAt(state, now),
  };
  await insertRequest(tx, request);
  return request;
}

/** Why the program takes no wish of this learner, who joins it otherwise; nothing where all is well. */
async function notJoined(
  tx: Tx,
  who: PersonKey,
  { id, isForAll, keepsGuestsOut }: Program,
  now: Date,
): Promise<Extract<Asked, { outcome: 'not-open' | 'refused' }> | undefined> {
  if (isForAll) {
    const isKeptOut = keepsGuestsOut && (await personOf(tx, who))?.isGuest;
    return isKeptOut ? { outcome: 'refused', why: 'guest' } : undefined;
  }
  const joined = await joinProgram(tx, who, id, 'learner', now);
  if (joined.outcome === 'joined')
    await refreshMessages(tx, who.workspaceId, { programId: id, invited: who.personId });
  if (joined.outcome !== 'refused') return undefined;
  const { why } = joined;
  const isSaid = why === 'closed' || why === 'guest' || why === 'not-invited';
  return isSaid ? { outcome: 'refused', why } : { outcome: 'not-open' };
}

/** Why nobody can be asked for in a program, before its form is filled in. */
export type NotToAskIn = Exclude<NoJoining, 'for-all' | 'no-profile'>;

/**
 * A program to ask in, for its form to say which, or why this person cannot. Those that everybody may use are not asked
 * for by their id.
 *
 * @param reader what Slack says, where the app knows nothing of them yet
 */
export async function programToAskIn(
  { db }: PeoplePorts,
  who: PersonKey,
  id: ProgramId,
  reader: { isGuest: boolean },
): Promise<{ program: Program } | { why: NotToAskIn }> {
  const program = await programOf(db, who.workspaceId, id);
  if (!program) return { why: 'not-open' };
  const why = await whyNotJoin(db, who, program, 'learner', reader);
  if (why === undefined) return { program };
  return { why: why === 'for-all' || why === 'no-profile' ? 'not-open' : why };
}

/** Is there a program of the kind, or of any, that this person could join as a learner? */
export async function hasProgramsToJoin(
  { db }: PeoplePorts,
  who: PersonKey,
  kind: Kind | undefined,
  reader: { isGuest: boolean },
): Promise<boolean> {
  const programs = await programsFor(db, who, reader);
  return programs.some(({ program, can }) => can.includes('learner') && (!kind || program.kind === kind));
}

/** The open program of a kind, or a program by its id; nothing where the workspace has none of that id. */
async function programFor(
  db: Database | Tx,
  { workspaceId }: Pick<PersonKey, 'workspaceId'>,
  what: Kind | ProgramId,
): Promise<Program | undefined> {
  return isKind(what) ? openProgram(db, workspaceId, what) : programOf(db, workspaceId, what);
}

function isKind(what: Kind | ProgramId): what is Kind {
  return KINDS.some((kind) => kind === what);
}

/** The request that this person has open, for its form to be filled in; nothing where they have none. */
export async function openRequest(
  ports: PeoplePorts,
  who: PersonKey,
  what: Kind | ProgramId,
): Promise<Request | undefined> {
  const program = await programFor(ports.db, who, what);
  const open = await readOpenRequests(ports.db, who);
  return open.find(({ programId }) => programId === program?.id);
}

/**
 * Guides who fit, `most` from `offset` on.
 *
 * @returns nothing where the request is not this person's, is being offered, or has ended
 */
export async function suggest(
  ports: PeoplePorts,
  who: PersonKey,
  requestId: string,
  offset: number,
  most = SHOWN,
): Promise<Suggestions | undefined> {
  const id = RequestId.safeParse(requestId).data;
  const at = id && (await requestAtHand(ports.db, who.workspaceId, id, { lock: false }));
  if (!at || at.request.learnerId !== who.personId) return undefined;
  const { request, program } = at;
  if (!isOpen(request.state) || request.state.state === 'offering') return undefined;
  // Nobody is looked for before the program runs, and not any more when it has ended.
  if (program.state !== 'running') return undefined;
  const { candidates, guides, shortage } = await fittingGuides(ports.db, at, ports.clock.now());
  const shown = candidates.slice(offset, offset + most);
  const ids = shown.map(({ guideId }) => guideId);
  const cards = await readCards(ports.db, who.workspaceId, ids);
  return {
    request,
    program,
    shown: shown.flatMap(({ guideId, fit }): Suggestion[] => {
      const [card, guide] = [cards.get(guideId), guides.get(guideId)];
      if (!card || !guide) return [];
      return [{ guideId, ...card, fit, topics: guide.topics, languages: guide.languages }];
    }),
    more: Math.max(0, candidates.length - offset - shown.length),
    shortage,
  };
}
