import { languageFor } from '../../locales/texts.ts';
import { describeError } from '../../log.ts';
import { workMoment } from '../../people/calendar.ts';
import { calendarOf, personOf } from '../../people/flow/people.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import { isPaused } from '../../people/pause.ts';
import type {
  Language,
  Messenger,
  OutgoingMessage,
  PersonKey,
  PostResult,
  WorkspaceId,
} from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { type DeliveryClass, settle } from '../deliver.ts';
import {
  claimAbandoned,
  claimDue,
  claimStale,
  type Delivery,
  insertDelivery,
  markStale,
  postpone,
  type Stale,
  writeRefreshed,
  writeSettled,
} from '../store/deliveries.ts';

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

/** How a delivery becomes words: what is true now, or nothing where it has become pointless; see `MessageKind`. */
export type Render = (
  kind: string,
  to: PersonKey,
  about: Record<string, string>,
  language: Language,
  isSent: boolean,
) => Promise<OutgoingMessage | undefined>;

export interface DeliveryPorts extends PeoplePorts {
  messenger: Messenger;
  render: Render;
}

/** Longer than the messenger waits for a whole batch. */
const LEASE_SECONDS = 120;
const BATCH = 20;
const REFRESH_AGAIN_MS = 15_000;
const DAY_MS = 24 * 3_600_000;
const NOT_RENDERED: PostResult = { outcome: 'not-sent', code: 'not_rendered', retryAfterMs: null };

/** Plans a message in the transaction that makes it necessary: rolled back, it is never said. */
export async function planDelivery(tx: Tx, ports: PeoplePorts, notice: Notice, now: Date): Promise<void> {
  const { workspaceId, personId, ...said } = notice;
  const to = { workspaceId, personId };
  const due_at = notice.class === 'answer' ? now : await noticeDueAt(tx, to, now);
  await insertDelivery(tx, { id: ports.newId(), to, ...said, due_at });
}

/** When a notice planned now would go out: at the person's first working moment. */
export async function noticeDueAt(tx: Database | Tx, to: PersonKey, now: Date): Promise<Date> {
  return workMoment(calendarOf(await personOf(tx, to)), now);
}

/** What was said about these ids is no longer true: it is rendered again, so that old buttons go and the result shows. */
export function refreshMessages(
  tx: Tx,
  workspaceId: WorkspaceId,
  about: Record<string, string>,
): Promise<void> {
  return markStale(tx, workspaceId, about);
}

/**
 * Sends a batch of what is due and renders a batch of what is no longer true. May run in several processes at once.
 *
 * @returns how many it dealt with; 0 where nothing is left to do now
 */
export async function deliverDue(ports: DeliveryPorts): Promise<number> {
  const lease = { most: BATCH, leaseSeconds: LEASE_SECONDS };
  const abandoned = await claimAbandoned(ports.db, lease);
  for (const delivery of abandoned)
    await writeSettled(
      ports.db,
      delivery,
      settle({ outcome: 'unknown', code: 'worker_died' }, delivery),
      ports.clock.now(),
    );
  const due = await claimDue(ports.db, ports.clock.now(), lease);
  for (const delivery of due) await send(ports, delivery);
  const stale = await claimStale(ports.db, lease);
  for (const delivery of stale) await refresh(ports, delivery);
  return abandoned.length + due.length + stale.length;
}

async function send(ports: DeliveryPorts, delivery: Delivery): Promise<void> {
  const { db, clock, log } = ports;
  // Read again: between plan and sending somebody may have left, paused, or changed their hours.
  const person = await personOf(db, delivery.to);
  const now = clock.now();
  if (person?.isGone) return writeSettled(db, delivery, { state: 'skipped', problem: 'person_gone' }, now);
  if (delivery.class !== 'answer' && person) {
    const at = workMoment(calendarOf(person), now);
    if (at > now) return postpone(db, delivery, at);
    if (isPaused(person.pause, person.timeZone, now))
      return postpone(db, delivery, new Date(now.getTime() + DAY_MS));
  }
  const said = await rendered(ports, delivery, person?.locale, false);
  if (said === 'pointless') return writeSettled(db, delivery, { state: 'skipped', problem: said }, now);
  const posted =
    said === 'failed' ? NOT_RENDERED : await ports.messenger.post(delivery.to, said, delivery.id);
  if (posted.outcome !== 'sent')
    log.warn({ delivery: delivery.id, kind: delivery.kind, code: posted.code }, 'a message was not sent');
  await writeSettled(db, delivery, settle(posted, delivery), now);
}

async function refresh(ports: DeliveryPorts, stale: Stale): Promise<void> {
  const person = await personOf(ports.db, stale.to);
  const said = await rendered(ports, stale, person?.locale, true);
  // What cannot be rendered stays as it stands: tried again and again, it would be for ever.
  if (said === 'pointless' || said === 'failed') return writeRefreshed(ports.db, stale);
  const updated = await ports.messenger.update(stale.posted, said);
  // Refused means that it is gone, or too old to change: nothing more can be done.
  const again = updated.outcome === 'not-sent' || updated.outcome === 'unknown';
  await writeRefreshed(ports.db, stale, again ? REFRESH_AGAIN_MS : undefined);
}

/** What is to be said; that it cannot be rendered is an outcome like others, so that it holds nothing else up. */
async function rendered(
  { render, log, defaultLanguage }: DeliveryPorts,
  { id, to, kind, about }: Delivery,
  locale: string | null | undefined,
  isSent: boolean,
): Promise<OutgoingMessage | 'pointless' | 'failed'> {
  try {
    const language = locale ? languageFor(locale) : defaultLanguage;
    return (await render(kind, to, about, language, isSent)) ?? 'pointless';
  } catch (error) {
    log.error({ delivery: id, kind, error: describeError(error) }, 'a message could not be rendered');
    return 'failed';
  }
}
