import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonKey, WorkspaceId } from '../../ports.ts';
import { isManager, managedPrograms, programOf } from '../../programs/flow.ts';
import type { Program, ProgramId } from '../../programs/program.ts';
import { inTransaction } from '../../storage/database.ts';
import { type Cohort, type Draft, DraftId, drop } from '../draft.ts';
import type { ShownDraft } from '../figures.ts';
import { goneFrom, newerThan, type TakingPart } from '../holding.ts';
import { prepareCohort } from '../solving.ts';
import { countWaiting } from '../store/cohort.ts';
import { insertDraft, readDraft, readOpenDraft, readOpenDrafts, writeDraft } from '../store/drafts.ts';
import { assignAside } from './assign-aside.ts';
import { whoTakesPart } from './taking-part.ts';

/** Who works on a cohort: a manager, or a command in a terminal, which has the whole database before it. */
export type Actor = PersonKey | { workspaceId: WorkspaceId; personId: null };

/** A draft, one that is being published or was, or why there is none. */
export type Looked =
  | { outcome: 'draft'; shown: ShownDraft }
  | { outcome: 'publishing' | 'published'; draft: Draft }
  | NoDraft;

/** `gone`: dropped, or of no program here; `changed`: somebody else changed it again and again meanwhile. */
export type NoDraft =
  | { outcome: 'not-manager' | 'no-program' | 'ended' | 'no-guides' | 'gone' | 'changed' }
  /** `out`: how many ask and stay out. */
  | { outcome: 'no-learners'; out: number };

/** A program that somebody manages. */
export interface ManagedCohort {
  program: Program;
  /** How many learners would be matched. */
  waiting: number;
  /** How many of them can be matched, and were not left without anybody by the last round. */
  newcomers: number;
  draft: 'draft' | 'publishing' | undefined;
}

/** The programs that somebody manages, for their Home: how many wait in each, and whether it has a draft. */
export async function managedCohorts(
  { db, clock }: PeoplePorts,
  who: PersonKey,
  isAdmin: boolean,
): Promise<ManagedCohort[]> {
  const programs = await managedPrograms(db, who, isAdmin);
  if (programs.length === 0) return [];
  const waiting = await countWaiting(db, who.workspaceId, clock.now());
  const drafts = await readOpenDrafts(db, who.workspaceId);
  return programs.map((program) => ({
    program,
    waiting: waiting.get(program.id)?.all ?? 0,
    newcomers: waiting.get(program.id)?.newcomers ?? 0,
    draft: drafts.get(program.id),
  }));
}

/** Opens the program's draft as it stands today, or matches its cohort where there is none. */
export async function openCohort(ports: PeoplePorts, actor: Actor, programId: ProgramId): Promise<Looked> {
  const program = await programOf(ports.db, actor.workspaceId, programId);
  if (!program) return { outcome: 'no-program' };
  if (!(await mayManage(ports, actor, program.id))) return { outcome: 'not-manager' };
  const open = await readOpenDraft(ports.db, actor.workspaceId, program.id);
  if (program.state === 'ended' && open?.state.state !== 'publishing') return { outcome: 'ended' };
  return open ? look(ports, program, open) : draftCohort(ports, actor, program);
}

/** The program's draft as it stands today; nothing where it has none. */
export async function openDraftOf(
  ports: PeoplePorts,
  { workspaceId }: { workspaceId: WorkspaceId; personId: null },
  program: Program,
): Promise<Looked | undefined> {
  const open = await readOpenDraft(ports.db, workspaceId, program.id);
  return open && look(ports, program, open);
}

/** Looks at a draft again, at today's world. */
export async function lookAt(ports: PeoplePorts, actor: Actor, id: DraftId): Promise<Looked> {
  const found = await managed(ports, actor, id);
  return 'outcome' in found ? found : look(ports, found.program, found.draft);
}

/**
 * Matches the cohort without keeping it: what running it would come to now, with the pins of an open draft.
 *
 * @throws UncertifiedError where the answer is not proved to be the best; it is then shown and kept nowhere
 */
export async function tryCohort(
  { db, clock }: PeoplePorts,
  workspaceId: WorkspaceId,
  program: Program,
): Promise<{ outcome: 'matched'; cohort: Cohort } | NoDraft> {
  if (program.state === 'ended') return { outcome: 'ended' };
  const draft = await readOpenDraft(db, workspaceId, program.id);
  const now = await whoTakesPart(db, workspaceId, program, clock.now());
  const nobody = whyNobody(now);
  if (nobody) return nobody;
  const { problem, drafted } = prepareCohort(now, draft ?? { pins: [], forbidden: [] });
  return { outcome: 'matched', cohort: drafted(await assignAside(problem)) };
}

/** Matches the cohort of a program and keeps it as its draft, which only its managers can see. */
async function draftCohort(ports: PeoplePorts, { workspaceId }: Actor, program: Program): Promise<Looked> {
  const tried = await tryCohort(ports, workspaceId, program);
  if (tried.outcome !== 'matched') return tried;
  const draft: Draft = {
    workspaceId,
    id: DraftId.parse(ports.newId()),
    programId: program.id,
    state: { state: 'draft' },
    pins: [],
    forbidden: [],
    cohort: tried.cohort,
    madeAt: ports.clock.now(),
    version: 1,
  };
  const isFirst = await inTransaction(ports.db, (tx) => insertDraft(tx, draft));
  const open = isFirst ? draft : await readOpenDraft(ports.db, workspaceId, program.id);
  return open ? look(ports, program, open) : { outcome: 'changed' };
}

const MOST_TRIES = 3;

/** Matches the cohort of a draft anew, with its pins and what it forbids. */
export async function runAgain(ports: PeoplePorts, actor: Actor, id: DraftId): Promise<Looked> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const found = await managed(ports, actor, id);
    if ('outcome' in found) return found;
    const { program, draft } = found;
    if (draft.state.state !== 'draft') return look(ports, program, draft);
    const tried = await tryCohort(ports, actor.workspaceId, program);
    if (tried.outcome !== 'matched') return tried;
    const renewed = await inTransaction(ports.db, async (tx) => {
      const locked = await readDraft(tx, actor.workspaceId, id, { lock: true });
      // Pinned, published or dropped while it was solved.
      if (locked?.version !== draft.version) return undefined;
      return writeDraft(tx, { ...locked, cohort: tried.cohort, madeAt: ports.clock.now() });
    });
    if (renewed) return look(ports, program, renewed);
  }
  return { outcome: 'changed' };
}

/** Gives a draft up: nobody was told anything, and everybody stays in line. */
export async function dropDraft(
  ports: PeoplePorts,
  actor: Actor,
  id: DraftId,
): Promise<{ outcome: 'dropped' | 'not-manager' | 'gone' | 'ended' }> {
  const found = await managed(ports, actor, id);
  if ('outcome' in found) return found.outcome === 'not-manager' ? found : { outcome: 'gone' };
  return inTransaction(ports.db, async (tx) => {
    const draft = await readDraft(tx, actor.workspaceId, id, { lock: true });
    if (!draft) return { outcome: 'gone' };
    const dropped = drop(draft, actor.personId, ports.clock.now());
    if (dropped.outcome === 'ended') return { outcome: 'ended' };
    if (dropped.outcome === 'dropped') await writeDraft(tx, { ...draft, state: dropped.state });
    return { outcome: 'dropped' };
  });
}

/** A draft and its program, where the actor manages it; asked before any transaction, since Slack is asked. */
export async function managed(
  ports: PeoplePorts,
  actor: Actor,
  id: DraftId,
): Promise<{ program: Program; draft: Draft } | { outcome: 'not-manager' | 'gone' }> {
  const draft = await readDraft(ports.db, actor.workspaceId, id);
  const program = draft && (await programOf(ports.db, actor.workspaceId, draft.programId));
  if (!program) return { outcome: 'gone' };
  return (await mayManage(ports, actor, program.id)) ? { program, draft } : { outcome: 'not-manager' };
}

async function mayManage(ports: PeoplePorts, actor: Actor, programId: ProgramId): Promise<boolean> {
  return actor.personId === null || isManager(ports, actor, programId);
}

/** Holds a draft against today's world. */
async function look({ db, clock }: PeoplePorts, program: Program, draft: Draft): Promise<Looked> {
  switch (draft.state.state) {
    case 'dropped':
      return { outcome: 'gone' };
    case 'publishing':
    case 'published':
      return { outcome: draft.state.state, draft };
    case 'draft': {
      if (program.state === 'ended') return { outcome: 'ended' };
      const now = await whoTakesPart(db, draft.workspaceId, program, clock.now());
      const [gone, newer] = [goneFrom(draft.cohort, now), newerThan(draft.cohort, now)];
      return { outcome: 'draft', shown: { programName: program.name, draft, gone, newer } };
    }
  }
}

function whyNobody({ guides, askings, out }: TakingPart): NoDraft | undefined {
  if (!guides.some(({ offersKind }) => offersKind)) return { outcome: 'no-guides' };
  return askings.length === 0 ? { outcome: 'no-learners', out } : undefined;
}
