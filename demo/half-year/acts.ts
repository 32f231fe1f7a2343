/** What the two of a pair do when something reaches them: through the same use cases as their buttons. */
import { courseFor } from '../../src/pairs/flow/course.ts';
import { saveGoal } from '../../src/pairs/flow/goals.ts';
import {
  answerProposal,
  pausePair,
  proposeTerms,
  resumePair,
  snoozePair,
} from '../../src/pairs/flow/life.ts';
import { sayMet, sayNotNow } from '../../src/pairs/flow/meetings.ts';
import { answerTrial, confirmAgreement, leavePair, pairFor } from '../../src/pairs/flow/pairs.ts';
import { answerPulse } from '../../src/pairs/flow/pulses.ts';
import { lookBack } from '../../src/pairs/flow/reviews.ts';
import {
  bookSession,
  cancelSession,
  logSession,
  moveSession,
  timesFor,
} from '../../src/pairs/flow/sessions.ts';
import type { PairsPorts } from '../../src/pairs/flow/steps.ts';
import { isIn } from '../../src/pairs/seen.ts';
import type { PersonKey } from '../../src/ports.ts';
import type { Dice } from './dice.ts';
import type { Stories } from './stories.ts';
import type { Temper } from './tempers.ts';

const DAY_MS = 24 * 3_600_000;

/** Typed wherever somebody can type; no message may ever have it in it. */
export const SECRET = 'Zwischentöne-7391';

/** Something that reached somebody. */
export interface Reached {
  who: PersonKey;
  pairId: string;
  /** As `pairs.book`. */
  kind: string;
  once: string;
}

/** What it takes to do something: the use cases, what is written down, how somebody is, and chance. */
interface Acting {
  ports: PairsPorts;
  stories: Stories;
  temper: Temper;
  dice: Dice;
}

/** Outcomes with which something was done. */
const DONE = ['done', 'saved'];
/** What is done all the same, and shows nothing of how it goes. */
const NO_SIGN = ['pairs.introduction', 'pairs.agreement'];

/** Does what this person would do about it, at this moment. @returns the use case's outcome, or `nothing` */
export async function actOn(
  ports: PairsPorts,
  stories: Stories,
  reached: Reached,
  temper: Temper,
  dice: Dice,
): Promise<string> {
  const outcome = await does({ ports, stories, temper, dice }, reached);
  if (DONE.includes(outcome) && !NO_SIGN.includes(reached.kind))
    stories.acted(reached.pairId, reached.kind, ports.clock.now());
  return outcome;
}

async function does(acting: Acting, reached: Reached): Promise<string> {
  const { ports, temper, dice } = acting;
  const { who, pairId, kind, once } = reached;
  const outcome = async (result: Promise<{ outcome: string }>) => (await result).outcome;
  switch (kind) {
    case 'pairs.introduction':
    case 'pairs.trial-reminder':
    case 'pairs.unmet':
      return outcome(answerTrial(ports, who, pairId, { talked: true, goesOn: true }));
    case 'pairs.agreement':
    case 'pairs.agreement-reminder': {
      const seen = await pairFor(ports, who, pairId);
      if (!seen || !isIn(seen, 'agreement')) return 'nothing';
      const { terms, termsVersion } = seen.now;
      return outcome(confirmAgreement(ports, who, pairId, { terms, termsVersion }));
    }
    case 'pairs.paused':
      return outcome(resumePair(ports, who, pairId));
    case 'pairs.proposal': {
      const seen = await pairFor(ports, who, pairId);
      const proposal = seen && isIn(seen, 'running') ? seen.now.proposal : undefined;
      return proposal && !proposal.mine
        ? outcome(answerProposal(ports, who, pairId, { agrees: true, version: proposal.version }))
        : 'nothing';
    }
    case 'pairs.book':
      if (dice() < temper.puttingOff) {
        const { outcome: snoozed } = await snoozePair(ports, who, pairId, 'next-week');
        if (snoozed === 'done') acting.stories.acted(pairId, 'snooze', ports.clock.now());
        return `snooze ${snoozed}`;
      }
      return bookTime(acting, reached);
    case 'pairs.prepare':
      return prepare(acting, reached);
    case 'pairs.outcome':
      return log(acting, reached);
    case 'pairs.half-time':
    case 'pairs.final':
    case 'pairs.renewal':
      return look(acting, reached);
    case 'pairs.gap':
      if (dice() < temper.puttingOff) return outcome(sayNotNow(ports, who, pairId));
      return dice() < 0.5 ? outcome(sayMet(ports, who, pairId, null)) : bookTime(acting, reached);
    case 'pairs.met':
      return outcome(sayMet(ports, who, pairId, null));
    case 'pairs.pulse':
      return outcome(
        answerPulse(ports, who, pairId, Number(once), {
          useful: 1 + Math.floor(dice() * 5),
          safe: 3 + Math.floor(dice() * 3),
          rhythm: 'right',
        }),
      );
    default:
      return 'nothing';
  }
}

/** One of the two ends it, or takes a break, out of the blue. */
export async function stopShort(
  ports: PairsPorts,
  who: PersonKey,
  pairId: string,
  how: 'leave' | 'hand-over' | 'pause',
): Promise<string> {
  if (how === 'pause') {
    const day = new Date(ports.clock.now().getTime() + 20 * DAY_MS).toISOString().slice(0, 10);
    return (await pausePair(ports, who, pairId, day)).outcome;
  }
  return (await leavePair(ports, who, pairId, { goodbye: SECRET, handsOver: how === 'hand-over' })).outcome;
}

async function bookTime(acting: Acting, reached: Reached): Promise<string> {
  const { ports, stories, dice } = acting;
  const { who, pairId } = reached;
  const found = await timesFor(ports, who, pairId);
  const time = found?.times[Math.floor(dice() * found.times.length)];
  if (!time) return 'nothing';
  const booked = await bookSession(ports, who, pairId, { at: time.toISOString() });
  if (booked.outcome === 'done') stories.dated(pairId, booked.sessionId, time, ports.clock.now());
  // Then the form leads there.
  if (booked.outcome === 'problem' && booked.problem === 'log-first')
    return log(acting, reached, booked.sessionId);
  return booked.outcome === 'problem' ? booked.problem : booked.outcome;
}

/** Before a session: the client writes down a goal; now and then the session is moved, or taken back. */
async function prepare({ ports, stories, temper, dice }: Acting, { who, pairId }: Reached): Promise<string> {
  const course = await courseFor(ports, who, pairId);
  const booked = course?.sessions.find(({ state }) => state === 'booked');
  if (!course || !booked) return 'nothing';
  const now = ports.clock.now();
  if (dice() < temper.moving) {
    const later = new Date(booked.startsAt.getTime() + 5 * DAY_MS);
    const time = (await timesFor(ports, who, pairId, later))?.times.at(-1);
    if (time && dice() < 0.7) {
      const moved = await moveSession(ports, who, booked.id, { at: time.toISOString() }, booked.version);
      if (moved.outcome === 'done') stories.dated(pairId, booked.id, time, now);
      return moved.outcome === 'problem' ? moved.problem : moved.outcome;
    }
    const cancelled = await cancelSession(ports, who, booked.id);
    if (cancelled.outcome === 'done') stories.undated(pairId, booked.id, now);
    return cancelled.outcome === 'problem' ? cancelled.problem : cancelled.outcome;
  }
  if (course.side !== 'learner' || course.kind !== 'coaching') return 'nothing';
  const version = course.goal?.version ?? 0;
  const goal = { theme: SECRET, goal: SECRET, measure: SECRET, startingPoint: 3, version };
  return (await saveGoal(ports, who, pairId, goal)).outcome;
}

/** Says what became of this session; of the last one, where nothing is said. */
async function log(
  { ports, temper, dice }: Acting,
  { who, pairId }: Reached,
  sessionId: string | null = null,
): Promise<string> {
  const course = await courseFor(ports, who, pairId);
  const now = ports.clock.now();
  const session = course?.sessions.findLast(({ id, startsAt, state }) =>
    sessionId === null ? startsAt < now && state !== 'cancelled' : id === sessionId,
  );
  if (!course || !session) return 'nothing';
  const isLearner = course.side === 'learner';
  const logged = {
    outcome: dice() < temper.missing ? ('not-held' as const) : ('held' as const),
    progress: isLearner ? Math.min(10, 3 + Math.floor(dice() * 7)) : null,
    plan: isLearner ? { cue: SECRET, action: SECRET, obstacle: SECRET } : null,
    learning: isLearner ? '' : SECRET,
  };
  const done = await logSession(ports, who, session.id, logged, []);
  return done.outcome === 'problem' ? done.problem : done.outcome;
}

async function look({ ports, temper, dice }: Acting, { who, pairId, kind, once }: Reached): Promise<string> {
  const of = kind === 'pairs.half-time' ? 'half-time' : kind === 'pairs.final' ? 'final' : 'renewal';
  const round = Number(once.split('.')[0]);
  const said = of === 'half-time' || dice() < temper.goingOn ? 'keep' : 'close';
  const goodbye = said === 'close' ? SECRET : null;
  const looked = await lookBack(ports, who, pairId, {
    of,
    round,
    said,
    useful: 4,
    takeaway: SECRET,
    goodbye,
  });
  const seen = await pairFor(ports, who, pairId);
  if (of !== 'final' || said === 'close' || !seen || !isIn(seen, 'running')) return looked.outcome;
  const { terms, proposal, proposals } = seen.now;
  if (proposal || terms.rhythm.form !== 'plan') return looked.outcome;
  const rhythm = { ...terms.rhythm, sessions: Math.min(12, terms.rhythm.sessions + 4) };
  return (await proposeTerms(ports, who, pairId, { terms: { ...terms, rhythm }, proposals })).outcome;
}
