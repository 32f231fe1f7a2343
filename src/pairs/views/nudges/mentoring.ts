import type { Button } from '@slack/types';
import type { Texts } from '../../../locales/texts.ts';
import { dateIn } from '../../../people/views/words.ts';
import type { Message } from '../../../slack/asking.ts';
import { button } from '../../../slack/buttons.ts';
import { escaped } from '../../../slack/text.ts';
import type { PairNudge } from '../../course.ts';
import { MENTOR_PROMPTS, menteePrompts, whoseTurn } from '../../prompts.ts';
import type { SeenCourse, SeenSession } from '../../seen.ts';
import { turnIn } from '../../silence.ts';
import { BOOK, CANCEL, LOG, MET, MOVE, NOT_NOW, PULSE, REVIEW, SNOOZE, TAKEAWAY } from '../actions.ts';
import { becameText } from '../mentoring/became.ts';
import { mention, messageOf, standingText } from '../parts.ts';
import { whenText } from '../when.ts';

/**
 * What a nudge of mentoring says to its receiver, with its buttons; how it stands, where it has been answered or is no
 * longer asked. No free text: what was written is read in a modal.
 *
 * @param once as `planMentoring` makes it
 */
export function mentoringNudge(t: Texts, seen: SeenCourse, kind: PairNudge, once: string): Message {
  if (seen.now.state === 'paused' || seen.now.left) return messageOf([standingText(t, seen)], []);
  switch (kind) {
    case 'gap':
      return gapMessage(t, seen, once);
    case 'thought':
      return thoughtMessage(t, seen, once);
    case 'upcoming':
      return upcomingMessage(t, seen, once);
    case 'met':
      return metMessage(t, seen, once);
    case 'pulse':
      return pulseMessage(t, seen, once);
    case 'renewal':
      return renewalMessage(t, seen, once);
    default:
      return messageOf([standingText(t, seen)], []);
  }
}

/** To the mentee: something to bring along, and whether to meet. */
function gapMessage(t: Texts, seen: SeenCourse, once: string): Message {
  const other = mention(seen);
  const since = signSince(t, seen, once);
  if (since) return messageOf(since, takeawayButtons(t, seen, metSince(seen, once) ?? lastHeld(seen)));
  const isFirst = !seen.sessions.some(({ state }) => state === 'held');
  const prompt = whoseTurn(menteePrompts(seen.fit), turnIn(once)) ?? 'decision';
  return messageOf(
    [
      t(isFirst ? 'mentoring:gap.first' : 'mentoring:gap.next', { other }),
      t(`mentoring:gap.prompt.${prompt}`),
      t(isFirst ? 'mentoring:gap.why.first' : 'mentoring:gap.why.next'),
    ],
    [
      button(BOOK, t('mentoring:button.book'), seen.pairId, { style: 'primary' }),
      button(MET, t('mentoring:button.met'), seen.pairId),
      button(NOT_NOW, t('mentoring:button.notNow'), seen.pairId),
    ],
  );
}

/** To the mentor, with the first ask: nothing is asked of them. */
function thoughtMessage(t: Texts, seen: SeenCourse, once: string): Message {
  const prompt = whoseTurn(MENTOR_PROMPTS, turnIn(once)) ?? 'lesson';
  const isOver = signSince(t, seen, once) !== undefined;
  return messageOf(
    [t(`mentoring:thought.prompt.${prompt}`, { other: mention(seen) }), t('mentoring:thought.why')],
    isOver ? [] : [button(MET, t('mentoring:button.met'), seen.pairId), later(t, seen)],
  );
}

/** The working day before a date. */
function upcomingMessage(t: Texts, seen: SeenCourse, once: string): Message {
  const { session, isChanged } = sessionOf(seen, once);
  if (!session || isChanged || session.state !== 'booked' || seen.next?.what !== 'session')
    return messageOf([stands(t, seen, session)], []);
  return messageOf(
    [
      t('mentoring:upcoming.lead', { other: mention(seen), when: when(t, seen, session) }),
      t(`mentoring:upcoming.${seen.side}`, { other: mention(seen) }),
      t('mentoring:upcoming.why'),
    ],
    [
      button(MOVE, t('mentoring:button.move'), session.id),
      button(CANCEL, t('mentoring:button.cancel'), session.id),
    ],
  );
}

/** The working morning after it: one tap, until one of the two has said so. */
function metMessage(t: Texts, seen: SeenCourse, once: string): Message {
  const { session, isChanged } = sessionOf(seen, once);
  if (!session || isChanged || session.state !== 'booked') {
    // Whoever was not the first to tell may remember it differently.
    const isOpen = session !== undefined && !isChanged && session.reports[seen.side] === null;
    return messageOf(
      [stands(t, seen, session)],
      [
        ...takeawayButtons(t, seen, session),
        ...(isOpen && session.state !== 'cancelled'
          ? [button(LOG, t('mentoring:button.different'), session.id)]
          : []),
      ],
    );
  }
  return messageOf(
    [t('mentoring:met.lead', { other: mention(seen), when: when(t, seen, session) }), t('mentoring:met.why')],
    [
      button(MET, t('mentoring:button.yesMet'), `${seen.pairId} ${session.id}`, { style: 'primary' }),
      button(LOG, t('mentoring:button.different'), session.id),
      later(t, seen),
    ],
  );
}

function pulseMessage(t: Texts, seen: SeenCourse, once: string): Message {
  const other = mention(seen);
  if (seen.answered.includes(once)) return messageOf([t('mentoring:pulse.answered', { other })], []);
  return messageOf(
    [t('mentoring:pulse.lead', { other }), t('mentoring:pulse.why', { other })],
    [
      button(PULSE, t('mentoring:button.answer'), `${seen.pairId} ${once}`, { style: 'primary' }),
      later(t, seen),
    ],
  );
}

function renewalMessage(t: Texts, seen: SeenCourse, once: string): Message {
  const other = mention(seen);
  const round = Number(once.split('.')[0]);
  if (seen.reviewed.some((one) => one.of === 'renewal' && one.round === round))
    return messageOf([t('mentoring:renewal.answered', { other })], []);
  return messageOf(
    [t('mentoring:renewal.lead', { other }), t('mentoring:renewal.why', { other })],
    [
      button(REVIEW, t('mentoring:button.lookBack'), `${seen.pairId} renewal ${round}`, {
        style: 'primary',
      }),
      later(t, seen),
    ],
  );
}

/** How it stands since an ask or a thought, where something has happened since; nothing where it is still asked. */
function signSince(t: Texts, seen: SeenCourse, once: string): string[] | undefined {
  const { next } = seen;
  if (next?.what === 'session')
    return [t('mentoring:stands.planned', { other: mention(seen), when: when(t, seen, next.session) })];
  if (next?.what === 'later')
    return [t('mentoring:stands.later', { day: dateIn(t, next.until, seen.myZone) })];
  const told = metSince(seen, once);
  return told && [becameText(t, seen, told)];
}

/** What an ask led to: the first meeting told of after it, whatever came later. */
function metSince({ sessions }: SeenCourse, once: string): SeenSession | undefined {
  const since = once.slice(0, 10);
  return sessions.find(
    ({ state, settledAt }) => state === 'held' && (settledAt?.toISOString() ?? '') > `${since}T24`,
  );
}

/** What became of a date; how it stands with the pair where there is none. */
function stands(t: Texts, seen: SeenCourse, session: SeenSession | undefined): string {
  return session ? becameText(t, seen, session) : standingText(t, seen);
}

/** For the mentee, after a meeting: one takeaway, and the next wish; gone when they have written. */
function takeawayButtons(t: Texts, seen: SeenCourse, session = lastHeld(seen)): Button[] {
  if (seen.side !== 'learner' || session?.state !== 'held') return [];
  const { takeaway, wish } = session.words;
  return takeaway || wish ? [] : [button(TAKEAWAY, t('mentoring:button.takeaway'), session.id)];
}

function lastHeld({ sessions }: SeenCourse): SeenSession | undefined {
  return sessions.findLast(({ state }) => state === 'held');
}

/** The meeting that a nudge is about; `isChanged`: it has another time by now. */
function sessionOf(
  { sessions }: SeenCourse,
  once: string,
): { session: SeenSession | undefined; isChanged: boolean } {
  const [id, version] = once.split('.');
  const session = sessions.find((one) => one.id === id);
  return { session, isChanged: session !== undefined && String(session.version) !== version };
}

function when(t: Texts, seen: SeenCourse, { startsAt }: SeenSession | { startsAt: Date }): string {
  return escaped(whenText(t, seen, startsAt));
}

function later(t: Texts, { pairId }: SeenCourse): Button {
  return button(SNOOZE, t('mentoring:button.notNow'), pairId);
}
