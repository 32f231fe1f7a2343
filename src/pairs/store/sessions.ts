import type { Selectable } from 'kysely';
import { z } from 'zod';
import { WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { anyOf } from '../../storage/lists.ts';
import type { Schema } from '../../storage/schema.ts';
import { StoredInstant } from '../../storage/states.ts';
import { GuideWords, type KeptSession, LearnerWords, SessionId } from '../course.ts';
import { PairId } from '../pair.ts';

const Report = z
  .object({ said: z.enum(['held', 'not-held']), at: StoredInstant })
  .nullable()
  .default(null);
const Reports = z.object({ guide: Report, learner: Report });

/** The sessions of these pairs, each pair's the oldest first; pairs without any are left out. */
export async function readSessions(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  pairIds: readonly PairId[],
): Promise<Map<PairId, KeptSession[]>> {
  const found = new Map<PairId, KeptSession[]>();
  if (pairIds.length === 0) return found;
  const rows = await db
    .selectFrom('sessions')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('pair_id', '=', anyOf(pairIds, 'uuid'))
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  for (const row of rows) {
    const pairId = PairId.parse(row.pair_id);
    const known = found.get(pairId);
    if (known) known.push(sessionFrom(row));
    else found.set(pairId, [sessionFrom(row)]);
  }
  return found;
}

/** Of which pair a session is; nothing where the workspace has none of that id. */
export async function readPairOfSession(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  id: SessionId,
): Promise<PairId | undefined> {
  const row = await db
    .selectFrom('sessions')
    .select('pair_id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && PairId.parse(row.pair_id);
}

/** The session in whose file's address this stands, in whatever workspace; nothing where there is none. */
export async function readSessionOfCalendar(
  db: Database | Tx,
  calendarKey: string,
): Promise<{ workspaceId: WorkspaceId; pairId: PairId; session: KeptSession } | undefined> {
  const row = await db
    .selectFrom('sessions')
    .selectAll()
    .where('calendar_key', '=', calendarKey)
    .executeTakeFirst();
  return (
    row && {
      workspaceId: WorkspaceId.parse(row.workspace_id),
      pairId: PairId.parse(row.pair_id),
      session: sessionFrom(row),
    }
  );
}

/** Writes a session: a new one, or what has become of one that was read under its pair's lock. */
export async function writeSession(
  tx: Tx,
  workspaceId: WorkspaceId,
  pairId: PairId,
  session: KeptSession,
): Promise<void> {
  const columns = {
    number: session.number,
    state: session.state,
    wall: session.wall,
    time_zone: session.timeZone,
    starts_at: session.startsAt,
    minutes: session.minutes,
    booked_by: session.bookedBy,
    booked_at: session.bookedAt,
    reports: JSON.stringify(session.reports),
    settled_at: session.settledAt,
    progress: session.progress,
    learner_words: JSON.stringify(session.learnerWords),
    guide_words: JSON.stringify(session.guideWords),
    version: session.version,
  };
  await tx
    .insertInto('sessions')
    .values({
      workspace_id: workspaceId,
      id: session.id,
      pair_id: pairId,
      calendar_key: session.calendarKey,
      ...columns,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doUpdateSet(columns))
    .execute();
}

function sessionFrom(row: Selectable<Schema['sessions']>): KeptSession {
  return {
    id: SessionId.parse(row.id),
    number: row.number,
    state: row.state,
    wall: row.wall,
    timeZone: row.time_zone,
    startsAt: row.starts_at,
    minutes: row.minutes,
    bookedBy: row.booked_by,
    bookedAt: row.booked_at,
    reports: Reports.parse(row.reports),
    settledAt: row.settled_at,
    version: row.version,
    progress: row.progress,
    learnerWords: LearnerWords.parse(row.learner_words),
    guideWords: GuideWords.parse(row.guide_words),
    calendarKey: row.calendar_key,
  };
}
