import type { Texts } from '../../../locales/texts.ts';
import type { Message } from '../../../slack/asking.ts';
import { mrkdwn } from '../../../slack/text.ts';
import type { Listed } from '../../listed.ts';
import { pairBlocks, pairText } from './list.ts';

/** More than that are read at Home: a message has 50 blocks, and is to be short. */
const MOST_IN_STATUS = 8;

/** The answer to `/coach-or-mentor status`: how each pair stands, in short; or what one can do where there is none. */
export function statusMessage(t: Texts, pairs: readonly Listed[], command: string, now: Date): Message {
  if (pairs.length === 0) {
    const text = `${t('course:status.none')} ${t('course:status.can', { command })}`;
    return { text, blocks: [{ type: 'section', text: mrkdwn(text) }] };
  }
  const shown = pairs.slice(0, MOST_IN_STATUS);
  const more = pairs.length - shown.length;
  const end = [...(more > 0 ? [t('course:status.more', { count: more })] : []), t('course:status.seen')].join(
    ' ',
  );
  return {
    text: [...shown.map((pair) => pairText(t, pair, now)), end].join('\n\n'),
    blocks: [
      ...shown.flatMap((pair, at) => pairBlocks(t, pair, now, at)),
      { type: 'context', elements: [mrkdwn(end)] },
    ],
  };
}
