import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { advise, offersChange, pointsOf, whatWouldChange } from '../../src/guidance/advise.ts';
import {
  type Answers,
  answersOf,
  FORM,
  GATES,
  HELP,
  HORIZON,
  MOST_TOPICS,
  ORIGIN,
  OUTCOME,
} from '../../src/guidance/questions.ts';
import { isTopic, TOPICS } from '../../src/people/topics.ts';
import people from './content/people.json' with { type: 'json' };

const keys = <T extends object>(of: T) =>
  z.enum(Object.keys(of) as [keyof T & string, ...(keyof T & string)[]]);
const People = z.array(
  z.object({
    id: z.number(),
    who: z.string(),
    answers: z.object({
      topics: z.array(z.string().refine(isTopic)),
      horizon: keys(HORIZON),
      outcome: keys(OUTCOME),
      help: keys(HELP),
      form: keys(FORM),
      origin: keys(ORIGIN),
    }),
    // `then` is read as it stands: a schema with that key would look like a promise.
    expected: z.looseObject({
      lean: z.string(),
      strength: z.string(),
      to: z.array(z.string()).optional(),
      first: z.string().optional(),
      d: z.object({ goal: z.number(), role: z.number(), form: z.number(), scope: z.number(), T: z.number() }),
    }),
    change: z.array(z.string()),
  }),
);

describe('advise: the twelve worked people', () => {
  const worked = People.parse(people);
  it('are twelve', () => expect(worked).toHaveLength(12));
  it.each(worked.map((person) => [person.who, person] as const))('%s', (_, { answers, expected, change }) => {
    const { points, ...advice } = advise(answers);
    const { d, then: afterwards, ...said } = expected;
    expect(advice).toEqual(afterwards === undefined ? said : { ...said, afterwards });
    const { T, ...dimensions } = d;
    expect(points).toEqual({ ...dimensions, total: T });
    expect(whatWouldChange(answers).map((flip) => `${flip.question}=${flip.answer}->${flip.lean}`)).toEqual(
      change,
    );
  });
});

/** Answers that point nowhere: every single answer below is tried on top of these. */
const NEUTRAL: Answers = {
  topics: [],
  horizon: 'both',
  outcome: 'unsure',
  help: 'unsure',
  form: 'any',
  origin: 'own',
};
const BASE: Answers = { ...NEUTRAL, horizon: 'direction', outcome: 'unsure' };

describe('advise: what each single answer does', () => {
  it.each([
    ['horizon', '3m', 'coaching slight', -2],
    ['horizon', '6m', 'both even', -1],
    ['horizon', 'year', 'mentoring slight', 2],
    ['horizon', 'direction', 'both even', 1],
    ['horizon', 'both', 'both slight', 0],
    ['outcome', 'do', 'both even', -1],
    ['outcome', 'heading', 'mentoring slight', 3],
    ['outcome', 'connected', 'mentoring slight', 2],
    ['outcome', 'unsure', 'both even', 1],
    ['outcome', 'others-act', 'neither clear manager', 1],
    ['outcome', 'well-safe', 'neither clear support', 1],
    ['help', 'questions', 'coaching slight', -2],
    ['help', 'practice', 'both even', -1],
    ['help', 'been-there', 'mentoring slight', 4],
    ['help', 'doors', 'mentoring slight', 3],
    ['help', 'unsure', 'both even', 1],
    ['help', 'teach', 'neither clear training', 1],
    ['form', 'plan', 'both even', 0],
    ['form', 'when-needed', 'mentoring slight', 2],
    ['form', 'rhythm', 'both even', 1],
    ['form', 'irregular', 'both even', 1],
    ['form', 'any', 'both even', 1],
    ['origin', 'own', 'both even', 1],
    ['origin', 'suggested', 'both even', 1],
    ['origin', 'told', 'neither clear not-yet', 1],
    ['origin', 'procedure', 'neither clear formal', 1],
  ] as const)('%s = %s: %s', (question, answer, said, total) => {
    const advice = advise({ ...BASE, [question]: answer });
    const words = [advice.lean, advice.strength, ...(advice.lean === 'neither' ? advice.to : [])].join(' ');
    expect(words).toBe(said);
    expect(advice.points.total).toBe(total);
  });

  it('names every answer of every question', () => {
    const questions = ['horizon', 'outcome', 'help', 'form', 'origin'] as const;
    expect(questions.flatMap((question) => answersOf(question))).toHaveLength(26);
  });

  it.each(TOPICS.map((topic) => [topic.id, topic.affinity] as const))(
    'topic %s weighs %i',
    (id, affinity) => {
      expect(pointsOf({ ...NEUTRAL, topics: [id] }).scope).toBe(affinity);
    },
  );

  it.each([
    [[], 0],
    [['expertise', 'organisation'], 2],
    [['delegation', 'time-management'], -2],
    [['new-leader', 'strategic-thinking', 'expertise'], 1],
    [['negotiation', 'career-planning'], 0],
  ])('topics %j weigh %i: the mean, away from 0', (topics, scope) => {
    expect(pointsOf({ ...NEUTRAL, topics }).scope).toBe(scope);
  });
});

describe('advise: gates', () => {
  const strong: Answers = { ...NEUTRAL, topics: ['negotiation'], horizon: '3m', help: 'questions' };
  it('come before everything, in a fixed order', () => {
    const advice = advise({ ...strong, outcome: 'well-safe', help: 'teach', origin: 'procedure' }, [
      'manager',
    ]);
    expect(advice).toMatchObject({ lean: 'neither', to: ['support', 'formal'] });
    expect(advise({ ...strong, outcome: 'others-act', help: 'teach' })).toMatchObject({
      to: ['manager', 'training'],
    });
  });
  it('are slight where the rest points strongly, and name what may follow', () => {
    expect(advise({ ...strong, origin: 'told' })).toMatchObject({
      strength: 'slight',
      afterwards: 'coaching',
    });
    expect(advise({ ...strong, origin: 'told', horizon: 'both', help: 'unsure' })).toMatchObject({
      strength: 'clear',
    });
  });
  it.each(['support', 'formal'] as const)('%s is always clear and offers no change', (gate) => {
    const advice = advise(strong, [gate]);
    expect(advice).toMatchObject({ lean: 'neither', strength: 'clear' });
    expect(offersChange(advice)).toBe(false);
  });
});

const anyAnswers: fc.Arbitrary<Answers> = fc.record({
  topics: fc.uniqueArray(fc.constantFrom(...TOPICS.map((topic) => topic.id)), { maxLength: MOST_TOPICS }),
  horizon: fc.constantFrom(...answersOf('horizon')),
  outcome: fc.constantFrom(...answersOf('outcome')),
  help: fc.constantFrom(...answersOf('help')),
  form: fc.constantFrom(...answersOf('form')),
  origin: fc.constantFrom(...answersOf('origin')),
});

describe('advise: laws', () => {
  it('form alone never turns coaching into mentoring or back', () => {
    fc.assert(
      fc.property(anyAnswers, fc.constantFrom(...answersOf('form')), (answers, form) => {
        const leans = new Set([advise(answers).lean, advise({ ...answers, form }).lean]);
        expect(leans.has('coaching') && leans.has('mentoring')).toBe(false);
      }),
    );
  });
  it('one kind is never clear while two needs are named', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const advice = advise({ ...answers, horizon: 'both' });
        if (advice.lean === 'coaching' || advice.lean === 'mentoring') expect(advice.strength).toBe('slight');
      }),
    );
  });
  it('every change it names does change the lean, and none leads to neither', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        for (const flip of whatWouldChange(answers)) {
          const { lean } = advise({ ...answers, [flip.question]: flip.answer });
          expect(lean).toBe(flip.lean);
          expect(lean).not.toBe(advise(answers).lean);
        }
      }),
    );
  });
  it('a gate in the answers or in the words always gives neither, and nothing else does', () => {
    fc.assert(
      fc.property(anyAnswers, fc.subarray([...GATES]), (answers, redirects) => {
        const gated =
          redirects.length > 0 ||
          typeof OUTCOME[answers.outcome] === 'string' ||
          typeof HELP[answers.help] === 'string' ||
          typeof ORIGIN[answers.origin] === 'string';
        expect(advise(answers, redirects).lean === 'neither').toBe(gated);
      }),
    );
  });
});
