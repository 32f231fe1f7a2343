import type { Texts } from '../../../locales/texts.ts';
import type { Message } from '../../../slack/asking.ts';
import { isIn, type Seen } from '../../seen.ts';
import { mention, messageOf, openButton, restText, standingText, stateText } from '../parts.ts';
import { rhythmText } from '../rhythm.ts';
import { proposalButton, resumeButton } from './buttons.ts';
import { proposalText } from './changing.ts';

/**
 * It is paused, after silence or because one of the two wanted it: the same to both, and nothing of who. Afterwards, how
 * it stands.
 */
export function pausedMessage(t: Texts, seen: Seen): Message {
  const other = mention(seen);
  if (!isIn(seen, 'paused') || seen.now.left)
    return messageOf([t(`course:life.paused.was.${seen.kind}`, { other }), stateText(t, seen)], []);
  const lead = seen.now.silence ? 'silence' : 'asked';
  const resume = resumeButton(t, seen);
  return messageOf(
    [t(`course:life.paused.${lead}.${seen.kind}`, { other }), restText(t, seen.now, seen)],
    resume ? [resume] : [],
  );
}

/** It goes on after a pause. Where it does not any more, only how it stands: it may rest again. */
export function resumedMessage(t: Texts, seen: Seen): Message {
  if (!isIn(seen, 'running') || seen.now.left) return messageOf([standingText(t, seen)], []);
  const lead = t(`course:life.resumed.${seen.kind}`, { other: mention(seen) });
  const open = openButton(t, seen);
  return messageOf([lead, stateText(t, seen)], open ? [open] : []);
}

/**
 * The other proposes other terms. Afterwards, that it is not open any more.
 *
 * @param version which proposal it was
 */
export function proposalMessage(t: Texts, seen: Seen, { version }: { version: number }): Message {
  const isBegun = isIn(seen, 'running') || isIn(seen, 'paused');
  const proposal = isBegun && !seen.now.left ? seen.now.proposal : null;
  if (!isBegun || !proposal || proposal.mine || proposal.version !== version)
    return messageOf([t('course:life.proposal.over', { other: mention(seen) })], []);
  const answer = proposalButton(t, seen);
  return messageOf(
    [
      [
        proposalText(t, seen, proposal.terms),
        // The words themselves stand in a modal only.
        ...(proposal.terms.purpose === seen.now.terms.purpose ? [] : [t('course:life.proposal.purpose')]),
      ].join(' '),
      t('course:life.proposal.until'),
    ],
    answer ? [answer] : [],
  );
}

/** What came of a proposal, to whoever had made it; it stays as it was said. */
export function proposalAnswered(t: Texts, seen: Seen, { agreed }: { agreed: boolean }): Message {
  const isBegun = isIn(seen, 'running') || isIn(seen, 'paused');
  const lead = t(agreed ? 'course:life.answered.agrees' : 'course:life.answered.declines', {
    other: mention(seen),
  });
  const holds = isBegun
    ? [t('course:life.answered.rhythm', { rhythm: rhythmText(t, seen.now.terms.rhythm) })]
    : [];
  return messageOf([[lead, ...holds].join(' ')], []);
}
