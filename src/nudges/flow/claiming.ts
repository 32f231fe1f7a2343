import { languageFor } from '../../locales/texts.ts';
import { describeError } from '../../log.ts';
import { calendarsOf, type Reachable } from '../../people/flow/people.ts';
import { languageOfOthers } from '../../people/flow/workspace.ts';
import type { Language, PersonId, WorkspaceId } from '../../ports.ts';
import { askTogether, type Tx } from '../../storage/database.ts';
import { MOST_TRIES } from '../deliver.ts';
import type { Nudge } from '../nudge.ts';
import { quietUntil } from '../quiet.ts';
import { LONGEST_TURN_MS } from '../rates.ts';
import { type Standing, standing } from '../standing.ts';
import type { Delivery } from '../store/deliveries.ts';
import { readNudged } from '../store/due.ts';
import {
  endDeliveries,
  lockQueued,
  lockReceivers,
  markSending,
  putBack,
  putOffDeliveries,
  type Queued,
  readNudgesOf,
  releaseNudges,
  takeBudget,
} from '../store/sending.ts';
import { decideEach, decideNudges, mostAWeekFor, byUrgency as nudgesByUrgency } from './deciding.ts';
import type { DeliveryPorts } from './ports.ts';
import { nudgedSince } from './queueing.ts';
import { sayTogether } from './saying.ts';
import { type Written, written } from './written.ts';

/** A message that this worker is sending now. */
export interface Sending {
  delivery: Delivery;
  language: Language;
  /** What nudges say; a notice or an answer is rendered when it is sent. Written down, it is one thing to keep. */
  said: Written | undefined;
  /** Its turn comes after so long. */
  waitMs: number;
  /** When it was claimed; product time. */
  sentAt: Date;
}

/** A delivery that cannot be dealt with, and why. */
export interface Thrown {
  deliveryId: string;
  error: unknown;
}

/** What is to be written of deliveries that do not go out, gathered so that each kind takes one statement. */
interface Verdicts {
  later: Parameters<typeof putOffDeliveries>[2][number][];
  back: Parameters<typeof putBack>[2][number][];
  ended: Parameters<typeof endDeliveries>[2][number][];
  nudges: Parameters<typeof releaseNudges>[2][number][];
  thrown: Thrown[];
}

/** What came of claiming. */
export interface Claimed {
  sending: Sending[];
  thrown: Thrown[];
  /** These may have arrived already: they are looked up before anything else, and wait in the queue meanwhile. */
  unsure: Queued[];
}

/**
 * Decides what becomes of queued deliveries of a workspace, by what is true now, and marks those that go out as being
 * sent. People are locked first, so that no two workers can pass somebody's caps together.
 */
export async function claim(
  tx: Tx,
  ports: DeliveryPorts,
  workspaceId: WorkspaceId,
  ids: readonly string[],
  leaseMs: number,
): Promise<Claimed> {
  const now = ports.clock.now();
  const waits = await lockReceivers(tx, workspaceId, ids, ports.rates.perChannelMs);
  const locked = await lockQueued(tx, workspaceId, ids);
  const [unsure, queued] = parted(locked, (one) => one.isUnsure);
  const verdicts: Verdicts = { later: [], back: [], ended: [], nudges: [], thrown: [] };
  const isDisabled = locked.some((one) => one.isDisabled);
  if (isDisabled) verdicts.back.push(...[...queued, ...unsure].map(({ id }) => ({ id, afterMs: 0 })));
  const ready = isDisabled ? [] : await readyToGo(tx, ports, workspaceId, queued, now, verdicts);
  const turns = inTurn(ready, waits, ports.rates.perChannelMs, verdicts);
  const sending = await withinBudget(tx, ports, workspaceId, turns, verdicts);

  await putOffDeliveries(tx, workspaceId, verdicts.later);
  await putBack(tx, workspaceId, verdicts.back);
  await endDeliveries(tx, workspaceId, verdicts.ended);
  await releaseNudges(tx, workspaceId, verdicts.nudges);
  await markSending(
    tx,
    workspaceId,
    sending.map(({ delivery, waitMs }) => ({ id: delivery.id, personId: delivery.to.personId, waitMs })),
    { leaseMs, now, keepsTurns: ports.rates.perChannelMs > 0 },
  );
  return { sending, thrown: verdicts.thrown, unsure: isDisabled ? [] : unsure };
}

function parted<T>(all: readonly T[], isOne: (item: T) => boolean): [T[], T[]] {
  return [all.filter(isOne), all.filter((item) => !isOne(item))];
}

/** Those whose receiver may be written to now, with what nudges say; of the others the verdict. */
async function readyToGo(
  tx: Tx,
  ports: DeliveryPorts,
  workspaceId: WorkspaceId,
  queued: readonly Delivery[],
  now: Date,
  verdicts: Verdicts,
): Promise<Sending[]> {
  const withNudges = queued.filter((one) => one.class === 'nudge');
  const deliveryIds = withNudges.map(({ id }) => id);
  const [known, nudgedAt, nudges] = await askTogether(tx, (on) => [
    calendarsOf(on, workspaceId, personsIn(queued)),
    readNudged(on, workspaceId, personsIn(withNudges), nudgedSince(now)),
    readNudgesOf(on, workspaceId, deliveryIds, ['queued']),
  ]);
  const mostOf = (own: readonly Nudge[]): number =>
    mostAWeekFor(
      ports.owners,
      own.map(({ kind }) => kind),
    );
  const standings = new Map(
    queued.flatMap((one): [string, Standing][] => {
      const receiver = known.get(one.to.personId);
      if (!receiver) return [];
      const sentAt = nudgedAt.get(one.to.personId) ?? [];
      return [[one.id, standing(receiver, one.class, sentAt, now, mostOf(nudges.get(one.id) ?? []))]];
    }),
  );
  const decide = withNudges.length === 1 ? decideEach : decideNudges;
  const decided = await decide(
    tx,
    ports.owners,
    withNudges.flatMap(({ id }) => (standings.get(id) === 'now' ? (nudges.get(id) ?? []) : [])),
    now,
  );

  const otherwise = await languageOfOthers(ports, tx, workspaceId, known.values());
  const ready: Sending[] = [];
  for (const delivery of queued) {
    const receiver = known.get(delivery.to.personId);
    if (!receiver) continue;
    const own = nudgesByUrgency(ports.owners, nudges.get(delivery.id) ?? []);
    const sentAt = nudgedAt.get(delivery.to.personId) ?? [];
    const stands = standings.get(delivery.id) ?? 'now';
    const saying = own.filter(({ id }) => decided.get(id)?.outcome === 'send');
    const verdict =
      delivery.tries >= MOST_TRIES
        ? { never: 'too_many_tries' }
        : // A message before this one may have used up the person's day; what was urgent may be so no longer.
          stands === 'now' && saying.length > 0
          ? standing(receiver, delivery.class, sentAt, now, mostOf(saying))
          : stands;
    if (verdict !== 'now') {
      turnAway(delivery, own, verdict, verdicts);
      continue;
    }
    const language = receiver.locale ? languageFor(receiver.locale) : otherwise;
    if (delivery.class !== 'nudge') {
      ready.push({ delivery, language, said: undefined, waitMs: 0, sentAt: now });
      continue;
    }
    try {
      const { said, released, threw } = sayTogether(own, decided, language, () =>
        tomorrow(receiver, sentAt, now),
      );
      verdicts.nudges.push(...released);
      for (const { id, error } of threw)
        ports.log.error({ nudge: id, error: describeError(error) }, 'a nudge could not be made');
      if (said === undefined) {
        verdicts.ended.push({ id: delivery.id, state: 'cancelled', problem: 'nothing_to_say' });
        continue;
      }
      ready.push({ delivery, language, said: written(said), waitMs: 0, sentAt: now });
      nudgedAt.set(delivery.to.personId, [...sentAt, now]);
    } catch (error) {
      verdicts.thrown.push({ deliveryId: delivery.id, error });
    }
  }
  return ready;
}

function personsIn(deliveries: readonly Delivery[]): PersonId[] {
  return [...new Set(deliveries.map(({ to }) => to.personId))];
}

/** Not now, or not at all. Nudges go back to the plan, and out with another message when their time comes. */
function turnAway(
  { id, class: urgency }: Delivery,
  own: readonly Nudge[],
  verdict: { until: Date } | { never: string },
  verdicts: Verdicts,
): void {
  if ('never' in verdict) {
    const state = verdict.never === 'too_many_tries' ? 'failed' : 'skipped';
    verdicts.ended.push({ id, state, problem: verdict.never });
    const gone = { state: state === 'failed' ? state : 'dropped', why: verdict.never } as const;
    verdicts.nudges.push(...own.map((nudge) => ({ id: nudge.id, ...gone })));
  } else if (urgency === 'nudge') {
    verdicts.ended.push({ id, state: 'cancelled', problem: 'put_off' });
    verdicts.nudges.push(...own.map((nudge) => ({ id: nudge.id, until: verdict.until })));
  } else verdicts.later.push({ id, until: verdict.until });
}

/** When somebody who is nudged now may be nudged again. */
function tomorrow(receiver: Reachable, sentAt: readonly Date[], now: Date): Date {
  const until = quietUntil(
    { calendar: receiver, sentAt: [...sentAt, now], nudgedBy: receiver.nudgedBy },
    now,
  );
  return until instanceof Date ? until : now;
}

/** One message after the other to each person; who would have to wait for long is put back meanwhile. */
function inTurn(
  ready: readonly Sending[],
  waits: ReadonlyMap<PersonId, number>,
  perChannelMs: number,
  verdicts: Verdicts,
): Sending[] {
  const next = new Map(waits);
  return ready.toSorted(byUrgency).flatMap((one) => {
    const { id, to } = one.delivery;
    const waitMs = next.get(to.personId) ?? 0;
    if (waitMs > LONGEST_TURN_MS) {
      verdicts.back.push({ id, afterMs: waitMs });
      return [];
    }
    next.set(to.personId, waitMs + perChannelMs);
    return [{ ...one, waitMs }];
  });
}

const ORDER = { answer: 0, notice: 1, nudge: 2 } as const;

function byUrgency(one: Sending, other: Sending): number {
  return ORDER[one.delivery.class] - ORDER[other.delivery.class];
}

/** As many as the workspace may be sent now; the others are put back until there is room. */
async function withinBudget(
  tx: Tx,
  { rates }: DeliveryPorts,
  workspaceId: WorkspaceId,
  turns: readonly Sending[],
  verdicts: Verdicts,
): Promise<Sending[]> {
  const { workspace } = rates;
  if (!workspace || turns.length === 0) return [...turns];
  const nudges = turns.filter(({ delivery }) => delivery.class === 'nudge');
  const urgent = turns.filter(({ delivery }) => delivery.class !== 'nudge');
  const granted = await takeBudget(tx, workspaceId, workspace, {
    urgent: urgent.length,
    nudges: nudges.length,
  });
  const over = [...urgent.slice(granted.urgent), ...nudges.slice(granted.nudges)];
  const everyMs = 60_000 / workspace.perMinute;
  verdicts.back.push(
    ...over.map(({ delivery }, at) => ({ id: delivery.id, afterMs: Math.ceil((at + 1) * everyMs) })),
  );
  return [...urgent.slice(0, granted.urgent), ...nudges.slice(0, granted.nudges)];
}
