import type { ViewOutput } from '@slack/bolt';
import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import type { Reader } from '../../people/flow/readers.ts';
import { isTopic, TOPICS } from '../../people/topics.ts';
import { contactBlocks } from '../../people/views/contacts.ts';
import { listOf, topicName } from '../../people/views/words.ts';
import { LIMITS } from '../../slack/limits.ts';
import { cut, plain } from '../../slack/text.ts';
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
  const shown = TOPICS.map(({ id }) => topicOption(t, id));
  const chosen = shown.filter((option) => need?.topics.includes(option.value ?? ''));
  return {
    type: 'modal',
    callback_id: QUESTIONS_FORM,
    private_metadata: need?.wish ?? '',
    title: plain(t('guidance:choose.title'), LIMITS.viewTitle),
    submit: plain(t('guidance:choose.submit'), LIMITS.viewTitle),
    close: plain(t('common:button.cancel'), LIMITS.viewTitle),
    blocks: [
      { type: 'context', elements: [plain(t('guidance:choose.seen'))] },
      ...(prefilled ? understoodBlocks(t, prefilled) : []),
      {
        type: 'input',
        block_id: TOPICS_BLOCK,
        optional: true,
        label: plain(t('guidance:choose.topics')),
        hint: plain(t('guidance:choose.topicsHint')),
        element: {
          type: 'multi_static_select',
          action_id: 'answer',
          max_selected_items: MOST_TOPICS,
          placeholder: plain(t('guidance:choose.topicsPlaceholder'), 150),
          options: shown,
          ...(chosen.length > 0 && { initial_options: chosen }),
        },
      },
      radio(
        t,
        'horizon',
        answersOf('horizon').map((answer) => option(answer, t(`guidance:answer.horizon.${answer}`))),
      ),
      radio(
        t,
        'outcome',
        answersOf('outcome').map((answer) => option(answer, t(`guidance:answer.outcome.${answer}`))),
      ),
      radio(
        t,
        'help',
        answersOf('help').map((answer) => option(answer, t(`guidance:answer.help.${answer}`))),
      ),
      radio(
        t,
        'form',
        answersOf('form').map((answer) => option(answer, t(`guidance:answer.form.${answer}`))),
      ),
      radio(
        t,
        'origin',
        answersOf('origin').map((answer) => option(answer, t(`guidance:answer.origin.${answer}`))),
      ),
      {
        type: 'input',
        block_id: WORDS_BLOCK,
        optional: true,
        label: plain(t('guidance:choose.words')),
        hint: plain(t('guidance:choose.wordsHint')),
        element: {
          type: 'plain_text_input',
          action_id: 'answer',
          multiline: true,
          max_length: LIMITS.textInput,
          placeholder: plain(t('guidance:choose.wordsPlaceholder'), 150),
          ...(text !== '' && { initial_value: cut(text, LIMITS.textInput) }),
        },
      },
      ...(untold && reader ? [{ type: 'divider' as const }, ...contactBlocks(t, reader)] : []),
    ],
  };
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

function radio(t: Texts, question: Question, options: PlainTextOption[]): KnownBlock {
  return {
    type: 'input',
    block_id: blockOf(question),
    label: plain(t(`guidance:question.${question}`)),
    element: { type: 'radio_buttons', action_id: 'answer', options },
  };
}

function option(value: string, text: string): PlainTextOption {
  return { value, text: plain(text, LIMITS.option) };
}

function topicOption(t: Texts, id: string): PlainTextOption {
  return option(id, topicName(t, id));
}

export type ParsedQuestions =
  | { ok: true; answers: Answers; words: string }
  /** Problems by block_id of the input they belong to. */
  | { ok: false; problems: Record<string, 'missing' | 'tooMany'> };

/** Reads the sent form. What Slack would not let through is refused here all the same. */
export function parseQuestions(view: Pick<ViewOutput, 'state'>): ParsedQuestions {
  const problems: Record<string, 'missing' | 'tooMany'> = {};
  const chosen = <Q extends Question>(question: Q): Answers[Q] | undefined => {
    const value = view.state.values[blockOf(question)]?.['answer']?.selected_option?.value;
    if (isAnswer(question, value)) return value;
    problems[blockOf(question)] = 'missing';
    return undefined;
  };
  const topics = (view.state.values[TOPICS_BLOCK]?.['answer']?.selected_options ?? [])
    .map(({ value }) => value)
    .filter(isTopic);
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
  const words = (view.state.values[WORDS_BLOCK]?.['answer']?.value ?? '').trim();
  return { ok: true, answers: { topics, horizon, outcome, help, form, origin }, words };
}
