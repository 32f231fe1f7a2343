import { describeError } from '../../log.ts';
import { refreshMessages } from '../../nudges/flow/notices.ts';
import { channelRefuses, planPost, refreshPosts, tellManagers } from '../../nudges/flow/posting.ts';
import { dayOf } from '../../people/calendar.ts';
import { audit } from '../../people/flow/audit.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonKey, Turn, WorkspaceId } from '../../ports.ts';
import { isManager, programOf } from '../../programs/flow.ts';
import type { Program } from '../../programs/program.ts';
import { inTransaction, type Tx } from '../../storage/database.ts';
import { FINAL, nextMorning, type Period, periodOf } from '../period.ts';
import type { Figure } from '../publishing.ts';
import {
  beginSummaries,
  hasSummariesDue,
  readDueSummaries,
  readHasPairs,
  readSummaries,
  readSummary,
  type SummaryKey,
  type SummaryState,
  writeSummary,
} from '../store/summaries.ts';
import { figuresOf } from './figures.ts';

/** The post in the channel, and what managers are asked before the first one goes out. */
export const SUMMARY_POST = 'summaries.post';
export const SUMMARY_PREVIEW = 'summaries.preview';

const BATCH = 20;

/** How a program goes, as its channel reads it. */
export interface SeenSummary {
  program: Pick<Program, 'id' | 'name' | 'kind' | 'channel' | 'timeZone' | 'language'>;
  period: Period;
  figures: Figure[];
  at: Date;
}

/** The channels' summaries: see {@link lookAtSummaries}. */
export function summariesTurn(ports: PeoplePorts): Turn {
  return { isDue: hasSummariesDue, take: () => lookAtSummaries(ports) };
}

/** Looks at the summaries that are due: each morning, in their programs' zones. @returns how many */
export async function lookAtSummaries(ports: PeoplePorts): Promise<number> {
  const now = ports.clock.now();
  await beginSummaries(ports.db, now);
  const due = await readDueSummaries(ports.db, now, BATCH);
  for (const key of due)
    try {
      await inTransaction(ports.db, (tx) => lookAt(tx, ports, key, now));
    } catch (error) {
      ports.log.error(
        { program: key.programId, error: describeError(error) },
        'a summary could not be looked at; it is tried again the next morning',
      );
      // Nothing else is held up by it.
      await inTransaction(ports.db, (tx) => writeSummary(tx, key, { dueAt: nextMorning(now, 'UTC') }));
    }
  return due.length;
}

/** Which period a program's summary is in now; nothing where it has none. */
function currentPeriod({ state, rules, timeZone, channel }: Program, now: Date): Period | undefined {
  if (channel === null || rules.summaries === 'none') return undefined;
  if (state === 'ended') return FINAL;
  return state === 'running' ? periodOf(rules.summaries, dayOf(now, timeZone)) : undefined;
}

async function lookAt(tx: Tx, ports: PeoplePorts, key: SummaryKey, now: Date): Promise<void> {
  const summary = await readSummary(tx, key, { lock: true, dueBy: now });
  if (!summary) return;
  const program = await programOf(tx, key.workspaceId, key.programId);
  const period = program && currentPeriod(program, now);
  // Begun again where it is wanted again.
  if (!program || period === undefined) return writeSummary(tx, key, { dueAt: null });
  const isOver = period === FINAL && (summary.approvedAt === null || summary.posted === FINAL);
  const dueAt = isOver ? null : nextMorning(now, program.timeZone);
  if (summary.posted === period) {
    await refreshPosts(tx, key.workspaceId, { summaryOf: key.programId, period });
    return writeSummary(tx, key, { dueAt });
  }
  if (summary.approvedAt !== null) {
    const isPosted = await post(tx, ports, key, program, period, now);
    return writeSummary(tx, key, { dueAt, ...(isPosted && { posted: period }) });
  }
  if (!isOver && summary.asked !== period && (await readHasPairs(tx, key))) {
    const told = await ask(tx, ports, key, period, summary.asked, now);
    // Where nobody can be asked yet, it is tried again the next morning.
    return writeSummary(tx, key, { dueAt, ...(told > 0 && { asked: period }) });
  }
  return writeSummary(tx, key, { dueAt });
}

/** Posts it; not where the channel has not taken the last one, which is looked at again the next morning. @returns whether it does */
async function post(
  tx: Tx,
  ports: PeoplePorts,
  { workspaceId, programId }: SummaryKey,
  { channel }: Program,
  period: Period,
  now: Date,
): Promise<boolean> {
  if (channel === null) return false;
  const summary = { workspaceId, programId, kind: SUMMARY_POST, channel };
  if (await channelRefuses(tx, summary)) return false;
  const about = { summaryOf: programId, period };
  await planPost(tx, ports, { ...summary, occurrence: `summary:${period}`, about }, now);
  return true;
}

/** Asks the managers whether the first summary may go out; what they were asked for an earlier period is over. @returns how many */
async function ask(
  tx: Tx,
  ports: PeoplePorts,
  key: SummaryKey,
  period: Period,
  before: Period | null,
  now: Date,
): Promise<number> {
  if (before !== null)
    await refreshMessages(tx, key.workspaceId, { summaryOf: key.programId, period: before });
  return tellManagers(
    tx,
    ports,
    key,
    {
      occurrence: `${SUMMARY_PREVIEW}:${key.programId}:${period}`,
      kind: SUMMARY_PREVIEW,
      about: { summaryOf: key.programId, period },
    },
    now,
  );
}

/** What the channel reads of a period; nothing where there is no such program. Publishes what may be published. */
export async function summaryOf(
  ports: PeoplePorts,
  { workspaceId, programId }: SummaryKey,
  period: Period,
): Promise<SeenSummary | undefined> {
  const now = ports.clock.now();
  return inTransaction(ports.db, async (tx) => {
    const program = await programOf(tx, workspaceId, programId);
    if (!program) return undefined;
    return { program, period, figures: await figuresOf(tx, { workspaceId, program }, now), at: now };
  });
}

/** What managers were asked, and how it stands. */
export interface Preview {
  program: Pick<Program, 'id' | 'name' | 'channel' | 'rules'>;
  period: Period;
  /** `over`: another period has begun, or the program has no summaries any more. */
  stands: 'asked' | 'approved' | 'put-off' | 'over';
}

export async function previewOf(
  ports: PeoplePorts,
  key: SummaryKey,
  period: Period,
): Promise<Preview | undefined> {
  const [summary, program] = [
    await readSummary(ports.db, key),
    await programOf(ports.db, key.workspaceId, key.programId),
  ];
  if (!summary || !program) return undefined;
  return { program, period, stands: stands(summary, program, period, ports.clock.now()) };
}

function stands(
  { approvedAt, putOff, asked }: SummaryState,
  program: Program,
  period: Period,
  now: Date,
): Preview['stands'] {
  if (approvedAt !== null) return 'approved';
  if (putOff === period) return 'put-off';
  return asked === period && currentPeriod(program, now) === period ? 'asked' : 'over';
}

/** Of these programs those of which managers have not yet said whether the first summary may go out, as they were asked. */
export async function summariesToDecide(
  { db, clock }: PeoplePorts,
  workspaceId: WorkspaceId,
  programs: readonly Program[],
): Promise<Preview[]> {
  if (programs.length === 0) return [];
  const ids = programs.map(({ id }) => id);
  const states = await readSummaries(db, workspaceId, ids);
  const now = clock.now();
  return programs.flatMap((program): Preview[] => {
    const summary = states.get(program.id);
    const period = summary?.asked;
    if (!summary || !period || stands(summary, program, period, now) !== 'asked') return [];
    return [{ program, period, stands: 'asked' }];
  });
}

/** What a manager who decides on the first summary may be told. */
export type Decided = 'approved' | 'put-off' | 'over' | 'not-manager' | 'gone';

/** The words of the summary as it would go out now, for somebody who manages the program. Slack is asked who they are. */
export async function lookAtPreview(
  ports: PeoplePorts,
  who: PersonKey,
  { programId }: Pick<SummaryKey, 'programId'>,
): Promise<SeenSummary | 'not-manager' | 'gone'> {
  if (!(await isManager(ports, who, programId))) return 'not-manager';
  const key = { workspaceId: who.workspaceId, programId };
  const program = await programOf(ports.db, who.workspaceId, programId);
  const period = program && currentPeriod(program, ports.clock.now());
  return (period !== undefined && (await summaryOf(ports, key, period))) || 'gone';
}

/**
 * A manager lets the first summary go out, or not yet; afterwards they go out by themselves. Slack is asked who they are:
 * not to be called in a transaction.
 *
 * @param period for which they were asked; another one may have begun meanwhile, and then that one goes out
 * @returns how it stands then; `over`: there are no summaries to decide on any more
 */
export async function decideOnSummary(
  ports: PeoplePorts,
  who: PersonKey,
  { programId, period }: { programId: Program['id']; period: Period },
  lets: boolean,
): Promise<Decided> {
  if (!(await isManager(ports, who, programId))) return 'not-manager';
  const key = { workspaceId: who.workspaceId, programId };
  const now = ports.clock.now();
  return inTransaction(ports.db, async (tx): Promise<Decided> => {
    const summary = await readSummary(tx, key, { lock: true });
    const program = await programOf(tx, key.workspaceId, programId);
    if (!summary || !program) return 'gone';
    await refreshMessages(tx, key.workspaceId, { summaryOf: programId });
    if (summary.approvedAt !== null) return 'approved';
    const current = currentPeriod(program, now);
    if (current === undefined) return 'over';
    if (!lets) {
      // Put off was what they were asked for; of a later one they will be asked.
      await writeSummary(tx, key, { putOff: period });
      return 'put-off';
    }
    await audit(tx, who, 'summary.approved', { programId }, now);
    await post(tx, ports, key, program, current, now);
    await writeSummary(tx, key, { approved: { by: who.personId, at: now }, posted: current });
    return 'approved';
  });
}
