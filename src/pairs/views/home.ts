import type { KnownBlock } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { MOST_HOME_BLOCKS } from '../../slack/asking.ts';
import { LIMITS } from '../../slack/limits.ts';
import { cut, mrkdwn, plain } from '../../slack/text.ts';
import type { Seen } from '../seen.ts';
import { openButton, standingText } from './parts.ts';

/** What is under way with one's pairs, each with its next step; nothing where there is none. */
export function pairsSection(t: Texts, pairs: readonly { seen: Seen; otherName: string }[]): KnownBlock[] {
  if (pairs.length === 0) return [];
  // A title, and a line where not all fit.
  const shown = pairs.slice(0, MOST_HOME_BLOCKS - 2);
  const more = pairs.length - shown.length;
  return [
    { type: 'header', text: plain(t('pairs:home.title')) },
    ...shown.map(({ seen, otherName }): KnownBlock => {
      const open = openButton(t, seen);
      return {
        type: 'section',
        text: mrkdwn(standingText(t, seen)),
        // Screen readers name the buttons one after the other, and all of them would be called the same.
        ...(open && {
          accessory: {
            ...open,
            accessibility_label: cut(`${open.text.text}: ${otherName || seen.other}`, LIMITS.button),
          },
        }),
      };
    }),
    ...(more > 0
      ? [{ type: 'context' as const, elements: [plain(t('pairs:home.more', { count: more }))] }]
      : []),
  ];
}
