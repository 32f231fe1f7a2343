import type { ActionsBlock, KnownBlock, RichTextBlockElement } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { languageName, listOf } from '../../people/views/words.ts';
import type { Message } from '../../slack/asking.ts';
import { button, buttons } from '../../slack/buttons.ts';
import { LIMITS } from '../../slack/limits.ts';
import { escaped, line, plain, run } from '../../slack/text.ts';
import type { SeenOffer } from '../flow/seeing.ts';
import { MOST_PENDING } from '../match.ts';
import { isOpenOffer, type OfferState } from '../offer.ts';
import { ACCEPT, HOPES, NOT_NOW, QUESTION } from './actions.ts';
import { fitPoints, fitText, lineOf, mention, momentName, paragraph, saying, topicsText } from './words.ts';

/**
 * What a guide is asked: by whom, for what, why it fits and what does not, what a yes means, until when. What the
 * learner hopes for stands in a modal. After an answer it says what came of it, and the buttons are gone.
 */
export function offerMessage(t: Texts, seen: SeenOffer, { timeZone }: { timeZone: string }): Message {
  const over = resultText(t, seen);
  if (over !== undefined) return saying([over]);
  return {
    text: [
      askText(t, seen),
      ...facts(t, seen).map(([label, text]) => `${label}: ${escaped(text)}.`),
      fitText(t, seen.fit),
      ...turnTexts(t, seen),
      t('offers:means'),
      untilText(t, seen, timeZone),
    ]
      .filter(Boolean)
      .join(' '),
    blocks: offerBlocks(t, seen, { timeZone }),
  };
}

/** The same as blocks, for the message and the App Home: at most 5. */
export function offerBlocks(t: Texts, seen: SeenOffer, { timeZone }: { timeZone: string }): KnownBlock[] {
  const about: RichTextBlockElement[] = [
    lineOf(askText(t, seen), { bold: true }),
    ...facts(t, seen).map(([label, text]) => line(run(`${label}: `, { bold: true }), run(text))),
    ...fitPoints(t, seen.fit),
  ];
  const turn = turnTexts(t, seen);
  return [
    { type: 'rich_text', elements: about },
    ...(turn.length > 0 ? [paragraph(turn.join(' '))] : []),
    { type: 'section', text: plain(`${t('offers:means')} ${untilText(t, seen, timeZone)}`) },
    {
      type: 'context',
      elements: [plain(t(`offers:why.${seen.program.kind}`))],
    },
    answerButtons(t, seen),
  ];
}

/** A guide can still answer; said once, and that no answer is one too. */
export function offerReminder(t: Texts, seen: SeenOffer, { timeZone }: { timeZone: string }): Message {
  const over = resultText(t, seen);
  if (over !== undefined) return saying([over]);
  const { state } = seen.offer;
  const until = 'expiresAt' in state ? momentName(t, state.expiresAt, timeZone) : '';
  const lead = t('offers:reminder', { learner: mention(seen.learner.id), until });
  const { text, blocks } = saying([lead, ...turnTexts(t, seen)]);
  return { text, blocks: [...blocks, answerButtons(t, seen)] };
}

/** The learner has answered the guide's question. */
export function answeredMessage(t: Texts, seen: SeenOffer, { timeZone }: { timeZone: string }): Message {
  const over = resultText(t, seen);
  if (over !== undefined) return saying([over]);
  const { text, blocks } = saying([
    t('offers:answered', { learner: mention(seen.learner.id) }),
    untilText(t, seen, timeZone),
  ]);
  return { text, blocks: [...blocks, answerButtons(t, seen)] };
}

/** What waits for a guide's answer, for the App Home; nothing where nothing does. At most 11 blocks. */
export function offersBlocks(t: Texts, offers: readonly SeenOffer[], timeZone: string): KnownBlock[] {
  if (offers.length === 0) return [];
  return [
    { type: 'header', text: plain(t('offers:home.title'), LIMITS.header) },
    ...offers.slice(0, MOST_PENDING).flatMap((seen) => offerBlocks(t, seen, { timeZone })),
  ];
}

/** Accept, ask, not now, read: what can be done with an offer now; without the last where it is read already. */
export function answerButtons(
  t: Texts,
  { offer, learner }: SeenOffer,
  { isRead = false }: { isRead?: boolean } = {},
): ActionsBlock {
  const value = `${offer.id} ${offer.version}`;
  const about = learner.name;
  const hasAnswer = offer.state.state === 'asked' && offer.state.answer !== null;
  const read = button(HOPES, hasAnswer ? t('offers:button.answer') : t('offers:button.hopes'), value, {
    about,
  });
  return buttons(`matching.offer.${offer.id}`, [
    button(ACCEPT, t('offers:button.accept'), value, { style: 'primary', about }),
    ...(offer.state.state === 'pending'
      ? [button(QUESTION, t('offers:button.question'), value, { about })]
      : []),
    button(NOT_NOW, t('offers:button.notNow'), value, { about }),
    ...(isRead ? [] : [read]),
  ]);
}

function askText(t: Texts, { program, learner }: SeenOffer): string {
  return t(`offers:asks.${program.kind}`, { learner: mention(learner.id) });
}

/** What the guide needs to know of the request, with its labels; nothing of it is in the learner's own words. */
function facts(
  t: Texts,
  { program, request: { wish }, learner }: SeenOffer,
): [label: string, text: string][] {
  const languages = listOf(
    t,
    wish.languages.map((language) => languageName(t, language)),
  );
  return [
    ...(learner.title ? [[t('offers:fact.title'), learner.title] satisfies [string, string]] : []),
    ...(program.isForAll ? [] : [[t('offers:fact.program'), program.name] satisfies [string, string]]),
    [t('offers:fact.topics'), topicsText(t, wish.topics)],
    [t('offers:fact.languages'), languages],
  ];
}

/** Where a question is under way: whose turn it is. */
function turnTexts(t: Texts, { offer, learner }: SeenOffer): string[] {
  if (offer.state.state !== 'asked') return [];
  return [
    offer.state.answer === null
      ? t('offers:turn.asked', { learner: mention(learner.id) })
      : t('offers:turn.answered', { learner: mention(learner.id) }),
  ];
}

function untilText(t: Texts, { offer: { state } }: SeenOffer, timeZone: string): string {
  if (state.state !== 'pending' && state.state !== 'asked') return '';
  return t('offers:until', { until: momentName(t, state.expiresAt, timeZone) });
}

/** What came of an offer, for its guide; nothing while it can be answered. */
export function resultText(t: Texts, { offer: { state }, learner }: SeenOffer): string | undefined {
  if (isOpenOffer(state)) return undefined;
  return t(`offers:result.${resultOf(state)}`, { learner: mention(learner.id) });
}

type Result = 'accepted' | 'declined' | 'expired' | 'withdrawn' | 'full' | 'taken' | 'moved';

function resultOf(state: OfferState): Result {
  switch (state.state) {
    case 'accepted':
    case 'declined':
    case 'expired':
    case 'withdrawn':
      return state.state;
    case 'moved':
      return state.why === 'full' || state.why === 'taken' ? state.why : 'moved';
    case 'pending':
    case 'asked':
      throw new Error('an open offer has no result');
  }
}
