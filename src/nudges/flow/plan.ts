import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonId, WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { markStale, newestNotices } from '../store/deliveries.ts';
import {
  newestWithNudges,
  type Planned,
  readSent,
  readToGo,
  type Subject,
  writePlan,
} from '../store/nudges.ts';

/**
 * Plans what is to be said of a subject by itself: its planned nudges become exactly these. One that is not among them
 * is cancelled, and one that was cancelled comes back; what has gone to the queue, or further, stays as it is.
 *
 * @param planned known by person, kind and `once`; each at most once
 */
export function syncNudges(
  tx: Tx,
  ports: PeoplePorts,
  subject: Subject,
  planned: readonly Omit<Planned, 'id'>[],
): Promise<void> {
  return writePlan(
    tx,
    subject,
    planned.map((one) => ({ ...one, id: ports.newId() })),
  );
}

/** What has gone out of these subjects' nudges and when, the oldest first; nothing of a subject without any. */
export async function sentNudges(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  subjectIds: readonly string[],
): Promise<Map<string, { personId: PersonId; kind: string; once: string; at: Date }[]>> {
  const bySubject = Map.groupBy(await readSent(db, workspaceId, subjectIds), ({ subjectId }) => subjectId);
  return new Map(
    Array.from(bySubject, ([subjectId, sent]) => [
      subjectId,
      sent.map(({ personId, kind, once, at }) => ({ personId, kind, once, at })),
    ]),
  );
}

/** Which of a subject's nudges are still to go out: those that wait for their time, for room, or for a worker. */
export function nudgesToGo(
  tx: Tx,
  { workspaceId, subjectId }: Subject,
): Promise<{ personId: PersonId; kind: string; once: string }[]> {
  return readToGo(tx, { workspaceId, subjectId });
}

/**
 * Something happened to this subject: the newest messages to these readers in which it stands are rendered again, as
 * things are now. Older ones stay: what their buttons open tells how it stands, and Slack takes only so many changes.
 *
 * @param readers with the ids that notices to them about this subject carry
 * @param options.notices so many for each reader; 0: what has changed is told in nudges alone
 */
export function refreshSubject(
  tx: Tx,
  subject: Subject,
  readers: readonly { personId: PersonId; about: Record<string, string> }[],
  { notices }: { notices: number },
): Promise<void> {
  const asked = readers.flatMap(({ personId, about }) => [
    ...(notices > 0 ? [newestNotices(subject.workspaceId, about, notices)] : []),
    newestWithNudges(subject, personId),
  ]);
  return markStale(tx, subject.workspaceId, asked);
}
