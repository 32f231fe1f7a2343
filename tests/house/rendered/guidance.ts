import { adviseOn } from '../../../src/guidance/advised.ts';
import { type Need, REDIRECTS } from '../../../src/guidance/need.ts';
import { type Answers, answersOf, type Question } from '../../../src/guidance/questions.ts';
import { adviceView, redirectView } from '../../../src/guidance/views/advice.ts';
import { compareView, helpMessage, introMessage } from '../../../src/guidance/views/explain.ts';
import { questionsView } from '../../../src/guidance/views/questions.ts';
import { COMMAND, type Rendered, readers, shown, topicWith } from './common.ts';

const [skill, between, theme] = [topicWith(-2), topicWith(0), topicWith(2)];
/** No topic, one of each sort, at both ends, three. */
const TOPIC_CHOICES: string[][] = [[], [skill], [theme], [between], [skill, theme], [skill, between, theme]];
const WISHES: Need['wish'][] = [undefined, 'coaching', 'mentoring'];

export const GUIDANCE: Rendered = {
  introMessage: (t) => [introMessage(t, COMMAND)].map(shown),
  compareView: (t) => [compareView(t)].map(shown),
  helpMessage: (t) =>
    readers(t)
      .flatMap((reader) => [helpMessage(t, COMMAND, reader), helpMessage(t, COMMAND, reader, 'blah')])
      .map(shown),
  questionsView: (t) =>
    [
      undefined,
      ...WISHES.flatMap((wish) =>
        TOPIC_CHOICES.map((topics) => ({ text: 'words', need: { topics, ...(wish && { wish }) } })),
      ),
    ]
      .map((prefilled) => questionsView(t, prefilled))
      .map(shown),
  adviceView: (t) => {
    const [reader] = readers(t);
    return everyAnswer().map((answers, at) =>
      shown(adviceView(t, reader, adviseOn(answers, at % 7 === 0 ? 'hm' : '', WISHES[at % WISHES.length]))),
    );
  },
  redirectView: (t) =>
    REDIRECTS.flatMap((to) =>
      readers(t).map((reader) =>
        redirectView(t, reader, COMMAND, { topics: [], redirect: { to, word: to } }),
      ),
    ).map(shown),
};

export const GUIDANCE_PARTS = ['introBlocks', 'parseQuestions', 'carriedNeed'];

/** Answers that together reach every text: the three heavy questions in full, the others taken in turn. */
function everyAnswer(): Answers[] {
  const heavy = answersOf('horizon').flatMap((horizon) =>
    answersOf('outcome').flatMap((outcome) => answersOf('help').map((help) => ({ horizon, outcome, help }))),
  );
  const own = heavy.flatMap((answers, at) =>
    TOPIC_CHOICES.map((topics) => ({ ...answers, topics, form: inTurn('form', at), origin: 'own' as const })),
  );
  const others = heavy.map((answers, at) => ({
    ...answers,
    topics: TOPIC_CHOICES[at % TOPIC_CHOICES.length] ?? [],
    form: inTurn('form', at),
    origin: inTurn('origin', at),
  }));
  return [...own, ...others];
}

function inTurn<Q extends Question>(question: Q, at: number): Answers[Q] {
  const answers = answersOf(question);
  const answer = answers[at % answers.length];
  if (answer === undefined) throw new Error(`${question} has no answers`);
  return answer;
}
