import type { Button, KnownBlock, ModalView } from '@slack/types';
import type { Texts } from '../../../locales/texts.ts';
import { MOST_HOME_BLOCKS } from '../../../slack/asking.ts';
import { button, buttons } from '../../../slack/buttons.ts';
import { LIMITS } from '../../../slack/limits.ts';
import { modal } from '../../../slack/modal.ts';
import { cut, mrkdwn, plain } from '../../../slack/text.ts';
import type { Listed } from '../../listed.ts';
import { ALL_PAIRS } from '../actions.ts';
import { mention, openButton, standingText } from '../parts.ts';
import { nextButtons, nextText } from './next.ts';

/** A text, and its buttons. */
const BLOCKS_EACH = 2;
/** A title, and a line with a button where not all fit. */
const MOST_AT_HOME = Math.floor((MOST_HOME_BLOCKS - 2) / BLOCKS_EACH);
/** A modal has 100 blocks; nobody reads on and on. */
const MOST_IN_LIST = 20;

/** What is under way with one's pairs, each with its next step and what does it; nothing where there is none. */
export function pairsSection(t: Texts, pairs: readonly Listed[], now: Date): KnownBlock[] {
  if (pairs.length === 0) return [];
  const more = pairs.length - MOST_AT_HOME;
  return [
    { type: 'header', text: plain(t('pairs:home.title')) },
    ...pairs.slice(0, MOST_AT_HOME).flatMap((pair, at) => pairBlocks(t, pair, now, at)),
    ...(more > 0
      ? [
          buttons('pairs.more', [
            button(ALL_PAIRS, t('course:hub.button.all', { count: more }), String(MOST_AT_HOME)),
          ]),
        ]
      : []),
  ];
}

/** The pairs that do not fit elsewhere, from the one at `from` on. */
export function pairsView(t: Texts, pairs: readonly Listed[], from: number, now: Date): ModalView {
  const first = from < pairs.length ? from : 0;
  const more = pairs.length - first - MOST_IN_LIST;
  return modal({
    callbackId: 'pairs.list',
    title: t('pairs:home.title'),
    close: t('common:button.close'),
    blocks: [
      ...pairs.slice(first, first + MOST_IN_LIST).flatMap((pair, at) => pairBlocks(t, pair, now, at)),
      ...(pairs.length === 0 ? [{ type: 'section' as const, text: plain(t('course:status.none')) }] : []),
      ...(more > 0
        ? [
            buttons('pairs.more', [
              button(ALL_PAIRS, t('course:hub.button.all', { count: more }), String(first + MOST_IN_LIST)),
            ]),
          ]
        : []),
    ],
  });
}

/**
 * One pair: who the other is, what comes next, and the buttons that matter. At most {@link BLOCKS_EACH} blocks.
 *
 * @param at its place among those that are shown
 */
export function pairBlocks(t: Texts, pair: Listed, now: Date, at: number): KnownBlock[] {
  const { seen, course, otherName } = pair;
  const acts = [...(course ? nextButtons(t, course, now) : []), openButton(t, seen)].filter(
    (one) => one !== undefined,
  );
  const elements = acts.map((one): Button => {
    // Screen readers name the buttons one after the other, and all of them would be called the same.
    const label = `${one.text.text}: ${otherName || seen.other}`;
    return { ...one, accessibility_label: cut(label, LIMITS.button) };
  });
  return [
    { type: 'section', text: mrkdwn(pairText(t, pair, now)) },
    ...(elements.length > 0 ? [buttons(`pairs.next.${at}`, elements)] : []),
  ];
}

/** One pair in words: who the other is, and what comes next; in mrkdwn. */
export function pairText(t: Texts, { seen, course }: Listed, now: Date): string {
  if (!course) return standingText(t, seen);
  const title = t(`pairs:home.with.${seen.kind}.${seen.side}`, { other: mention(seen) });
  return `${title}\n${nextText(t, course, now)}`;
}
