import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../../locales/texts.ts';
import { button } from '../../../slack/buttons.ts';
import { option, radios, select, textInput } from '../../../slack/inputs.ts';
import { modal } from '../../../slack/modal.ts';
import { carriedIn, optionIn, type Sent, typedIn } from '../../../slack/sent.ts';
import { mrkdwn, withoutControls } from '../../../slack/text.ts';
import { latestProgress } from '../../booking.ts';
import { WORDS_LENGTH } from '../../course.ts';
import type { Review, ReviewOf } from '../../pair.ts';
import type { SeenCourse } from '../../seen.ts';
import { CHANGE, EXTEND, REVIEW } from '../actions.ts';
import { mention } from '../parts.ts';
import { sponsorOffer } from '../sponsor/standing.ts';
import { isPlanDone, seenLine } from './parts.ts';

export const REVIEW_FORM = 'pairs.review.form';

const SAID = 'pairs.review.said';
const USEFUL = 'pairs.review.useful';
const TAKEAWAY = 'pairs.review.takeaway';
const USEFUL_STEPS = [1, 2, 3, 4, 5] as const;
/** What each of the two can say, the first choice first: at the end there is nothing to keep as it is, before it there is. */
const CHOICES = {
  'half-time': ['keep', 'change', 'close'],
  final: ['close', 'change'],
  early: ['keep', 'close'],
} as const satisfies Record<string, readonly Review['said'][]>;

/** The two that belong to coaching. */
export type CoachingReview = 'half-time' | 'final';

/**
 * Half-time, or the end of the plan: each looks back alone, and the other learns only what comes of it. The end can be
 * looked back on before the plan is done, as when a program ends: then it goes on as agreed, or is closed.
 */
export function reviewForm(t: Texts, seen: SeenCourse, of: CoachingReview, round: number): ModalView {
  const before = seen.reviewed.findLast((one) => one.of === of && one.round === round);
  const other = mention(seen);
  const last = seen.sessions.findLast(({ state }) => state === 'held');
  const isEarly = of === 'final' && !isPlanDone(seen);
  const when = isEarly ? 'early' : of;
  return modal({
    callbackId: REVIEW_FORM,
    metadata: JSON.stringify({ pairId: seen.pairId, of, round }),
    title: t(`sessions:review.title.${of}`),
    submit: t('sessions:review.submit'),
    close: t('common:button.cancel'),
    blocks: [
      {
        type: 'section',
        text: mrkdwn(t(`sessions:review.intro.${when}.${seen.side}`, { other })),
      },
      ...(seen.side === 'learner' ? compared(t, seen) : []),
      radios({
        block: SAID,
        label: t(`sessions:review.question.${of}`),
        options: CHOICES[when].map((said) => option(choiceText(t, when, said), said)),
        chosen: before?.said,
      }),
      select({
        block: USEFUL,
        optional: true,
        label: t('sessions:review.useful.label'),
        hint: t('sessions:review.useful.hint'),
        placeholder: t('sessions:review.useful.placeholder'),
        options: USEFUL_STEPS.map((step) => option(t(`sessions:review.useful.${step}`), String(step))),
      }),
      ...(of === 'final' && seen.side === 'learner' && last
        ? [
            textInput({
              block: TAKEAWAY,
              optional: true,
              label: t('sessions:review.takeaway'),
              hint: t('sessions:review.takeawayHint'),
              most: WORDS_LENGTH,
              typed: last.words.takeaway ?? '',
            }),
          ]
        : []),
      seenLine(t('sessions:review.seen', { other })),
    ],
  });
}

function choiceText(t: Texts, when: keyof typeof CHOICES, said: Review['said']): string {
  if (said === 'keep') return t(`sessions:review.choice.${when === 'early' ? 'early' : 'half-time'}.keep`);
  return t(`sessions:review.choice.${when === 'early' ? 'final' : when}.${said}`);
}

/** Where the client stood and where they stand, in their own figures; nothing where one of them is missing. */
function compared(t: Texts, { goal, sessions }: SeenCourse): KnownBlock[] {
  const [start, latest] = [goal?.startingPoint ?? null, latestProgress(sessions)];
  if (start === null || latest === null) return [];
  const side = (title: string, step: number) => mrkdwn(`*${title}*\n${t('sessions:goal.ofTen', { step })}`);
  return [
    {
      type: 'section',
      fields: [side(t('sessions:review.start'), start), side(t('sessions:review.latest'), latest)],
    },
  ];
}

/** What comes of it, after the form was sent; who closed it reads how it stands instead. */
export function reviewedView(
  t: Texts,
  seen: SeenCourse,
  of: CoachingReview,
  said: Exclude<Review['said'], 'close'>,
): ModalView {
  const text =
    said === 'keep'
      ? t('sessions:review.done.keep')
      : t(`sessions:review.done.change.${of}`, { other: mention(seen) });
  const form = of === 'final' ? EXTEND : CHANGE;
  const change = button(form, t(`sessions:review.propose.${of}`), seen.pairId, { style: 'primary' });
  return modal({
    callbackId: 'pairs.reviewed',
    title: t(`sessions:review.title.${of}`),
    close: t('common:button.close'),
    blocks: [
      { type: 'section', text: mrkdwn(text) },
      ...(said === 'change' ? [{ type: 'actions' as const, elements: [change] }] : []),
      ...(seen.side === 'learner'
        ? sponsorOffer(t, { pairId: seen.pairId, sponsor: seen.sponsor ?? null })
        : []),
    ],
  });
}

/** All sessions of a plan have taken place: what comes before another one is booked. */
export function planDoneView(t: Texts, seen: SeenCourse): ModalView {
  const { next, pairId } = seen;
  const [action, text, value] =
    next?.what === 'final'
      ? [REVIEW, t('sessions:planDone.button'), `${pairId} final ${next.round}`]
      : [EXTEND, t('sessions:review.propose.final'), pairId];
  return modal({
    callbackId: 'pairs.plan-done',
    title: t('sessions:planDone.title'),
    close: t('common:button.close'),
    blocks: [
      { type: 'section', text: mrkdwn(t('sessions:planDone.text', { other: mention(seen) })) },
      { type: 'actions', elements: [button(action, text, value, { style: 'primary' })] },
    ],
  });
}

export type ParsedReview =
  | { ok: true; said: Review['said']; useful: number | null; takeaway: string | null }
  /** By the field's block. */
  | { ok: false; problems: Record<string, 'missing'> };

/** Reads the sent form. */
export function parseReview(view: Sent, of: CoachingReview): ParsedReview {
  const choices: readonly Review['said'][] =
    of === 'final' ? [...CHOICES.early, ...CHOICES.final] : CHOICES[of];
  const said = choices.find((one) => one === optionIn(view, SAID));
  if (!said) return { ok: false, problems: { [SAID]: 'missing' } };
  const useful = USEFUL_STEPS.find((step) => String(step) === optionIn(view, USEFUL));
  const takeaway = withoutControls(typedIn(view, TAKEAWAY)).trim().slice(0, WORDS_LENGTH);
  return { ok: true, said, useful: useful ?? null, takeaway: takeaway === '' ? null : takeaway };
}

const REVIEWED = ['half-time', 'final', 'renewal'] as const satisfies readonly ReviewOf[];
const About = z.object({
  pairId: z.string(),
  of: z.enum(REVIEWED),
  round: z.coerce.number().int().min(1).max(99),
});
export type ReviewAbout = z.infer<typeof About>;

/** What a button for a review carries: a pair's id, which of the three, the round. Not to be trusted. */
export function reviewAsked(value: string | undefined): ReviewAbout | undefined {
  const [pairId, of, round] = (value ?? '').split(' ');
  return About.safeParse({ pairId, of, round }).data;
}

/** What a sent form carries. Not to be trusted. */
export function reviewSent(metadata: string): ReviewAbout | undefined {
  return carriedIn(metadata, About);
}
