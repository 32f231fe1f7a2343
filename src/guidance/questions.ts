/**
 * The questions of the advice and how each answer points: minus towards coaching, plus towards mentoring.
 * The weights are the product's own judgement, made from the four dimensions in which the two differ
 * (docs/decisions/advice.md says why these and not others).
 */

/** The four dimensions in which coaching and mentoring differ, in the order they are explained. */
export const DIMENSIONS = ['goal', 'role', 'form', 'scope'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Where to turn when neither coaching nor mentoring is the answer. */
export const GATES = ['support', 'formal', 'manager', 'training', 'not-yet'] as const;
export type Gate = (typeof GATES)[number];

/** By when should something have changed? (goal) */
export const HORIZON = { '3m': -2, '6m': -1, year: 2, direction: 1, both: 0 } as const;

/** How would you notice that it worked? (goal) */
export const OUTCOME = {
  do: -2,
  heading: 2,
  connected: 1,
  unsure: 0,
  'others-act': 'manager',
  'well-safe': 'support',
} as const;

/** What would help most? (role) */
export const HELP = {
  questions: -3,
  practice: -2,
  'been-there': 3,
  doors: 2,
  unsure: 0,
  teach: 'training',
} as const;

/** How would you like to meet? (form) */
export const FORM = { plan: -1, 'when-needed': 1, rhythm: 0, irregular: 0, any: 0 } as const;

/** Whose idea is it? */
export const ORIGIN = { own: 0, suggested: 0, told: 'not-yet', procedure: 'formal' } as const;

/** Every closed question with its answers, in the order they are asked. */
const QUESTIONS = {
  horizon: HORIZON,
  outcome: OUTCOME,
  help: HELP,
  form: FORM,
  origin: ORIGIN,
} as const;
export type Question = keyof typeof QUESTIONS;

/** How many topics a person may choose in question 1. */
export const MOST_TOPICS = 3;

/** What a person answered. `topics` holds ids of `topics.ts`, at most {@link MOST_TOPICS}, possibly none. */
export interface Answers {
  topics: readonly string[];
  horizon: keyof typeof HORIZON;
  outcome: keyof typeof OUTCOME;
  help: keyof typeof HELP;
  form: keyof typeof FORM;
  origin: keyof typeof ORIGIN;
}

/** The answers of a question, in the order they are shown. */
export function answersOf<Q extends Question>(question: Q): Answers[Q][] {
  return Object.keys(QUESTIONS[question]).filter((key): key is Extract<Answers[Q], string> =>
    isAnswer(question, key),
  );
}

/** Is this text one of the question's answers? For what comes back from a form. */
export function isAnswer<Q extends Question>(question: Q, text: unknown): text is Answers[Q] {
  return typeof text === 'string' && Object.hasOwn(QUESTIONS[question], text);
}
