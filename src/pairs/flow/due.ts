import { describeError } from '../../log.ts';
import { nudgesToGo } from '../../nudges/flow/plan.ts';
import { personOf } from '../../people/flow/people.ts';
import { isPaused } from '../../people/pause.ts';
import type { PersonKey, Turn, WorkspaceId } from '../../ports.ts';
import type { ProgramId } from '../../programs/program.ts';
import { inTransaction, type Tx } from '../../storage/database.ts';
import { hasDue, putOff, readDue } from '../../storage/due.ts';
import type { PairNudge, Plan } from '../course.ts';
import type { Step } from '../event.ts';
import { dueAt } from '../life.ts';
import { otherSide, type Pair, PairId, personOn, SIDES, type Side, sideOf } from '../pair.ts';
import { readLivePairsOf, readPair, wakePairsOf, writeDue } from '../store/pairs.ts';
import { isAway, isBegun, type Loaded, loadCourses, nameOf, planOf } from './course.ts';
import { replan, setPlan } from './planning.ts';
import { lockPair, type PairsPorts, take, tell, usualOf, workdayOf } from './steps.ts';

const BATCH = 50;
/** What could not be done is tried again after so long, by product time. */
const AGAIN_MS = 15 * 60_000;
const DAY_MS = 24 * 3_600_000;
/** Unanswered, these lead to a pause. */
const ASKS: ReadonlySet<PairNudge> = new Set(['book', 'final', 'gap']);

/** Reminders, and ends: see {@link pairsDue}. */
export function pairsTurn(ports: PairsPorts): Turn {
  return { isDue: (now) => hasDue(['pairs'], now), take: () => pairsDue(ports) };
}

/**
 * Looks at a batch of pairs with which something is due: reminders, and ends. Each in a transaction of its own; one
 * that fails is logged, put off, and holds up no other. May run in several processes at once: people are locked before
 * pairs, as everywhere, so the second waits for the first and finds nothing left to do.
 *
 * @returns with how many something was done
 */
export async function pairsDue(ports: PairsPorts): Promise<number> {
  let done = 0;
  for (const one of await readDue(ports.db, 'pairs', PairId, ports.clock.now(), BATCH)) {
    const { workspaceId, id } = one;
    try {
      const happened = await inTransaction(ports.db, async (tx) => {
        const pair = await lockPair(tx, workspaceId, id);
        return pair && passTime(tx, ports, pair, ports.clock.now());
      });
      if (happened?.outcome === 'changed') done += 1;
    } catch (error) {
      ports.log.error(
        { pair: id, error: describeError(error) },
        'what was due with a pair could not be done',
      );
      await putOff(ports.db, 'pairs', one, new Date(ports.clock.now().getTime() + AGAIN_MS));
    }
  }
  return done;
}

async function passTime(tx: Tx, ports: PairsPorts, pair: Pair, now: Date): Promise<Step> {
  const happened = await take(tx, ports, pair, { event: 'time-passes' }, now);
  // One that is about to end falls silent like any other: to whoever has not left nothing is different.
  if (happened.outcome === 'changed' || !isBegun(pair)) return happened;
  const loaded = (await loadCourses(tx, pair.workspaceId, [pair], now)).get(pair.id);
  const plan = loaded && planOf(loaded, now);
  // A break of one of the two is not silence, unless nobody knows of an end to it.
  if (loaded && SIDES.some((side) => isAway(loaded.people[side], now))) {
    const restsMs = loaded.history.rules.endPausedAfterDays * DAY_MS;
    if (SIDES.some((side) => isAwayForGood(loaded.people[side], new Date(now.getTime() - restsMs))))
      return take(tx, ports, pair, { event: 'falls-silent', endsAt: new Date(now.getTime() + restsMs) }, now);
    await lookTomorrow(tx, pair, now);
    return happened;
  }
  await setPlan(tx, ports, pair, plan ?? null);
  if (loaded && plan && plan.pausesAt <= now) {
    // The app was down, or their week was full: whoever was not asked is, and the pause counts from there.
    if (await isStillToAsk(tx, pair, plan)) {
      await lookTomorrow(tx, pair, now);
      return happened;
    }
    const endsAt = new Date(now.getTime() + loaded.history.rules.endPausedAfterDays * DAY_MS);
    return take(tx, ports, pair, { event: 'falls-silent', endsAt }, now);
  }
  return happened;
}

/** Does a break without a day of return last since before this moment? As of somebody whom Slack takes no messages for. */
function isAwayForGood({ pause }: Loaded['people'][Side], before: Date): boolean {
  return pause !== null && pause.backOn === null && pause.since < before;
}

/** An end that comes before is not missed. */
async function lookTomorrow(tx: Tx, pair: Pair, now: Date): Promise<void> {
  const ends = dueAt(pair)?.getTime() ?? Number.POSITIVE_INFINITY;
  await writeDue(tx, pair, new Date(Math.min(now.getTime() + DAY_MS, ends)));
}

/** Does anything that this plan asks before it pauses the pair wait to go out? What is not to be sent at all does not. */
async function isStillToAsk(tx: Tx, pair: Pair, { nudges }: Plan): Promise<boolean> {
  const toGo = await nudgesToGo(tx, { workspaceId: pair.workspaceId, subjectId: pair.id });
  return nudges
    .filter(({ kind }) => ASKS.has(kind))
    .some(({ side, kind, once }) =>
      toGo.some(
        (one) => one.personId === personOn(pair, side) && one.kind === nameOf(kind) && one.once === once,
      ),
    );
}

/**
 * Somebody left, came back or takes a break: called in the transaction in which it is written. Of somebody who is gone
 * the pairs end, on the other's next working day; during a break the other is told in the same words that they are not
 * available at present.
 */
export async function onPersonChanged(tx: Tx, ports: PairsPorts, who: PersonKey, now: Date): Promise<void> {
  const pairs = await readLivePairsOf(tx, who);
  const person = pairs.length > 0 ? await personOf(tx, who) : undefined;
  if (!person) return;
  for (const { id } of pairs) {
    const pair = await readPair(tx, who.workspaceId, id, { lock: true });
    const side = pair && sideOf(pair, who.personId);
    if (!pair || !side) continue;
    const other = otherSide(side);
    const nextDay = await workdayOf(tx, pair, other, 1, now);
    await take(
      tx,
      ports,
      pair,
      person.isGone
        ? { event: 'is-gone', who: side, endAt: nextDay }
        : { event: 'is-back', who: side, usual: await usualOf(tx, pair) },
      now,
    );
    // Hours, days off and the zone decide when something is due.
    const after = await readPair(tx, who.workspaceId, id);
    if (after) await replan(tx, ports, after, now);
    if (!person.isGone && isPaused(person.pause, person.timeZone, now))
      await tell(tx, ports, pair, other, 'not-available', person.pause?.since.toISOString() ?? '', nextDay);
  }
}

/**
 * The rhythm or the days off of a program changed: each of its running pairs is looked at at once and planned again,
 * one by one, so that nobody waits for all of them.
 */
export function programChanged(
  tx: Tx,
  program: { workspaceId: WorkspaceId; programId: ProgramId },
  now: Date,
): Promise<void> {
  return wakePairsOf(tx, program, now);
}

/**
 * The hours of people who have set none changed: the running pairs of a workspace in which somebody uses them are looked
 * at at once and planned again, in the same way. It is one statement, however many they are.
 */
export function usualHoursChanged(tx: Tx, workspaceId: WorkspaceId, now: Date): Promise<void> {
  return wakePairsOf(tx, { workspaceId, by: 'usual-hours' }, now);
}
