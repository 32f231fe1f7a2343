import { sentNudges } from '../../nudges/flow/plan.ts';
import type { DayRange } from '../../people/calendar.ts';
import { calendarsOf, type Reachable } from '../../people/flow/people.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import { breakOf, isPaused } from '../../people/pause.ts';
import type { PersonId, PersonKey, WorkspaceId } from '../../ports.ts';
import { daysOffIn, programsOf } from '../../programs/flow.ts';
import type { ProgramId, ProgramRules } from '../../programs/program.ts';
import { askTogether, type Database, type Tx } from '../../storage/database.ts';
import {
  type Goal,
  type History,
  type KeptSession,
  type NextStep,
  PAIR_NUDGES,
  type PairNudge,
  type Plan,
  type Sent,
} from '../course.ts';
import { otherSide, type Pair, PairId, type Paused, type Running, type Side, sideOf } from '../pair.ts';
import { planFor, withDigests } from '../plan.ts';
import { type SeenCourse, type SeenDates, seenBy, sessionSeenBy } from '../seen.ts';
import { commonTimes, timesAround } from '../slots.ts';
import { readGoals } from '../store/goals.ts';
import { readLivePairsOf, readPair } from '../store/pairs.ts';
import { readAnswered } from '../store/pulses.ts';
import { readSessions } from '../store/sessions.ts';
import { seenSponsorOf } from './seen-sponsor.ts';

/** A pair whose work has begun, whether it rests at present or not. */
export type Begun = Pair & { state: Running | Paused };

export function isBegun(pair: Pair): pair is Begun {
  return pair.state.state === 'running' || pair.state.state === 'paused';
}

/** A begun pair with all that its cadence and its views look at. */
export interface Loaded {
  pair: Begun;
  sessions: readonly KeptSession[];
  goal: Goal | null;
  history: History;
  people: Record<Side, Reachable>;
}

/** Takes a break, or is gone. */
export function isAway({ isGone, pause, timeZone }: Reachable, now: Date): boolean {
  return isGone || isPaused(pause, timeZone, now);
}

/** How many one-tap times are offered. */
const MOST_SLOTS = 3;

/** Reads everything about these pairs, which are all of one workspace, in a few queries however many they are. */
export async function loadCourses(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  pairs: readonly Begun[],
  now: Date,
): Promise<Map<PairId, Loaded>> {
  if (pairs.length === 0) return new Map();
  const ids = pairs.map(({ id }) => id);
  const people = [...new Set(pairs.flatMap(({ guideId, learnerId }) => [guideId, learnerId]))];
  const idsOf = (kind: Pair['kind']) => pairs.flatMap((pair) => (pair.kind === kind ? pair.id : []));
  const programIds = [...new Set(pairs.map(({ programId }) => programId))];
  const [sessions, goals, sent, answered, known, found] = await askTogether(db, (on) => [
    readSessions(on, workspaceId, ids),
    readGoals(on, workspaceId, idsOf('coaching')),
    sentNudges(on, workspaceId, ids),
    readAnswered(on, workspaceId, idsOf('mentoring')),
    calendarsOf(on, workspaceId, people),
    programsOf(on, workspaceId, programIds),
  ]);
  const programs = new Map<ProgramId, { rules: ProgramRules; off: readonly DayRange[] }>();
  for (const program of found)
    programs.set(program.id, { rules: program.rules, off: await daysOffIn(program, now) });
  return new Map(
    pairs.flatMap((pair): [PairId, Loaded][] => {
      const [guide, learner] = [known.get(pair.guideId), known.get(pair.learnerId)];
      const program = programs.get(pair.programId);
      if (!guide || !learner || !program) return [];
      // Nobody is nudged while the other takes a break, so it holds up both.
      const breaks = [guide, learner].flatMap(({ pause, timeZone }) => breakOf(pause, timeZone, now) ?? []);
      const daysOff = [...program.off, ...breaks];
      const calendarOf = ({ hours, timeZone, off: own }: Reachable) => ({
        hours,
        timeZone,
        off: [...own, ...daysOff],
      });
      const own = sessions.get(pair.id) ?? [];
      return [
        [
          pair.id,
          {
            pair,
            sessions: own,
            goal: goals.get(pair.id) ?? null,
            people: { guide, learner },
            history: {
              course: pair.state,
              sessions: own,
              answered: (answered.get(pair.id) ?? []).flatMap(({ personId, ...one }) => {
                const side = sideOf(pair, personId);
                return side ? [{ ...one, side }] : [];
              }),
              sent: (sent.get(pair.id) ?? []).flatMap((one) => sentTo(pair, one)),
              calendars: { guide: calendarOf(guide), learner: calendarOf(learner) },
              rules: program.rules.cadence,
            },
          },
        ],
      ];
    }),
  );
}

function sentTo(
  pair: Pair,
  { personId, kind, once, at }: { personId: PersonId; kind: string; once: string; at: Date },
): Sent[] {
  const side = sideOf(pair, personId);
  const nudge = nudgeNamed(kind);
  return side && nudge ? [{ side, kind: nudge, once, at }] : [];
}

const PREFIX = 'pairs.';

/** The kind under which the nudges slice knows it. */
export function nameOf(nudge: PairNudge): string {
  return `${PREFIX}${nudge}`;
}

export function nudgeNamed(kind: string): PairNudge | undefined {
  return PAIR_NUDGES.find((one) => nameOf(one) === kind);
}

/** A pair's dates as one side sees them. */
export function datesSeenBy(
  { pair, sessions, people }: Pick<Loaded, 'pair' | 'sessions' | 'people'>,
  side: Side,
): SeenDates {
  const seen = seenBy(pair, side, people[side].timeZone);
  if (seen.now.state !== 'running' && seen.now.state !== 'paused')
    throw new Error(`pair ${pair.id} is neither running nor paused`);
  const { timeZone: otherZone, name: otherName } = people[otherSide(side)];
  const own = sessions.map((session) => sessionSeenBy(session, side));
  return { ...seen, now: seen.now, sessions: own, otherZone, otherName };
}

/** The course as one side sees it. @param plan of a running pair; a paused one has none */
export function courseSeenBy(loaded: Loaded, side: Side, plan: Plan | null, now: Date): SeenCourse {
  const { pair, goal, history, people } = loaded;
  const { snoozed, reviews } = pair.state;
  return {
    ...datesSeenBy(loaded, side),
    goal,
    next: plan?.next[side] ?? null,
    slots: plan && offersTimes(plan.next[side]) ? slotsOf(history, plan.next[side], now) : [],
    otherAway: isAway(people[otherSide(side)], now),
    snoozedUntil: laterThan(snoozed[side], now),
    reviewed: reviews.filter((review) => review.side === side),
    answered: history.answered.filter((one) => one.side === side).map(({ once }) => once),
  };
}

/** What has passed is said to nobody. */
function laterThan(day: Date | null, now: Date): Date | null {
  return day !== null && day > now ? day : null;
}

function offersTimes(next: NextStep): boolean {
  return next.what === 'book' || next.what === 'meet';
}

function slotsOf({ calendars, course, rules }: History, next: NextStep, now: Date): Date[] {
  const { rhythm } = course.terms;
  const minutes = rhythm.form === 'plan' ? rhythm.minutes : rules.coaching.minutes;
  return commonTimes({
    calendars,
    minutes,
    notBefore: now,
    around: timesAround(next, now),
    most: MOST_SLOTS,
  });
}

/** A begun pair as this person sees it; nothing where it is not one of theirs, or at another point. */
export async function courseFor(
  ports: PeoplePorts,
  who: PersonKey,
  pairId: string,
): Promise<SeenCourse | undefined> {
  const id = PairId.safeParse(pairId).data;
  const pair = id && (await readPair(ports.db, who.workspaceId, id));
  const [seen] = pair ? await seenOf(ports, who, [pair]) : [];
  return pair && seen && { ...seen, sponsor: await seenSponsorOf(ports.db, pair, seen.side) };
}

/** This person's begun pairs, the oldest first. */
export async function coursesOf(ports: PeoplePorts, who: PersonKey): Promise<SeenCourse[]> {
  return seenOf(ports, who, await readLivePairsOf(ports.db, who));
}

async function seenOf(ports: PeoplePorts, who: PersonKey, pairs: readonly Pair[]): Promise<SeenCourse[]> {
  const now = ports.clock.now();
  const begun = pairs.filter(isBegun).filter((pair) => sideOf(pair, who.personId) !== undefined);
  const loaded = await loadCourses(ports.db, who.workspaceId, begun, now);
  return begun.flatMap(({ id }) => {
    const one = loaded.get(id);
    const side = one && sideOf(one.pair, who.personId);
    return one && side ? [courseSeenBy(one, side, planOf(one, now), now)] : [];
  });
}

/** Nothing of a paused pair: nothing is expected. */
export function planOf({ pair, history, people }: Loaded, now: Date): Plan | null {
  if (pair.state.state !== 'running') return null;
  const isWeekly = (side: Side): boolean => people[side].nudgedBy === 'weekly';
  return withDigests(planFor(pair.kind, history, now), history, isWeekly);
}
