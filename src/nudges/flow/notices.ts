import { type Calendar, workMoment } from '../../people/calendar.ts';
import { calendarFor, calendarsOf } from '../../people/flow/people.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonKey, WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { DeliveryClass } from '../deliver.ts';
import { insertDeliveries, insertDelivery, markStale, newestNotices } from '../store/deliveries.ts';

/** A message that is to be said to somebody. */
export interface Notice extends PersonKey {
  /** What makes it this message and no other, as `offer:<id>`; said once to a person however often it is planned. */
  occurrence: string;
  /** Whose message it is: a key of a feature's `messages`. */
  kind: string;
  /** Ids that the owner needs to say it; never free text. */
  about: Record<string, string>;
  class: Extract<DeliveryClass, 'answer' | 'notice'>;
}

/** Plans a message in the transaction that makes it necessary: rolled back, it is never said. */
export async function planDelivery(tx: Tx, ports: PeoplePorts, notice: Notice, now: Date): Promise<void> {
  const { workspaceId, personId, ...said } = notice;
  const to = { workspaceId, personId };
  const due_at = notice.class === 'answer' ? now : await noticeDueAt(tx, to, now);
  await insertDelivery(tx, { id: ports.newId(), to, ...said, due_at });
}

/**
 * Plans one notice each for many people of a workspace, in their working hours: in two statements a thousand, where one
 * by one would take two for each.
 */
export async function planNotices(
  tx: Tx,
  ports: PeoplePorts,
  workspaceId: WorkspaceId,
  notices: readonly Omit<Notice, 'workspaceId' | 'class'>[],
  now: Date,
): Promise<void> {
  const people = [...new Set(notices.map(({ personId }) => personId))];
  const calendars = await calendarsOf(tx, workspaceId, people);
  // Most people keep the usual hours in one of a few zones.
  const moments = new Map<string, Date>();
  const momentOf = ({ hours, timeZone, off }: Calendar): Date => {
    const key = JSON.stringify([timeZone, hours, off]);
    const moment = moments.get(key) ?? workMoment({ hours, timeZone, off }, now);
    moments.set(key, moment);
    return moment;
  };
  const deliveries = notices.flatMap(({ personId, ...said }) => {
    const calendar = calendars.get(personId);
    if (!calendar) return [];
    const due_at = momentOf(calendar);
    return [{ id: ports.newId(), to: { workspaceId, personId }, ...said, class: 'notice' as const, due_at }];
  });
  await insertDeliveries(tx, deliveries);
}

/** When a notice planned now would go out: at the person's first working moment. */
export async function noticeDueAt(tx: Database | Tx, to: PersonKey, now: Date): Promise<Date> {
  return workMoment(await calendarFor(tx, to), now);
}

/** Of what was said about the same ids, so many at most are rendered again, the newest first. */
const MOST_RENEWED = 50;

/**
 * What was said about these ids is no longer true: it is rendered again, so that old buttons go and the result shows.
 *
 * @param abouts the ids of one message, or of several
 */
export async function refreshMessages(
  tx: Tx,
  workspaceId: WorkspaceId,
  ...abouts: readonly Record<string, string>[]
): Promise<void> {
  if (abouts.length === 0) return;
  await markStale(
    tx,
    workspaceId,
    abouts.map((about) => newestNotices(workspaceId, about, MOST_RENEWED)),
  );
}

/** The same where only what was said last in one of these kinds is to keep telling how it stands. */
export function refreshNewest(
  tx: Tx,
  workspaceId: WorkspaceId,
  about: Record<string, string>,
  kinds: readonly string[],
): Promise<void> {
  return markStale(tx, workspaceId, [newestNotices(workspaceId, about, 1, kinds)]);
}
