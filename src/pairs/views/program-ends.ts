import type { Button, KnownBlock } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import type { Message } from '../../slack/asking.ts';
import { button, buttons } from '../../slack/buttons.ts';
import { escaped, mrkdwn } from '../../slack/text.ts';
import type { ProgramEnd } from '../flow/program-ends.ts';
import type { Listed } from '../listed.ts';
import type { ReviewOf } from '../pair.ts';
import type { SeenCourse } from '../seen.ts';
import { LEAVE_PAIR, OPEN_PAIR, REVIEW } from './actions.ts';
import { mention } from './parts.ts';

/** More stand on the App Home. */
const MOST_PAIRS = 10;

/**
 * The program has ended: thanks to its guides, and to whoever has a pair in it that it can go on as agreed, or be closed,
 * with the question of what they take with them. Nothing of what anybody has done or not done.
 *
 * @param isGuide they have been a guide in it, or offered to be
 */
export function programEndsMessage(
  t: Texts,
  { name, kind, pairs }: ProgramEnd,
  { isGuide }: { isGuide: boolean },
): Message {
  const begun = pairs.some(({ course }) => course);
  const paragraphs = [
    t('pairs:programEnds.lead', { program: escaped(name) }),
    ...(isGuide ? [t(`pairs:programEnds.thanks.${kind}`)] : []),
    ...(pairs.length > 0 ? [t('pairs:programEnds.goesOn')] : []),
    ...(begun ? [t('pairs:programEnds.question')] : []),
  ];
  const shown = pairs.slice(0, MOST_PAIRS).map((pair) => ({ pair, title: titleOf(t, pair) }));
  const more = pairs.length > MOST_PAIRS ? [t('pairs:programEnds.more')] : [];
  const section = (text: string): KnownBlock => ({ type: 'section', text: mrkdwn(text) });
  return {
    text: [...paragraphs, ...shown.map(({ title }) => title), ...more].join('\n\n'),
    blocks: [
      ...paragraphs.map(section),
      ...shown.flatMap(({ pair, title }, at) => [
        section(title),
        buttons(`pairs.program-ends.${at}`, buttonsOf(t, pair)),
      ]),
      ...more.map(section),
    ],
  };
}

function titleOf(t: Texts, { seen }: Listed): string {
  return t(`pairs:home.with.${seen.kind}.${seen.side}`, { other: mention(seen) });
}

function buttonsOf(t: Texts, { seen, course, otherName }: Listed): Button[] {
  const about = { about: otherName || seen.other };
  const open = button(OPEN_PAIR, t('course:hub.button.open'), seen.pairId, about);
  if (!course) return [open, button(LEAVE_PAIR, t('pairs:button.leave'), seen.pairId, about)];
  const { of, round } = reviewAtEnd(course);
  return [button(REVIEW, t('pairs:programEnds.button'), `${course.pairId} ${of} ${round}`, about), open];
}

/** The review that the form is for: the one that is next, or the one after those this reader has given. */
function reviewAtEnd({ kind, next, reviewed }: SeenCourse): { of: ReviewOf; round: number } {
  const of = kind === 'coaching' ? 'final' : 'renewal';
  if (next?.what === of || (next?.what === 'half-time' && of === 'final')) return { of, round: next.round };
  const given = reviewed.flatMap((one) => (one.of === of ? [one.round] : []));
  return { of, round: Math.max(0, ...given) + 1 };
}
