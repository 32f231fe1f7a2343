import type { KnownBlock, ModalView } from '@slack/types';
import type { Texts } from '../../../locales/texts.ts';
import { modal } from '../../../slack/modal.ts';
import { mrkdwn } from '../../../slack/text.ts';
import type { IfThen } from '../../course.ts';
import { otherSide, type Side } from '../../pair.ts';
import type { SeenCourse, SeenSession } from '../../seen.ts';
import { mention } from '../parts.ts';
import { seenLine, sessionButtons, sessionName, sessionTitle, timeText, wordsUnder } from './parts.ts';

/** What has just been done, or why it could not be done; said above how it stands. */
export type SessionNote =
  | 'booked'
  | 'moved'
  | 'cancelled'
  | 'logged'
  | 'taken'
  | 'log-first'
  | 'changed'
  | 'begun'
  | 'to-come'
  | 'held';

/** Those after which it need not be said again how it stands. */
const SAYS_STATE: readonly SessionNote[] = ['booked', 'moved', 'cancelled'];

/** How it stands with a session, what was written about it that this reader may read, and what can be done with it. */
export function sessionView(
  t: Texts,
  seen: SeenCourse,
  session: SeenSession,
  now: Date,
  note?: SessionNote,
): ModalView {
  const buttons = sessionButtons(t, seen, session, now);
  const standing = [
    `*${sessionName(t, seen, session)}*`,
    timeText(t, seen, session),
    ...(saysState(seen, session, note) ? [] : [stateLine(t, session, now)]),
    ...detailLines(t, seen, session),
  ];
  const words = wordsOf(t, seen, session);
  return modal({
    callbackId: 'pairs.session',
    title: sessionTitle(t, session),
    close: t('common:button.close'),
    blocks: [
      ...(note
        ? [
            {
              type: 'section' as const,
              text: mrkdwn(t(`sessions:note.${note}`, { other: mention(seen) })),
            },
          ]
        : []),
      { type: 'section', text: mrkdwn(standing.join('\n')) },
      ...words,
      ...(words.length > 0 ? [seenLine(t('sessions:words.seen', { other: mention(seen) }))] : []),
      ...(buttons.length > 0 ? [{ type: 'actions' as const, elements: buttons }] : []),
    ],
  });
}

/** Does a line that stands there anyway say how it stands? */
function saysState({ side }: SeenCourse, session: SeenSession, note?: SessionNote): boolean {
  return isDisputed(session, side) || (note !== undefined && SAYS_STATE.includes(note));
}

/** What became of it, in a sentence that can stand in a message. */
export function stateLine(t: Texts, { state, startsAt }: SeenSession, now: Date): string {
  if (state !== 'booked') return t(`sessions:state.${state}`);
  return startsAt > now ? t('sessions:state.booked') : t('sessions:state.begun');
}

/** Where the two have said different things, both; and the client's figure. In a modal only. */
function detailLines(t: Texts, seen: SeenCourse, session: SeenSession): string[] {
  const { reports, progress } = session;
  const mine = reports[seen.side];
  return [
    ...(mine && isDisputed(session, seen.side)
      ? [t(`sessions:state.differ.${mine.said}`, { other: mention(seen) })]
      : []),
    ...(progress === null ? [] : [t('sessions:state.progress', { progress })]),
  ];
}

/** Have the two said different things about it? */
function isDisputed({ reports }: SeenSession, side: Side): boolean {
  const [mine, theirs] = [reports[side], reports[otherSide(side)]];
  return mine !== null && theirs !== null && mine.said !== theirs.said;
}

/** What this reader may read of what was written about a session. */
function wordsOf(t: Texts, { side }: Pick<SeenCourse, 'side'>, { words }: SeenSession): KnownBlock[] {
  const { plan, learning, takeaway, wish } = words;
  return [
    ...wordsUnder(t(`sessions:words.plan.${side}`), plan && planText(t, plan)),
    ...wordsUnder(t('sessions:words.learning'), learning),
    ...wordsUnder(t('sessions:words.takeaway'), takeaway),
    ...wordsUnder(t(`sessions:words.wish.${side}`), wish),
  ];
}

/** A plan as a sentence, and what may get in its way. */
export function planText(t: Texts, { cue, action, obstacle }: IfThen): string {
  return [
    t('sessions:words.ifThen', { cue, action }),
    ...(obstacle === '' ? [] : [t('sessions:words.obstacle', { obstacle })]),
  ].join('\n');
}
