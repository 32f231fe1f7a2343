import { endProgram, openRequestCount, wakeProgram } from '../../matching/flow/changing.ts';
import { refreshMessages } from '../../nudges/flow/notices.ts';
import { refreshPosts } from '../../nudges/flow/posting.ts';
import { programEnding, toldAtEnd } from '../../pairs/flow/program-ends.ts';
import { dayOf } from '../../people/calendar.ts';
import { audit } from '../../people/flow/audit.ts';
import { isAdminNow } from '../../people/flow/contacts.ts';
import { enrol } from '../../people/flow/facts.ts';
import { workspaceLanguage } from '../../people/flow/workspace.ts';
import { KINDS, type PersonKey } from '../../ports.ts';
import {
  changedFields,
  type DetailField,
  type Details,
  detailsOf,
  readDetails,
  type SentDetails,
  type WrongDetail,
} from '../../programs/details.ts';
import { addProgram, lockProgram, saveDetails, stepProgram } from '../../programs/flow/life.ts';
import { isManager, programOf, type Refused } from '../../programs/flow.ts';
import { type Lack, type LifeStep, lacksToOpen, takeStep } from '../../programs/lifecycle.ts';
import { isLive, type Program, ProgramId, ProgramRules } from '../../programs/program.ts';
import { inTransaction, type Tx } from '../../storage/database.ts';
import { announce } from './announcing.ts';
import { managed, type ProgramPorts } from './program.ts';
import { hasHelp, mayCreate } from './seeing.ts';

/** The form for a new program; `id` is made when it opens, so that sent twice it makes one. */
export interface SentProgram {
  id: string;
  name: string;
  kind: string | undefined;
  channel: string | null;
}

export type Created =
  | { outcome: 'created'; programId: ProgramId }
  | { outcome: 'wrong'; wrong: Map<'name' | 'kind' | 'channel', WrongDetail> }
  | Refused;

/**
 * Sets up a program as a draft, in the zone of whoever does it, and in their language where the workspace's admins have
 * set none; they are its first manager.
 */
export async function createDraft(
  ports: ProgramPorts,
  who: PersonKey,
  sent: SentProgram,
  reader: Pick<Program, 'timeZone' | 'language'>,
): Promise<Created> {
  if (!(await mayCreate(ports, who))) return { outcome: 'not-manager' };
  const id = ProgramId.safeParse(sent.id).data;
  if (!id) return { outcome: 'gone' };
  const kind = KINDS.find((one) => one === sent.kind);
  const empty: Program = {
    id,
    kind: kind ?? 'mentoring',
    name: '',
    purpose: '',
    isForAll: false,
    state: 'draft',
    channel: null,
    startsOn: null,
    endsOn: null,
    timeZone: reader.timeZone,
    language: await workspaceLanguage({ defaultLanguage: reader.language }, ports.db, who.workspaceId),
    rules: ProgramRules.parse({}),
    version: 1,
  };
  const now = ports.clock.now();
  const usual = { ...detailsOf(empty), name: sent.name, channel: sent.channel };
  const read = readDetails(usual, empty, dayOf(now, empty.timeZone));
  const wrong = new Map<'name' | 'kind' | 'channel', WrongDetail>();
  for (const field of ['name', 'channel'] as const) {
    const found = read.ok ? undefined : read.wrong.get(field);
    if (found) wrong.set(field, found);
  }
  if (!kind) wrong.set('kind', 'missing');
  if (!read.ok || wrong.size > 0) return { outcome: 'wrong', wrong };
  await enrol(ports, who);
  const { name, channel } = read.details;
  await inTransaction(ports.db, async (tx) => {
    if (await addProgram(tx, who, { ...empty, name, channel }, now))
      await audit(tx, who, 'program.created', { programId: id }, now);
  });
  return { outcome: 'created', programId: id };
}

/**
 * Sets a program up again that has ended, for somebody who manages it: a draft with the same rules, and no dates yet.
 *
 * @param id of the new one, as the button carries it: pressed twice it is made once
 */
export async function renewProgram(
  ports: ProgramPorts,
  who: PersonKey,
  { programId, id }: { programId: ProgramId; id: ProgramId },
): Promise<{ outcome: 'created'; programId: ProgramId } | Refused> {
  if (!(await isManager(ports, who, programId))) return { outcome: 'not-manager' };
  const ended = await programOf(ports.db, who.workspaceId, programId);
  if (ended?.state !== 'ended' || ended.isForAll) return { outcome: 'gone' };
  const now = ports.clock.now();
  const draft: Program = { ...ended, id, state: 'draft', startsOn: null, endsOn: null, version: 1 };
  await enrol(ports, who);
  await inTransaction(ports.db, async (tx) => {
    if (!(await addProgram(tx, who, draft, now))) return;
    await audit(tx, who, 'program.created', { programId: id, renews: programId }, now);
  });
  return { outcome: 'created', programId: id };
}

export type ChangeResult =
  | { outcome: 'saved' }
  | { outcome: 'wrong'; wrong: Map<DetailField, WrongDetail> }
  /** Somebody changed it after the form was opened; nothing was written. `differing`: what stands otherwise now. */
  | { outcome: 'changed-meanwhile'; program: Program; differing: DetailField[] }
  | Refused;

/** Writes what a program's form says, if it is still what the form was opened with. */
export async function changeProgram(
  ports: ProgramPorts,
  who: PersonKey,
  opened: { programId: ProgramId; version: number },
  sent: SentDetails,
): Promise<ChangeResult> {
  const found = await managed(ports, who, opened.programId);
  if (found.outcome !== 'found') return found;
  const now = ports.clock.now();
  const { workspaceId } = who;
  return inTransaction(ports.db, async (tx): Promise<ChangeResult> => {
    const program = await lockProgram(tx, workspaceId, opened.programId);
    if (!program || program.state === 'ended') return { outcome: 'gone' };
    const read = readDetails(sent, program, dayOf(now, program.timeZone));
    if (!read.ok) return { outcome: 'wrong', wrong: read.wrong };
    const differing = changedFields(read.details, detailsOf(program));
    if (differing.length === 0) return { outcome: 'saved' };
    if (program.version !== opened.version) return { outcome: 'changed-meanwhile', program, differing };
    await write(tx, ports, who, program, read.details, differing, now);
    return { outcome: 'saved' };
  });
}

async function write(
  tx: Tx,
  ports: ProgramPorts,
  who: PersonKey,
  program: Program,
  details: Details,
  fields: readonly DetailField[],
  now: Date,
): Promise<void> {
  const { workspaceId } = who;
  const programId = program.id;
  const changed = await saveDetails(tx, workspaceId, program, details, now);
  await audit(tx, who, 'program.changed', { programId, fields: fields.join(' ') }, now);
  // Who waits for a cohort that is no longer made would wait for ever.
  if (fields.includes('matching') && program.state === 'running')
    await wakeProgram(tx, workspaceId, programId, now);
  if (!changed.isForAll && isLive(changed)) await announce(tx, ports, workspaceId, changed, now);
  await refreshMessages(tx, workspaceId, { programId });
  await refreshPosts(tx, workspaceId, { programId });
}

export type ExtendResult = { outcome: 'saved' } | { outcome: 'wrong'; wrong: WrongDetail } | Refused;

/** Gives a program another last day. */
export async function extendProgram(
  ports: ProgramPorts,
  who: PersonKey,
  programId: ProgramId,
  endsOn: string | null,
): Promise<ExtendResult> {
  const found = await managed(ports, who, programId);
  if (found.outcome !== 'found') return found;
  const now = ports.clock.now();
  return inTransaction(ports.db, async (tx): Promise<ExtendResult> => {
    const program = await lockProgram(tx, who.workspaceId, programId);
    if (!program || program.state === 'ended' || program.isForAll) return { outcome: 'gone' };
    const read = readDetails({ ...detailsOf(program), endsOn }, program, dayOf(now, program.timeZone));
    const wrong = read.ok ? undefined : read.wrong.get('endsOn');
    if (wrong) return { outcome: 'wrong', wrong };
    const details = read.ok ? read.details : undefined;
    // A day that there is not, or none: extending means choosing one.
    if (!details || details.endsOn === null) return { outcome: 'wrong', wrong: 'missing' };
    const fields = changedFields(details, detailsOf(program));
    if (fields.length > 0) await write(tx, ports, who, program, details, fields, now);
    return { outcome: 'saved' };
  });
}

/** What a step would do, for its confirmation. */
export interface BeforeStep {
  program: Program;
  step: LifeStep;
  lacks: Lack[];
  /** So many requests are open: these people are told when it starts one by one, or ends. */
  requests: number;
  /** So many people are told when it ends, beside them. */
  told: number;
  isAdmin: boolean;
}

/** What a step would do, for somebody who may take it. */
export async function beforeStep(
  ports: ProgramPorts,
  who: PersonKey,
  programId: ProgramId,
  step: LifeStep,
): Promise<{ outcome: 'found'; before: BeforeStep } | { outcome: 'not-from-here' } | Refused> {
  const found = await managed(ports, who, programId);
  if (found.outcome !== 'found') return found;
  const { program } = found;
  const around = {
    hasContacts: await hasHelp(ports, who.workspaceId),
    today: dayOf(ports.clock.now(), program.timeZone),
  };
  const { outcome } = takeStep(step, program, around);
  if (outcome === 'same' || outcome === 'not-from-here') return { outcome: 'not-from-here' };
  return {
    outcome: 'found',
    before: {
      program,
      step,
      lacks: step === 'open' ? lacksToOpen(program, around) : [],
      requests: await openRequestCount(ports.db, who.workspaceId, programId),
      told: step === 'end' ? await toldAtEnd(ports.db, { workspaceId: who.workspaceId, programId }) : 0,
      isAdmin: await isAdminNow(ports, who),
    },
  };
}

export type StepResult =
  | { outcome: 'stepped' | 'same' | 'not-from-here' }
  /** Somebody changed the program after the confirmation was shown; nothing was done. */
  | { outcome: 'changed-meanwhile' }
  | { outcome: 'lacks'; lacks: Lack[] }
  | Refused;

/** Takes a step of a program's life, with all that follows from it. Sent twice it is taken once. */
export async function takeLifeStep(
  ports: ProgramPorts,
  who: PersonKey,
  { programId, step, version }: { programId: ProgramId; step: LifeStep; version: number },
): Promise<StepResult> {
  if (!(await isManager(ports, who, programId))) return { outcome: 'not-manager' };
  const hasContacts = await hasHelp(ports, who.workspaceId);
  const now = ports.clock.now();
  const { workspaceId } = who;
  return inTransaction(ports.db, async (tx): Promise<StepResult> => {
    const program = await lockProgram(tx, workspaceId, programId);
    // What was thrown away is not there any more: sent twice, as well.
    if (!program) return step === 'throw-away' ? { outcome: 'same' } : { outcome: 'gone' };
    const could = takeStep(step, program, { hasContacts, today: dayOf(now, program.timeZone) });
    if (could.outcome === 'stepped' && program.version !== version) return { outcome: 'changed-meanwhile' };
    const stepped = await stepProgram(tx, workspaceId, program, step, { hasContacts }, now);
    if (stepped.outcome !== 'stepped') return stepped;
    await audit(tx, who, `program.${step}`, { programId }, now);
    if (step === 'start') await wakeProgram(tx, workspaceId, programId, now);
    if (step === 'end') {
      await endProgram(tx, ports, workspaceId, programId, now);
      await programEnding(tx, ports, { workspaceId, programId }, now);
    }
    if (step === 'open') await announce(tx, ports, workspaceId, { ...program, state: 'open' }, now);
    await refreshMessages(tx, workspaceId, { programId });
    await refreshPosts(tx, workspaceId, { programId });
    return { outcome: 'stepped' };
  });
}
