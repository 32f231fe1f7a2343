import type { Button } from '@slack/types';
import type { Texts } from '../../../locales/texts.ts';
import { button } from '../../../slack/buttons.ts';
import type { Seen } from '../../seen.ts';
import { CHANGE, GOODBYE, LEAVE_PAIR, PAUSE, PROPOSAL, RESUME, SNOOZE } from '../actions.ts';

/**
 * What can be done with a pair that has begun, beside its sessions: reminders later, other terms, a pause, the end.
 * None where the reader has left, or where it has not begun or is over.
 */
export function lifeButtons(t: Texts, seen: Seen): Button[] {
  const buttons = [
    resumeButton(t, seen),
    proposalButton(t, seen),
    snoozeButton(t, seen),
    changeButton(t, seen),
    pauseButton(t, seen),
    leaveButton(t, seen),
  ];
  return isBegun(seen) ? buttons.filter((one) => one !== undefined) : [];
}

/** Takes a paused pair up again. */
export function resumeButton(t: Texts, { pairId, now }: Seen): Button | undefined {
  if (now.state !== 'paused' || now.left) return undefined;
  return button(RESUME, t('course:life.button.resume'), pairId, { style: 'primary' });
}

/** Nudges wait: where there are any. */
export function snoozeButton(t: Texts, { pairId, now }: Seen): Button | undefined {
  if (now.state !== 'running' || now.left) return undefined;
  return button(SNOOZE, t('course:life.button.snooze'), pairId);
}

export function pauseButton(t: Texts, { pairId, now }: Seen): Button | undefined {
  if (now.state !== 'running' || now.left) return undefined;
  return button(PAUSE, t('course:life.button.pause'), pairId);
}

/** Other terms: where the other has put none. */
export function changeButton(t: Texts, seen: Seen): Button | undefined {
  if (!isBegun(seen) || isAsked(seen)) return undefined;
  return button(CHANGE, t('course:life.button.change'), seen.pairId);
}

/** The other's proposal, as long as it is open. */
export function proposalButton(t: Texts, seen: Seen): Button | undefined {
  if (!isBegun(seen) || !isAsked(seen)) return undefined;
  return button(PROPOSAL, t('course:life.button.proposal'), seen.pairId, { style: 'primary' });
}

/** The button by which somebody leaves, from the trial on; nothing where they have, or where it is over. */
export function leaveButton(t: Texts, { pairId, now }: Seen): Button | undefined {
  if (now.state === 'ended' || now.left) return undefined;
  const isBegun = now.state === 'running' || now.state === 'paused';
  return button(LEAVE_PAIR, isBegun ? t('pairs:button.end') : t('pairs:button.leave'), pairId);
}

/** The words that the other left, where they left some. */
export function goodbyeButton(t: Texts, { pairId, now }: Seen): Button | undefined {
  if (now.state !== 'ended' || now.goodbye === null) return undefined;
  return button(GOODBYE, t('course:life.button.goodbye'), pairId);
}

function isBegun({ now }: Seen): boolean {
  return (now.state === 'running' || now.state === 'paused') && !now.left;
}

/** Has the other put terms to the reader? */
function isAsked({ now }: Seen): boolean {
  return (now.state === 'running' || now.state === 'paused') && now.proposal?.mine === false;
}
