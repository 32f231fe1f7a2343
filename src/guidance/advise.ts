import { affinityOf } from '../people/topics.ts';
import {
  type Answers,
  answersOf,
  type Dimension,
  FORM,
  GATES,
  type Gate,
  HELP,
  HORIZON,
  ORIGIN,
  OUTCOME,
} from './questions.ts';

/** The two kinds of development the product offers. */
export type Kind = 'coaching' | 'mentoring';

/** Points per dimension, minus towards coaching, plus towards mentoring; `total` is their sum. */
export type Points = Record<Dimension, number> & { total: number };

export type Advice =
  | { lean: Kind; strength: 'clear' | 'slight'; points: Points }
  /** Both fit, for different parts of the need; `first` says which to begin with. */
  | { lean: 'both'; strength: 'clear' | 'slight'; first: Kind; points: Points }
  /** Either fits as well as the other. */
  | { lean: 'both'; strength: 'even'; points: Points }
  /** Neither is the answer now; `afterwards` is what may follow when that has been settled. */
  | { lean: 'neither'; strength: 'clear'; to: Gate[]; points: Points }
  | { lean: 'neither'; strength: 'slight'; to: Gate[]; afterwards: Kind; points: Points };

/** One answer which, given instead, would change where the advice leans. */
export type Flip = { [Q in FlipQuestion]: { question: Q; answer: Answers[Q]; lean: FlipLean } }[FlipQuestion];
type FlipQuestion = 'horizon' | 'outcome' | 'help' | 'form';
type FlipLean = Exclude<Advice['lean'], 'neither'>;

/** Goal is asked in two questions; it may still not weigh more than the role. */
const GOAL_CAP = 3;
/** From here on one kind fits clearly. */
const CLEAR = 5;
/** A gate is only slight from here on: the rest of the answers points somewhere all the same. */
const STRONG = 4;
/** Up to here a "both" answer to the time question means both kinds. */
const BOTH_BY_HORIZON = 4;
/** Up to here topics at both ends mean both kinds. */
const BOTH_BY_TOPICS = 3;

/**
 * Which kind of development fits these answers, how clearly, and why: gates first (harm comes from coaching
 * offered for illness, harassment, a pay dispute or a missing course), then the sum of four dimensions.
 *
 * `redirects` are gates that the person's own words name besides the answers.
 *
 * @example advise({ topics: ['negotiation'], horizon: '3m', outcome: 'do', help: 'questions', form: 'plan',
 *   origin: 'own' }) // lean 'coaching', strength 'clear', points.total −9
 */
export function advise(answers: Answers, redirects: readonly Gate[] = []): Advice {
  const points = pointsOf(answers);
  const { total } = points;
  const to = gatesOf(answers, redirects);
  if (to.length > 0) {
    const alwaysClear = to.includes('support') || to.includes('formal');
    if (alwaysClear || Math.abs(total) < STRONG) return { lean: 'neither', strength: 'clear', to, points };
    return { lean: 'neither', strength: 'slight', to, afterwards: kindOf(total), points };
  }
  const byHorizon = answers.horizon === 'both';
  const byTopics = topicsAtBothEnds(answers.topics);
  const signals = [
    byHorizon && Math.abs(total) <= BOTH_BY_HORIZON,
    byTopics && Math.abs(total) <= BOTH_BY_TOPICS,
  ].filter(Boolean).length;
  if (signals > 0) {
    const soon = answers.horizon === '3m' || byHorizon;
    const first = soon || total < 0 ? 'coaching' : 'mentoring';
    return { lean: 'both', strength: signals === 2 ? 'clear' : 'slight', first, points };
  }
  if (Math.abs(total) <= 1) return { lean: 'both', strength: 'even', points };
  const clear = Math.abs(total) >= CLEAR && !byHorizon && !byTopics;
  return { lean: kindOf(total), strength: clear ? 'clear' : 'slight', points };
}

/**
 * The single answers that would change where the advice leans, in the order of the questions. An answer that would
 * lead to "neither" is left out (nobody is asked whether they are unwell), and so are topics and whose idea it was.
 */
export function whatWouldChange(answers: Answers, redirects: readonly Gate[] = []): Flip[] {
  const now = advise(answers, redirects).lean;
  const flips: Flip[] = [];
  const changed = (other: Answers): FlipLean | undefined => {
    const { lean } = advise(other, redirects);
    return lean !== now && lean !== 'neither' ? lean : undefined;
  };
  for (const answer of answersOf('horizon')) {
    const lean = changed({ ...answers, horizon: answer });
    if (lean) flips.push({ question: 'horizon', answer, lean });
  }
  for (const answer of answersOf('outcome')) {
    const lean = changed({ ...answers, outcome: answer });
    if (lean) flips.push({ question: 'outcome', answer, lean });
  }
  for (const answer of answersOf('help')) {
    const lean = changed({ ...answers, help: answer });
    if (lean) flips.push({ question: 'help', answer, lean });
  }
  for (const answer of answersOf('form')) {
    const lean = changed({ ...answers, form: answer });
    if (lean) flips.push({ question: 'form', answer, lean });
  }
  return flips;
}

/** May "what would change this" be shown? Not where health, safety or a procedure comes first. */
export function offersChange(advice: Advice): boolean {
  return advice.lean !== 'neither' || !(advice.to.includes('support') || advice.to.includes('formal'));
}

/** Points of each dimension. Form alone weighs one, so it never turns coaching into mentoring. */
export function pointsOf(answers: Answers): Points {
  const goal = clamp(numberOf(HORIZON[answers.horizon]) + numberOf(OUTCOME[answers.outcome]), GOAL_CAP);
  const role = numberOf(HELP[answers.help]);
  const form = FORM[answers.form];
  const scope = scopeOf(answers.topics);
  return { goal, role, form, scope, total: goal + role + form + scope };
}

function scopeOf(topics: readonly string[]): number {
  if (topics.length === 0) return 0;
  const mean = topics.reduce((sum, id) => sum + affinityOf(id), 0) / topics.length;
  // Away from 0: a person who names one career theme among two neutral topics has said something.
  return Math.sign(mean) * Math.ceil(Math.abs(mean)) || 0;
}

function topicsAtBothEnds(topics: readonly string[]): boolean {
  const affinities = topics.map(affinityOf);
  return affinities.includes(-2) && affinities.includes(2);
}

function gatesOf(answers: Answers, redirects: readonly Gate[]): Gate[] {
  const named: readonly (Gate | number)[] = [
    OUTCOME[answers.outcome],
    HELP[answers.help],
    ORIGIN[answers.origin],
    ...redirects,
  ];
  const all = GATES.filter((gate) => named.includes(gate));
  // Beside illness or a procedure, "a course gets you there sooner" would be unkind.
  const first = all.filter((gate) => gate === 'support' || gate === 'formal');
  return first.length > 0 ? first : all;
}

function kindOf(total: number): Kind {
  return total < 0 ? 'coaching' : 'mentoring';
}

/** An answer that is a gate has no points. */
function numberOf(weight: number | Gate): number {
  return typeof weight === 'number' ? weight : 0;
}

function clamp(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}
