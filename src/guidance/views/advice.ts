import type { KnownBlock, ModalView, RichTextBlock } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { askButton } from '../../matching/views/requested.ts';
import type { Reader } from '../../people/flow/readers.ts';
import { affinityOf, topicsIn } from '../../people/topics.ts';
import { contactBlocks } from '../../people/views/contacts.ts';
import { offerButton } from '../../people/views/profile.ts';
import { listOf, topicName } from '../../people/views/words.ts';
import { KINDS, type Kind } from '../../ports.ts';
import { programsButton } from '../../programs/views.ts';
import { button } from '../../slack/buttons.ts';
import { LIMITS } from '../../slack/limits.ts';
import { modal } from '../../slack/modal.ts';
import { cut, escaped, line, mrkdwn, plain, run } from '../../slack/text.ts';
import { type Advice, type Flip, offersChange } from '../advise.ts';
import type { Advised } from '../advised.ts';
import type { Need } from '../need.ts';
import { type Answers, DIMENSIONS, type Dimension, HORIZON, OUTCOME } from '../questions.ts';
import { CHOOSE, COMPARE } from './explain.ts';

/** How many changes are spelled out (a question and where it would lead); other answers are counted. */
const CHANGES_SHOWN = 4;
/** A person's own words are shown back up to here; they have the whole of it in the form below. */
const WORDS_SHOWN = 3000;

/** The answer: where it leans and how clearly, why, what would change it, the next step, where to turn. */
export function adviceView(t: Texts, reader: Reader, advised: Advised): ModalView {
  const { advice, wish, words } = advised;
  const contacts: KnownBlock[] = [{ type: 'divider' }, ...contactBlocks(t, reader)];
  const wished: KnownBlock[] = wish
    ? [{ type: 'section', text: plain(t(`guidance:advice.wish.${wish}`)) }]
    : [];
  return modal({
    callbackId: 'guidance.advice',
    title: t('guidance:advice.title'),
    close: t('common:button.back'),
    blocks:
      advice.lean === 'neither'
        ? [
            headline(t, advice),
            ...neitherBlocks(t, advice),
            ...contacts,
            ...wished,
            ...changeBlocks(t, advised),
          ]
        : [
            headline(t, advice),
            { type: 'section', text: plain(leadOf(t, advice)) },
            ...wished,
            ...(words === '' ? [] : [wroteBlock(t, words)]),
            ...whyBlocks(t, advised),
            ...changeBlocks(t, advised),
            ...nextBlocks(t, advice, advised.answers.topics),
            { type: 'actions', elements: [button(COMPARE, t('guidance:advice.compare')), programsButton(t)] },
            ...contacts,
          ],
  });
}

function headline(t: Texts, advice: Advice): KnownBlock {
  return { type: 'header', text: plain(headlineText(t, advice), LIMITS.header) };
}

/** Where it leans and how clearly, in one line. */
function headlineText(t: Texts, advice: Advice): string {
  switch (advice.lean) {
    case 'coaching':
    case 'mentoring':
      return t(`guidance:advice.headline.${advice.lean}.${advice.strength}`);
    case 'both':
      return advice.strength === 'even'
        ? t('guidance:advice.headline.both.even')
        : t(`guidance:advice.headline.both.${advice.strength}.${advice.first}`);
    case 'neither':
      return t(`guidance:advice.headline.neither.${advice.strength}`);
  }
}

function leadOf(t: Texts, advice: Exclude<Advice, { lean: 'neither' }>): string {
  if (advice.lean === 'both')
    return advice.strength === 'even' ? t('guidance:advice.lead.even') : t('guidance:advice.lead.both');
  const lead = t(`guidance:advice.lead.${advice.lean}`);
  return advice.strength === 'slight' ? `${lead} ${t('guidance:advice.lead.slightNote')}` : lead;
}

function neitherBlocks(t: Texts, advice: Extract<Advice, { lean: 'neither' }>): KnownBlock[] {
  const afterwards = advice.strength === 'slight' ? [t(`guidance:neither.then.${advice.afterwards}`)] : [];
  const texts = [...advice.to.map((gate) => t(`guidance:neither.${gate}`)), ...afterwards];
  return texts.map((text) => ({ type: 'section', text: plain(text) }));
}

function wroteBlock(t: Texts, words: string): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [
      line(run(t('guidance:advice.youWrote'))),
      { type: 'rich_text_quote', elements: [{ type: 'text', text: cut(words, WORDS_SHOWN) }] },
    ],
  };
}

function whyBlocks(t: Texts, { advice, answers }: Advised): KnownBlock[] {
  return [
    { type: 'header', text: plain(t('guidance:advice.why'), LIMITS.header) },
    ...DIMENSIONS.map((dimension): KnownBlock => {
      const points = pointsText(t, advice.points[dimension]);
      const name = t(`guidance:dimension.${dimension}`);
      return {
        type: 'section',
        text: mrkdwn(`*${name}* · ${points}\n${escaped(reasonOf(t, dimension, answers))}`),
      };
    }),
  ];
}

function pointsText(t: Texts, points: number): string {
  if (points === 0) return t('guidance:advice.points.neither');
  return points < 0 ? t('guidance:advice.points.coaching') : t('guidance:advice.points.mentoring');
}

/** The one reason of a dimension: what the person answered, and what that says. */
function reasonOf(t: Texts, dimension: Dimension, answers: Answers): string {
  switch (dimension) {
    case 'goal':
      return goalReason(t, answers);
    case 'role':
      return t(`guidance:reason.help.${answers.help}`);
    case 'form':
      return t(`guidance:reason.form.${answers.form}`);
    case 'scope':
      return scopeReason(t, answers.topics);
  }
}

/** Goal is asked twice: the answer that decided it is the reason, or that the two pull against each other. */
function goalReason(t: Texts, { horizon, outcome }: Answers): string {
  const byTime = HORIZON[horizon];
  const weight = OUTCOME[outcome];
  const bySign = typeof weight === 'number' ? weight : 0;
  if (byTime !== 0 && byTime + bySign === 0) return t('guidance:reason.goalPull');
  const sum = byTime + bySign;
  // Neither answer points anywhere, so both are named.
  if (byTime === 0 && bySign === 0)
    return `${t(`guidance:reason.horizon.${horizon}`)} ${t(`guidance:reason.outcome.${outcome}`)}`;
  const timeDecides = Math.sign(byTime) === Math.sign(sum) && Math.abs(byTime) > Math.abs(bySign);
  return timeDecides ? t(`guidance:reason.horizon.${horizon}`) : t(`guidance:reason.outcome.${outcome}`);
}

function scopeReason(t: Texts, topics: readonly string[]): string {
  if (topics.length === 0) return t('guidance:reason.scope.none');
  const signs = new Set(topics.map((id) => Math.sign(affinityOf(id))));
  const kind = signs.has(-1) ? (signs.has(1) ? 'mixed' : 'skills') : signs.has(1) ? 'themes' : 'between';
  const names = listOf(
    t,
    topics.map((id) => topicName(t, id)),
  );
  return t(`guidance:reason.scope.${kind}`, { topics: names });
}

function changeBlocks(t: Texts, { advice, flips }: Advised): KnownBlock[] {
  if (!offersChange(advice)) return [];
  // Whose idea it was is not flipped, so "nothing would change it" would be untrue of "not yet".
  if (flips.length === 0 && advice.lean === 'neither') return [];
  const groups = Object.values(Object.groupBy(flips, ({ question, lean }) => `${question} ${lean}`));
  const shown = groups.slice(0, CHANGES_SHOWN).flatMap((group) => group ?? []);
  const lines = groups.slice(0, CHANGES_SHOWN).map((group) => changeLine(t, group ?? []));
  const more = flips.length - shown.length;
  return [
    { type: 'header', text: plain(t('guidance:advice.change'), LIMITS.header) },
    lines.length === 0
      ? { type: 'section', text: plain(t('guidance:advice.changeNone')) }
      : {
          type: 'rich_text',
          elements: [
            { type: 'rich_text_list', style: 'bullet', elements: lines.map((text) => line(run(text))) },
            ...(more > 0 ? [line(run(t('guidance:advice.changeMore', { count: more })))] : []),
          ],
        },
  ];
}

/** One question, the answers to it that would lead elsewhere, and where. */
function changeLine(t: Texts, group: readonly Flip[]): string {
  const [first] = group;
  if (!first) return '';
  const quoted = group.map((flip) => t('guidance:advice.quoted', { answer: answerText(t, flip) }));
  return t('guidance:advice.changeLine', {
    question: t(`guidance:question.${first.question}`),
    answers: new Intl.ListFormat(t.language, { type: 'disjunction' }).format(quoted),
    lean: t(`guidance:advice.changeLean.${first.lean}`),
  });
}

function answerText(t: Texts, flip: Flip): string {
  switch (flip.question) {
    case 'horizon':
      return t(`guidance:answer.horizon.${flip.answer}`);
    case 'outcome':
      return t(`guidance:answer.outcome.${flip.answer}`);
    case 'help':
      return t(`guidance:answer.help.${flip.answer}`);
    case 'form':
      return t(`guidance:answer.form.${flip.answer}`);
  }
}

/** What to do now, and a button for each kind that the advice names, with the topics that were chosen. */
function nextBlocks(
  t: Texts,
  advice: Exclude<Advice, { lean: 'neither' }>,
  topics: readonly string[],
): KnownBlock[] {
  const step = advice.lean === 'both' && advice.strength === 'even' ? 'even' : advice.lean;
  return [
    { type: 'header', text: plain(t('guidance:advice.next'), LIMITS.header) },
    { type: 'section', text: plain(t(`guidance:advice.nextStep.${step}`)) },
    ...kindsOf(advice).map(
      (kind): KnownBlock => ({ type: 'actions', elements: [askButton(t, kind, topics)] }),
    ),
  ];
}

/** The kinds that an advice names, the one to begin with first. */
function kindsOf(advice: Exclude<Advice, { lean: 'neither' }>): readonly Kind[] {
  if (advice.lean !== 'both') return [advice.lean];
  if (advice.strength === 'even') return KINDS;
  return [advice.first, ...KINDS.filter((kind) => kind !== advice.first)];
}

/** Words that lead elsewhere: said before any question, and it blocks nobody from asking on. */
export function redirectView(t: Texts, reader: Reader, command: string, need: Need): ModalView {
  const to = need.redirect?.to ?? 'support';
  return modal({
    callbackId: 'guidance.redirect',
    title: t('guidance:redirect.title'),
    close: t('common:button.close'),
    blocks: [
      ...redirectTexts(t, to, command, need.wish),
      { type: 'divider' },
      ...contactBlocks(t, reader),
      {
        type: 'actions',
        elements: [button(CHOOSE, t('guidance:redirect.anyway'), carried(need))],
      },
    ],
  });
}

/** What was understood of a need, as a button's value; never its words. */
function carried({ topics, wish }: Need): string {
  return [wish ?? 'no-wish', ...topics].join(' ');
}

/** The need that a button carries; an empty one where it carries none. */
export function carriedNeed(value: string): Need {
  const [wish] = value.split(' ');
  return { topics: topicsIn(value), ...((wish === 'coaching' || wish === 'mentoring') && { wish }) };
}

function redirectTexts(
  t: Texts,
  to: NonNullable<Need['redirect']>['to'],
  command: string,
  wish: Need['wish'],
): KnownBlock[] {
  const sections = (...texts: string[]): KnownBlock[] =>
    texts.map((text) => ({ type: 'section', text: plain(text) }));
  switch (to) {
    case 'support':
    case 'manager':
    case 'training':
      return sections(t(`guidance:neither.${to}`));
    case 'hr':
      return sections(t('guidance:neither.formal'));
    case 'offer':
      return [
        ...sections(t('guidance:redirect.offer')),
        { type: 'actions', elements: [offerButton(t('profile:you.offer'), wish)] },
      ];
    case 'on-behalf':
      return [
        ...sections(t('guidance:redirect.onBehalf'), t('guidance:redirect.onBehalfPass')),
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_preformatted',
              elements: [{ type: 'text', text: t('guidance:redirect.onBehalfText', { command }) }],
            },
          ],
        },
      ];
  }
}
