import type { KnownBlock, ModalView } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import type { Reader } from '../../people/flow/readers.ts';
import { isTopic } from '../../people/topics.ts';
import { contactBlocks } from '../../people/views/contacts.ts';
import { topicOptions } from '../../people/views/options.ts';
import { listOf, topicName } from '../../people/views/words.ts';
import { multiSelect, type Option, option, radios, textInput } from '../../slack/inputs.ts';
import { LIMITS } from '../../slack/limits.ts';
import { modal } from '../../slack/modal.ts';
import { optionIn, optionsIn, type Sent, typedIn } from '../../slack/sent.ts';
import { plain } from '../../slack/text.ts';
import type { Need } from '../need.ts';
import { type Answers, answersOf, isAnswer, MOST_TOPICS, type Question } from '../questions.ts';

export const QUESTIONS_FORM = 'guidance.questions';
const TOPICS_BLOCK = 'guidance.topics';
const WORDS_BLOCK = 'guidance.words';
const blockOf = (question: Question): string => `guidance.${question}`;

/** What a person typed before the form opened, and what was understood of it. */
export interface Prefilled {
  text: string;
  need: Need;
}

/**
 * The seven questions. A wish that was typed travels in the form's `private_metadata`. Where the words were not
 * understood, the help contacts stand below: the lexicon misses calls for help that are put in other words.
 */
export function questionsView(t: Texts, prefilled?: Prefilled, reader?: Reader): ModalView {
  const { text = '', need } = prefilled ?? {};
  const untold = text !== '' && need?.topics.length === 0 && !need.wish;
  return modal({
    callbackId: QUESTIONS_FORM,
    metadata: need?.wish ?? '',
    title: t('guidance:choose.title'),
    submit: t('guidance:choose.submit'),
    close: t('common:button.cancel'),
    blocks: [
      { type: 'context', elements: [plain(t('guidance:choose.seen'))] },
      ...(prefilled ? understoodBlocks(t, prefilled) : []),
      multiSelect({
        block: TOPICS_BLOCK,
        action: 'answer',
        optional: true,
        label: t('guidance:choose.topics'),
        hint: t('guidance:choose.topicsHint'),
        placeholder: t('guidance:choose.topicsPlaceholder'),
        most: MOST_TOPICS,
        options: topicOptions(t),
        chosen: need?.topics ?? [],
      }),
      radio(
        t,
        'horizon',
        answersOf('horizon').map((answer) => option(t(`guidance:answer.horizon.${answer}`), answer)),
      ),
      radio(
        t,
        'outcome',
        answersOf('outcome').map((answer) => option(t(`guidance:answer.outcome.${answer}`), answer)),
      ),
      radio(
        t,
        'help',
        answersOf('help').map((answer) => option(t(`guidance:answer.help.${answer}`), answer)),
      ),
      radio(
        t,
        'form',
        answersOf('form').map((answer) => option(t(`guidance:answer.form.${answer}`), answer)),
      ),
      radio(
        t,
        'origin',
        answersOf('origin').map((answer) => option(t(`guidance:answer.origin.${answer}`), answer)),
      ),
      textInput({
        block: WORDS_BLOCK,
        action: 'answer',
        optional: true,
        label: t('guidance:choose.words'),
        hint: t('guidance:choose.wordsHint'),
        placeholder: t('guidance:choose.wordsPlaceholder'),
        most: LIMITS.textInput,
        typed: text,
      }),
      ...(untold && reader ? [{ type: 'divider' as const }, ...contactBlocks(t, reader)] : []),
    ],
  });
}

function understoodBlocks(t: Texts, { text, need }: Prefilled): KnownBlock[] {
  const names = need.topics.filter(isTopic).map((id) => topicName(t, id));
  const sentences = [
    names.length > 0 && t('guidance:choose.understood', { count: names.length, topics: listOf(t, names) }),
    names.length === 0 && text !== '' && !need.wish && t('guidance:choose.notUnderstood'),
    need.wish && t(`guidance:choose.wish.${need.wish}`),
  ].filter((sentence) => typeof sentence === 'string');
  return sentences.map((sentence) => ({ type: 'section', text: plain(sentence) }));
}

function radio(t: Texts, question: Question, options: Option[]): KnownBlock {
  return radios({
    block: blockOf(question),
    action: 'answer',
    label: t(`guidance:question.${question}`),
    options,
  });
}

export type ParsedQuestions =
  | { ok: true; answers: Answers; words: string }
  /** Problems by block_id of the input they belong to. */
  | { ok: false; problems: Record<string, 'missing' | 'tooMany'> };

/** Reads the sent form. What Slack would not let through is refused here all the same. */
export function parseQuestions(view: Sent): ParsedQuestions {
  const problems: Record<string, 'missing' | 'tooMany'> = {};
  const chosen = <Q extends Question>(question: Q): Answers[Q] | undefined => {
    const value = optionIn(view, blockOf(question));
    if (isAnswer(question, value)) return value;
    problems[blockOf(question)] = 'missing';
    return undefined;
  };
  const topics = optionsIn(view, TOPICS_BLOCK).filter(isTopic);
  if (topics.length > MOST_TOPICS) problems[TOPICS_BLOCK] = 'tooMany';
  const [horizon, outcome, help, form, origin] = [
    chosen('horizon'),
    chosen('outcome'),
    chosen('help'),
    chosen('form'),
    chosen('origin'),
  ];
  const complete = horizon && outcome && help && form && origin;
  if (!complete || Object.keys(problems).length > 0) return { ok: false, problems };
  const words = typedIn(view, WORDS_BLOCK).trim();
  return { ok: true, answers: { topics, horizon, outcome, help, form, origin }, words };
}
