import type { Nudge } from '../../nudges/nudge.ts';
import { dayOf, startOfWork, workdayAfter, workMoment } from '../../people/calendar.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { PairNudge, Plan } from '../course.ts';
import { PairId, sideOf } from '../pair.ts';
import { type Seen, type SeenCourse, seenBy } from '../seen.ts';
import { readPairs } from '../store/pairs.ts';
import { courseSeenBy, isBegun, type Loaded, loadCourses, nudgeNamed, planOf } from './course.ts';
import { isNudged } from './planning.ts';

/** What is said about a pair: what the reader may see of it, and which nudge it is. */
export interface Told {
  seen: SeenCourse;
  kind: PairNudge;
  once: string;
}

/** Of a pair that is over: how it stands, and nothing else. */
export interface Over {
  over: Seen;
}

export type Decided =
  | ({ outcome: 'send' } & Told)
  | { outcome: 'postpone'; until: Date }
  | { outcome: 'drop'; why: 'not-running' | 'no-longer-due' };

/**
 * What becomes of nudges whose time has come, by what is true now: a nudge that no longer stands in its pair's plan is
 * dropped, one that has moved is put off, and nobody is nudged about somebody who is not available.
 */
export async function decideNudges(
  tx: Tx,
  nudges: readonly Nudge[],
  now: Date,
): Promise<Map<string, Decided>> {
  const loaded = await loadFor(tx, nudges, now);
  const plans = new Map<PairId, Plan | null>();
  return new Map(
    nudges.map((nudge): [string, Decided] => {
      const one = loaded.get(nudge.subjectId);
      if (!one) return [nudge.id, { outcome: 'drop', why: 'not-running' }];
      const known = plans.get(one.pair.id);
      const plan = known === undefined ? planOf(one, now) : known;
      plans.set(one.pair.id, plan);
      return [nudge.id, decide(one, plan, nudge, now)];
    }),
  );
}

function decide(one: Loaded, plan: Plan | null, nudge: Nudge, now: Date): Decided {
  const side = sideOf(one.pair, nudge.to.personId);
  const kind = nudgeNamed(nudge.kind);
  if (!side || !kind || !plan || !isNudged(one.pair, side)) return { outcome: 'drop', why: 'not-running' };
  const planned = plan.nudges.find(
    (each) => each.side === side && each.kind === kind && each.once === nudge.once,
  );
  if (!planned) return { outcome: 'drop', why: 'no-longer-due' };
  const calendar = one.history.calendars[side];
  const isToday = dayOf(planned.dueAt, calendar.timeZone) <= dayOf(now, calendar.timeZone);
  const snoozed = one.history.course.snoozed[side];
  // What is due later today goes along: there is no second message today. A snooze is kept to the minute.
  if (!isToday || (snoozed && snoozed > now && planned.dueAt > now))
    return { outcome: 'postpone', until: planned.dueAt };
  const seen = courseSeenBy(one, side, plan, now);
  if (seen.otherAway) {
    const tomorrow = workdayAfter(dayOf(now, calendar.timeZone), 1, calendar);
    return { outcome: 'postpone', until: startOfWork(calendar, tomorrow) };
  }
  // The receiver may be at work; their program has a holiday all the same.
  const at = workMoment(calendar, now);
  return at > now ? { outcome: 'postpone', until: at } : { outcome: 'send', seen, kind, once: nudge.once };
}

/** What nudges that stand in Slack are about, as it is now; of a pair that is over, that it is. */
export async function toldAgain(
  { db, clock }: PeoplePorts,
  nudges: readonly Nudge[],
): Promise<Map<string, Told | Over>> {
  const now = clock.now();
  const told = new Map<string, Told | Over>();
  for (const [workspaceId, own] of byWorkspace(nudges)) {
    const pairs = await readPairs(db, workspaceId, idsIn(own));
    const loaded = await loadCourses(db, workspaceId, pairs.filter(isBegun), now);
    for (const nudge of own) {
      const pair = pairs.find(({ id }) => id === nudge.subjectId);
      const side = pair && sideOf(pair, nudge.to.personId);
      if (!pair || !side) continue;
      const one = loaded.get(pair.id);
      const kind = nudgeNamed(nudge.kind);
      // No time stands in what is said of its end.
      if (pair.state.state === 'ended') told.set(nudge.id, { over: seenBy(pair, side, 'UTC') });
      else if (one && kind)
        told.set(nudge.id, { seen: courseSeenBy(one, side, planOf(one, now), now), kind, once: nudge.once });
    }
  }
  return told;
}

function idsIn(nudges: readonly Nudge[]): PairId[] {
  return [...new Set(nudges.flatMap(({ subjectId }) => PairId.safeParse(subjectId).data ?? []))];
}

async function loadFor(db: Database | Tx, nudges: readonly Nudge[], now: Date): Promise<Map<string, Loaded>> {
  const found = new Map<string, Loaded>();
  for (const [workspaceId, ofWorkspace] of byWorkspace(nudges)) {
    const pairs = (await readPairs(db, workspaceId, idsIn(ofWorkspace))).filter(isBegun);
    for (const [id, one] of await loadCourses(db, workspaceId, pairs, now)) found.set(id, one);
  }
  return found;
}

function byWorkspace(nudges: readonly Nudge[]): Map<WorkspaceId, Nudge[]> {
  return Map.groupBy(nudges, ({ to }) => to.workspaceId);
}
