import type { Button, KnownBlock } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { dateIn, dayName } from '../../people/views/words.ts';
import type { Message } from '../../slack/asking.ts';
import { button } from '../../slack/buttons.ts';
import { mrkdwn } from '../../slack/text.ts';
import type { Seen } from '../seen.ts';
import { OPEN_PAIR } from './actions.ts';
import { leaveButton } from './life/buttons.ts';
import { rhythmText } from './rhythm.ts';

/** The other one, as Slack shows people; in mrkdwn only. */
export function mention({ other }: Pick<Seen, 'other'>): string {
  return `<@${other}>`;
}

/** A day of the next months, as the reader's calendar has it: "21 December". */
export function dayText(t: Texts, date: Date, { myZone }: Pick<Seen, 'myZone'>): string {
  return dateIn(t, date, myZone);
}

/** Paragraphs of our own texts, all of which stand in the top-level text too: screen readers read only that. */
export function messageOf(paragraphs: readonly string[], buttons: readonly Button[]): Message {
  return {
    text: paragraphs.join('\n\n'),
    blocks: [
      ...paragraphs.map((text): KnownBlock => ({ type: 'section', text: mrkdwn(text) })),
      ...(buttons.length > 0 ? [{ type: 'actions' as const, elements: [...buttons] }] : []),
    ],
  };
}

/** Who the other is, and how it stands. */
export function standingText(t: Texts, seen: Seen): string {
  const title = t(`pairs:home.with.${seen.kind}.${seen.side}`, { other: mention(seen) });
  return `${title}\n${stateText(t, seen)}`;
}

/** How it stands with a pair, in a sentence. */
export function stateText(t: Texts, seen: Seen): string {
  const { now } = seen;
  switch (now.state) {
    case 'trial':
      if (now.left) return t('pairs:state.trial.left');
      return now.answered ? t('pairs:state.trial.answered') : t('pairs:state.trial.open');
    case 'agreement':
      if (now.left) return t('pairs:state.agreement.left');
      return now.confirmed ? t('pairs:state.agreement.confirmed') : t('pairs:state.agreement.open');
    case 'running':
      return now.left
        ? t('pairs:state.running.left')
        : t('pairs:state.running.open', { rhythm: rhythmText(t, now.terms.rhythm) });
    case 'paused':
      return now.left
        ? t('pairs:state.running.left')
        : `${t('course:life.state.paused')} ${restText(t, now, seen)}`;
    case 'ended':
      return endedText(t, seen, now.from);
  }
}

/** What a pause asks of the reader, which is nothing, and until when. */
export function restText(
  t: Texts,
  { until, endsAt }: { until: string | null; endsAt: Date },
  seen: Pick<Seen, 'myZone'>,
): string {
  return until === null
    ? t('course:life.state.open', { date: dayText(t, endsAt, seen) })
    : t('course:life.state.until', { date: dayName(t, until) });
}

/** That it has ended, in the same words for both and for every reason. */
export function endedText(t: Texts, seen: Seen, from: 'trial' | 'agreement' | 'running'): string {
  const other = mention(seen);
  return from === 'running'
    ? t(`pairs:ended.running.${seen.kind}`, { other })
    : t(`pairs:ended.trial.${seen.kind}`, { other });
}

/** The button for what is next; nothing where there is nothing to do or to read. */
export function openButton(t: Texts, { pairId, now }: Seen): Button | undefined {
  if (now.state === 'ended' || now.left) return undefined;
  const opening = (text: string, isNext: boolean): Button =>
    button(OPEN_PAIR, text, pairId, isNext ? { style: 'primary' } : {});
  if (now.state === 'trial') return now.answered ? undefined : opening(t('pairs:button.talked'), true);
  if (now.state === 'running' || now.state === 'paused') return opening(t('course:hub.button.open'), false);
  const isNext = now.state === 'agreement' && !now.confirmed;
  return opening(isNext ? t('pairs:button.agree') : t('pairs:button.read'), isNext);
}

/** Both buttons, as far as there are. */
export function buttonsOf(t: Texts, seen: Seen): Button[] {
  return [openButton(t, seen), leaveButton(t, seen)].filter((one) => one !== undefined);
}
