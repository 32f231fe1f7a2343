import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../locales/texts.ts';
import { gapTexts, reasonTexts } from '../../pairs/views/fit.ts';
import { PersonId } from '../../ports.ts';
import { button, buttons, confirmation } from '../../slack/buttons.ts';
import { LIMITS } from '../../slack/limits.ts';
import { modal } from '../../slack/modal.ts';
import { mrkdwn, plain } from '../../slack/text.ts';
import { type Draft, DraftId, type Together, unsettled } from '../draft.ts';
import {
  countOf,
  figuresOf,
  type Item,
  itemsOf,
  LISTS,
  type List,
  pageOf,
  type ShownDraft,
  strengthOf,
} from '../figures.ts';
import { shortageTexts } from './shortage.ts';

/** The modal with the draft; its submit button leads to what publishing would send. */
export const COHORT = 'matching.cohort';
export const COHORT_LIST = 'matching.cohort.list';
export const COHORT_BACK = 'matching.cohort.back';
export const COHORT_ON = 'matching.cohort.on';
export const COHORT_RUN = 'matching.cohort.run';
export const COHORT_DROP = 'matching.cohort.drop';
export const COHORT_PAIR = 'matching.cohort.pair';
export const COHORT_CHOOSE = 'matching.cohort.choose';

/** Which part of a draft a modal shows; kept in the modal, and nothing that is trusted. */
const Place = z.object({
  draftId: DraftId,
  version: z.number().int(),
  list: z.enum(LISTS),
  page: z.number().int().min(0),
});
export type Place = z.infer<typeof Place>;

/** @returns nothing of a modal that shows no draft */
export function placeIn(metadata: string): Place | undefined {
  try {
    return Place.safeParse(JSON.parse(metadata)).data;
  } catch {
    return undefined;
  }
}

/**
 * A matched cohort that nobody else knows of yet: figures, a page of a list, and what can be done. A manager reads who
 * is matched with whom and why; nobody's words, and not what keeps people apart.
 */
export function cohortDraft(
  t: Texts,
  shown: ShownDraft,
  { list, page: wanted }: { list: List; page: number },
): ModalView {
  const { draft, programName, gone } = shown;
  const { items, page, pages } = pageOf(itemsOf(draft, list, gone), wanted);
  const place: Place = { draftId: draft.id, version: draft.version, list, page };
  return modal({
    callbackId: COHORT,
    metadata: JSON.stringify(place),
    title: t('cohort:title'),
    close: t('common:button.close'),
    submit: t('cohort:publish.submit'),
    blocks: [
      { type: 'header', text: plain(programName, LIMITS.header) },
      { type: 'section', text: plain(summaryLines(t, draft).join('\n')) },
      ...noteLines(t, shown).map((text): KnownBlock => ({ type: 'section', text: plain(text) })),
      { type: 'context', elements: [plain(t('cohort:seen'))] },
      actions(t, shown, list),
      { type: 'divider' },
      ...(items.length === 0
        ? [{ type: 'section', text: plain(t(`cohort:empty.${list}`)) } satisfies KnownBlock]
        : items.map((item, at) => itemBlock(t, item, at))),
      ...(pages > 1 ? pageBlocks(t, page, pages) : []),
    ],
  });
}

function summaryLines(t: Texts, { cohort }: Draft): string[] {
  const { learners, matched, lowest, median, guides, full } = figuresOf(cohort);
  return [
    t('cohort:summary.matched', { count: learners, matched }),
    ...(lowest === null || median === null ? [] : [t('cohort:summary.fit', { lowest, median })]),
    t('cohort:summary.guides', { count: guides }),
    ...(full > 0 ? [t('cohort:summary.full', { count: full })] : []),
    ...(cohort.out > 0 ? [t('cohort:summary.out', { count: cohort.out })] : []),
  ];
}

/** What has changed since the draft was run. */
function noteLines(t: Texts, { draft, gone, newer }: ShownDraft): string[] {
  const waiting = unsettled(draft);
  const idle = draft.cohort.idle.length;
  return [
    ...(gone.length > 0 ? [t('cohort:note.gone', { count: gone.length })] : []),
    ...(newer > 0 ? [t('cohort:note.newer', { count: newer })] : []),
    ...(waiting > 0 ? [t('cohort:note.unsettled', { count: waiting })] : []),
    ...(idle > 0 ? [t('cohort:note.idle', { count: idle })] : []),
  ];
}

function actions(t: Texts, { draft }: ShownDraft, list: List): KnownBlock {
  const options = LISTS.map((one): PlainTextOption => {
    const number = countOf(draft, one);
    return { text: plain(t(`cohort:list.${one}`, { number }), LIMITS.option), value: one };
  });
  const chosen = options[LISTS.indexOf(list)];
  return {
    type: 'actions',
    block_id: 'matching.cohort.actions',
    elements: [
      {
        type: 'static_select',
        action_id: COHORT_LIST,
        placeholder: plain(t('cohort:list.label'), 150),
        options,
        ...(chosen && { initial_option: chosen }),
      },
      button(COHORT_RUN, t('cohort:run')),
      button(COHORT_DROP, t('cohort:drop.button'), undefined, {
        style: 'danger',
        confirm: confirmation({
          title: t('cohort:drop.title'),
          text: t('cohort:drop.text'),
          yes: t('cohort:drop.button'),
          no: t('common:button.cancel'),
        }),
      }),
    ],
  };
}

function itemBlock(t: Texts, item: Item, at: number): KnownBlock {
  const block_id = `matching.cohort.item.${at}`;
  switch (item.item) {
    case 'pair': {
      const { pair, pinned, gone } = item;
      const strength = t(`cohort:strength.${strengthOf(pair.fit.score)}`);
      const reasons = reasonTexts(t, pair.fit).slice(0, MOST_REASONS).join('; ');
      const gaps = gapTexts(t, pair.fit).slice(0, MOST_REASONS).join('; ');
      const lines = [
        t('cohort:pair.line', { ...mentions(pair), strength }),
        ...(gone ? [t('cohort:pair.gone')] : []),
        ...(pinned ? [t('cohort:pair.pinned')] : []),
        ...(reasons ? [t('cohort:pair.reasons', { reasons })] : []),
        ...(gaps ? [t('cohort:pair.gaps', { gaps })] : []),
      ];
      return withMenu(t, block_id, lines, pair, [pinned ? 'unpin' : 'pin', 'other', 'forbid']);
    }
    case 'unmatched': {
      const { learnerId, shortage } = item.unmatched;
      const lines = [t('cohort:unmatched', { learner: `<@${learnerId}>` }), ...shortageTexts(t, shortage)];
      return {
        type: 'section',
        block_id,
        text: mrkdwn(lines.join('\n')),
        accessory: button(COHORT_CHOOSE, t('cohort:act.choose'), learnerId),
      };
    }
    case 'load': {
      const { guideId, places, taken, given } = item.load;
      const lines = [
        t('cohort:load.line', { guide: `<@${guideId}>` }),
        t('cohort:load.places', { count: places, used: taken + given, given, taken }),
      ];
      return { type: 'section', block_id, text: mrkdwn(lines.join('\n')) };
    }
    case 'pin':
    case 'forbidden': {
      const isPin = item.item === 'pin';
      const lines = [
        t('cohort:pair.plain', mentions(item.pair)),
        t(isPin ? 'cohort:pair.pinned' : 'cohort:pair.forbidden'),
      ];
      return withMenu(t, block_id, lines, item.pair, [isPin ? 'unpin' : 'allow']);
    }
  }
}

/** Enough to judge a pair by, and eight of them can still be read. */
const MOST_REASONS = 2;

/** What can be done with two people. */
const ACTS = ['pin', 'unpin', 'forbid', 'allow', 'other'] as const;
export type Act = (typeof ACTS)[number];

function withMenu(
  t: Texts,
  block_id: string,
  lines: string[],
  { learnerId, guideId }: Together,
  acts: readonly Act[],
): KnownBlock {
  return {
    type: 'section',
    block_id,
    text: mrkdwn(lines.join('\n')),
    accessory: {
      type: 'overflow',
      action_id: COHORT_PAIR,
      options: acts.map((act) => ({
        text: plain(t(`cohort:act.${act}`), LIMITS.option),
        value: `${act} ${learnerId} ${guideId}`,
      })),
    },
  };
}

const Chosen = z.tuple([z.enum(ACTS), PersonId, PersonId]);

/** What was chosen of a pair's menu; nothing of what is none of ours. */
export function actOf(value: string | undefined): { act: Act; pair: Together } | undefined {
  const { data } = Chosen.safeParse(value?.split(' '));
  return data && { act: data[0], pair: { learnerId: data[1], guideId: data[2] } };
}

/** People's names as Slack shows them; ids of ours, so they are no text that somebody typed. */
export function mentions({ learnerId, guideId }: Together): { learner: string; guide: string } {
  return { learner: `<@${learnerId}>`, guide: `<@${guideId}>` };
}

function pageBlocks(t: Texts, page: number, pages: number): KnownBlock[] {
  return [
    { type: 'context', elements: [plain(t('cohort:page.of', { page: page + 1, pages }))] },
    buttons('matching.cohort.pages', [
      ...(page > 0 ? [button(COHORT_BACK, t('cohort:page.back'))] : []),
      ...(page < pages - 1 ? [button(COHORT_ON, t('cohort:page.on'))] : []),
    ]),
  ];
}
