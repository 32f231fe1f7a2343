import type { ViewOutput } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../locales/texts.ts';
import { wayName } from '../../people/views/words.ts';
import { checkbox, option, textInput } from '../../slack/inputs.ts';
import { modal } from '../../slack/modal.ts';
import { optionsIn, typedIn } from '../../slack/sent.ts';
import { line, plain, run } from '../../slack/text.ts';
import type { Answered, OfferKey, Replied } from '../flow/answering.ts';
import type { SeenOffer } from '../flow/seeing.ts';
import { ANSWER_LENGTH, isOpenOffer, QUESTION_LENGTH, REASON_LENGTH } from '../offer.ts';
import { NOT_NOW_FORM, QUESTION_FORM, REPLY_FORM } from './actions.ts';
import { answerButtons, resultText } from './offer.ts';
import { mention, momentName, paragraph, tellingView } from './words.ts';

const FULL = 'full';
/** Where each form's text stands. */
const FIELD = 'matching.answer.text';
const FULL_FIELD = 'matching.answer.full';

/** What the learner hopes for, in their words, and what was asked and answered; for the guide alone. */
export function hopesView(t: Texts, seen: SeenOffer, { timeZone }: { timeZone: string }): ModalView {
  const { offer, request, learner } = seen;
  const { hopes, ways } = request.wish;
  const over = resultText(t, seen);
  const { state } = offer;
  const isTheirs = isOpenOffer(state) || state.state === 'accepted';
  return tellingView(t, t('offers:hopes.title'), [
    ...(over === undefined ? [] : [paragraph(over)]),
    ...quoted(
      t('offers:hopes.lead', { learner: mention(learner.id) }),
      isOpenOffer(state) || state.state === 'accepted'
        ? hopes || t('offers:hopes.none')
        : t('offers:hopes.gone'),
    ),
    ...(isTheirs && ways.length > 0
      ? [
          {
            type: 'rich_text' as const,
            elements: [
              line(run(`${t('offers:hopes.ways')}: `, { bold: true })),
              {
                type: 'rich_text_list' as const,
                style: 'bullet' as const,
                elements: ways.map((way) => line(run(wayName(t, way)))),
              },
            ],
          },
        ]
      : []),
    ...(state.state === 'asked' ? exchanged(t, seen, state) : []),
    ...(state.state === 'pending' || state.state === 'asked'
      ? [
          {
            type: 'section' as const,
            text: plain(t('offers:until', { until: momentName(t, state.expiresAt, timeZone) })),
          },
          answerButtons(t, seen, { isRead: true }),
        ]
      : []),
  ]);
}

function exchanged(
  t: Texts,
  { learner }: SeenOffer,
  { question, answer }: { question: string; answer: string | null },
): KnownBlock[] {
  return [
    ...quoted(t('offers:hopes.asked'), question),
    ...(answer === null ? [] : quoted(t('offers:hopes.answered', { learner: mention(learner.id) }), answer)),
  ];
}

/** One of our sentences and, under it, what somebody wrote, as they wrote it. */
function quoted(lead: string, text: string): KnownBlock[] {
  return [
    paragraph(lead),
    { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text }] }] },
  ];
}

/** The guide's question; one an offer. */
export function questionForm(t: Texts, seen: SeenOffer): ModalView {
  return textForm(t, seen, {
    callbackId: QUESTION_FORM,
    title: t('offers:question.title'),
    before: [paragraph(t('offers:question.lead', { learner: mention(seen.learner.id) }))],
    label: t('offers:question.label'),
    hint: t('offers:question.hint', { count: QUESTION_LENGTH }),
    seenBy: t('offers:question.seen'),
    most: QUESTION_LENGTH,
    optional: false,
  });
}

/** Not now: a reason for oneself, and whether nobody new is to come. */
export function notNowForm(t: Texts, seen: SeenOffer): ModalView {
  const form = textForm(t, seen, {
    callbackId: NOT_NOW_FORM,
    title: t('offers:notNow.title'),
    before: [paragraph(t('offers:notNow.lead', { learner: mention(seen.learner.id) }))],
    label: t('offers:notNow.label'),
    hint: t('offers:notNow.hint', { count: REASON_LENGTH }),
    seenBy: t('offers:notNow.seen'),
    most: REASON_LENGTH,
    optional: true,
  });
  const full = checkbox({
    block: FULL_FIELD,
    optional: true,
    label: t('offers:notNow.places'),
    option: option(t('offers:notNow.full'), FULL, t('offers:notNow.fullMeans')),
  });
  return { ...form, blocks: [...form.blocks.slice(0, -1), full, ...form.blocks.slice(-1)] };
}

/** The guide's question with a field for the learner's answer. */
export function replyForm(t: Texts, seen: SeenOffer): ModalView {
  const { state } = seen.offer;
  return textForm(t, seen, {
    callbackId: REPLY_FORM,
    title: t('matching:reply.title'),
    before: quoted(
      t('matching:reply.lead', { guide: mention(seen.guide.id) }),
      state.state === 'asked' ? state.question : '',
    ),
    label: t('matching:reply.label'),
    hint: t('matching:reply.hint', { count: ANSWER_LENGTH }),
    seenBy: t('matching:reply.seen'),
    most: ANSWER_LENGTH,
    optional: false,
  });
}

function textForm(
  t: Texts,
  { offer }: SeenOffer,
  form: {
    callbackId: string;
    title: string;
    before: KnownBlock[];
    label: string;
    hint: string;
    seenBy: string;
    most: number;
    optional: boolean;
  },
): ModalView {
  return modal({
    callbackId: form.callbackId,
    metadata: `${offer.id} ${offer.version}`,
    title: form.title,
    submit: t('offers:button.send'),
    close: t('common:button.cancel'),
    blocks: [
      ...form.before,
      textInput({
        block: FIELD,
        optional: form.optional,
        label: form.label,
        hint: form.hint,
        most: form.most,
      }),
      { type: 'context', elements: [plain(form.seenBy)] },
    ],
  });
}

export type ReadAnswer =
  | { ok: true; key: OfferKey; text: string; isFull: boolean }
  | { ok: false; wrong: 'empty' | 'long' };

/** Reads one of the three forms; an empty text is for {@link notNowForm} only. */
export function readAnswer(
  view: Pick<ViewOutput, 'state' | 'private_metadata'>,
  { most, optional }: { most: number; optional: boolean },
): ReadAnswer {
  const text = typedIn(view, FIELD).trim();
  if (text === '' && !optional) return { ok: false, wrong: 'empty' };
  if (text.length > most) return { ok: false, wrong: 'long' };
  return {
    ok: true,
    key: offerKey(view.private_metadata),
    text,
    isFull: optionsIn(view, FULL_FIELD).includes(FULL),
  };
}

const Key = z.tuple([z.string(), z.coerce.number().int()]);

/** The offer that a button or a form carries; one that nobody has, where it carries none. */
export function offerKey(value: string | undefined): OfferKey {
  const [offerId, version] = Key.safeParse(value?.split(' ')).data ?? ['', 0];
  return { offerId, version };
}

/** What is to be done in the form's text field. */
export function answerErrors(t: Texts, wrong: 'empty' | 'long', most: number): Record<string, string> {
  return { [FIELD]: wrong === 'empty' ? t('offers:wrong.empty') : t('offers:wrong.long', { count: most }) };
}

/** What came of a guide's answer. */
export function answeredView(t: Texts, answered: Answered, seen: SeenOffer | undefined): ModalView {
  const learner = seen ? mention(seen.learner.id) : '';
  const texts = (): string[] => {
    switch (answered.outcome) {
      case 'accepted':
        return [t('offers:done.accepted', { learner }), t('offers:done.introduction')];
      case 'declined':
        return [t('offers:done.declined', { learner })];
      case 'full':
        return [t('offers:done.declined', { learner }), t('offers:done.full')];
      case 'asked':
        return [t('offers:done.asked', { learner })];
      case 'problem':
        return [t(`offers:problem.${answered.problem}`)];
    }
  };
  return tellingView(t, t('offers:done.title'), texts().map(paragraph));
}

/** What came of a learner's answer to the guide's question. */
export function repliedView(t: Texts, replied: Replied): ModalView {
  return tellingView(t, t('matching:reply.title'), [paragraph(t(`matching:replied.${replied}`))]);
}

/** An offer that cannot be answered as asked: over, or none of this person's. */
export function offerGoneView(t: Texts, seen: SeenOffer | undefined): ModalView {
  const over = seen && resultText(t, seen);
  return tellingView(t, t('offers:done.title'), [paragraph(over ?? t('offers:problem.not-yours'))]);
}
