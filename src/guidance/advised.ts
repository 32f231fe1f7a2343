import { type Advice, advise, type Flip, whatWouldChange } from './advise.ts';
import { gateOf, type Need, understand } from './need.ts';
import type { Answers } from './questions.ts';

/** All that the advice shows. `words` is what the person wrote, as typed. */
export interface Advised {
  advice: Advice;
  answers: Answers;
  flips: Flip[];
  wish?: Need['wish'];
  words: string;
}

/**
 * From the sent form to the advice: topics are looked for in the person's words where none was chosen, and words that
 * lead elsewhere (illness, harassment, pay, a course) count as answers.
 */
export function adviseOn(answers: Answers, words: string, wish: Need['wish']): Advised {
  const need = understand(words);
  const complete = answers.topics.length > 0 ? answers : { ...answers, topics: need.topics };
  const gate = need.redirect && gateOf(need.redirect.to);
  const redirects = gate ? [gate] : [];
  // What was written last counts; somebody who asks for another person, or offers, wishes nothing for themselves.
  const asksForOneself = need.redirect?.to !== 'offer' && need.redirect?.to !== 'on-behalf';
  const named = asksForOneself ? (need.wish ?? wish) : undefined;
  return {
    advice: advise(complete, redirects),
    answers: complete,
    flips: whatWouldChange(complete, redirects),
    ...(named && { wish: named }),
    words,
  };
}
