import type { Button, KnownBlock } from '@slack/types';
import type { Texts } from '../../../locales/texts.ts';
import { dayOf } from '../../../people/calendar.ts';
import { dayName } from '../../../people/views/words.ts';
import type { Message } from '../../../slack/asking.ts';
import { button } from '../../../slack/buttons.ts';
import { escaped, mrkdwn } from '../../../slack/text.ts';
import type { PairNudge } from '../../course.ts';
import type { SeenCourse, SeenSession } from '../../seen.ts';
import { BOOK, BOOK_AT, CALENDAR, GOAL, LOG, MOVE, OPEN_PAIR, PAUSE, REVIEW, SNOOZE } from '../actions.ts';
import { mention, messageOf, standingText } from '../parts.ts';
import { whenText } from '../when.ts';

/** From this ask on a break is offered beside the times. */
const BREAK_FROM_ASK = 2;
/** Questions of their own stand for the first sessions, and one for the last. */
const PROMPTS = ['1', '2', '3', '4'] as const;

/**
 * What a nudge of coaching says to its receiver, with the buttons that are of use now; how it stands, without any, where
 * it has been answered or is no longer asked. No free text: what was written is read in a modal.
 *
 * @param once as `planCoaching` makes it; one that it does not make reads as what is no longer asked
 */
export function coachingNudge(t: Texts, seen: SeenCourse, kind: PairNudge, once: string): Message {
  if (seen.now.state === 'paused' || seen.now.left) return standing(t, seen);
  switch (kind) {
    case 'book':
      return bookMessage(t, seen, once);
    case 'prepare':
      return prepareMessage(t, seen, once);
    case 'outcome':
      return outcomeMessage(t, seen, once);
    case 'between':
      return betweenMessage(t, seen, once);
    case 'half-time':
    case 'final':
      return reviewMessage(t, seen, kind, once);
    case 'supervision':
      return messageOf(
        [t('coaching:supervision.text', { other: mention(seen) }), t('coaching:supervision.why')],
        [notNow(t, seen)],
      );
    default:
      return standing(t, seen);
  }
}

function standing(t: Texts, seen: SeenCourse): Message {
  return messageOf([standingText(t, seen)], []);
}

/** To the client: up to three times that both have, another one, or not now. */
function bookMessage(t: Texts, seen: SeenCourse, once: string): Message {
  const [number = 0, k = 0] = once.split('.').map(Number);
  const { next } = seen;
  const done = seen.sessions.find((session) => session.state === 'held' && session.number === number);
  if (done) return messageOf([sessionText(t, seen, done)], []);
  if (next?.what === 'session')
    return messageOf([sessionText(t, seen, next.session)], [calendarButton(t, next.session)]);
  if (next?.what === 'final' || !next) return standing(t, seen);
  if (seen.otherAway)
    return messageOf([`${t('pairs:ended.notAvailable', { other: mention(seen) })} ${t('pairs:away')}`], []);
  const { snoozedUntil } = seen;
  if (snoozedUntil && next.what === 'book') {
    const day = dayName(t, dayOf(snoozedUntil, seen.myZone));
    return messageOf(
      [t('coaching:book.later', { number, other: mention(seen), day })],
      [button(BOOK, t('coaching:button.book'), seen.pairId)],
    );
  }
  const why = t('coaching:book.why', { other: mention(seen) });
  const rest = k > BREAK_FROM_ASK ? [t('coaching:book.rest')] : [];
  const later = [
    notNow(t, seen),
    ...(k >= BREAK_FROM_ASK ? [button(PAUSE, t('coaching:button.break'), seen.pairId)] : []),
  ];
  if (next.what === 'log') {
    const { session } = next;
    const said = { ...named(seen, session), when: when(t, seen, session) };
    const passed =
      k === 1 || k === 2 || k === 3
        ? t(`coaching:book.passed.again.${k}`, said)
        : t('coaching:book.passed.first', said);
    const seenBy = t('coaching:book.passedWhy', { other: mention(seen) });
    return messageOf([passed, [...rest, seenBy].join('\n')], [logButton(t, session), ...later]);
  }
  const lead = bookLead(t, seen, number, k, once);
  const intro = seen.slots.length > 0 ? t('coaching:book.times') : t('coaching:book.form');
  const ends = [...rest, why].join('\n');
  const other = seen.slots.length > 0 ? t('coaching:button.another') : t('coaching:button.book');
  const slots = seen.slots.map((slot) => slotSection(t, seen, number, slot));
  const { text, blocks } = messageOf(
    [`${lead}\n${intro}`, ...slots.map(([time]) => time), ends],
    [button(BOOK, other, seen.pairId), ...later],
  );
  return { text, blocks: blocks.map((block, at) => slots[at - 1]?.[1] ?? block) };
}

function bookLead(t: Texts, seen: SeenCourse, number: number, k: number, once: string): string {
  const said = { other: mention(seen), number, total: totalOf(seen) };
  if (k === 1 || k === 2 || k === 3) return t(`coaching:book.again.${k}`, said);
  const isAnew = once.split('.').length > 2;
  if (seen.next?.what !== 'book' || isAnew) return t('coaching:book.anew', said);
  if (number === 1) return t('coaching:book.first', said);
  return t('coaching:book.next', { ...said, day: dayName(t, dayOf(seen.next.by, seen.myZone)) });
}

/** To both, before a session: when it is, and something to think about. */
function prepareMessage(t: Texts, seen: SeenCourse, once: string): Message {
  const session = sessionOf(seen, once);
  if (!session) return standing(t, seen);
  const isAhead = seen.next?.what === 'session' && seen.next.session.id === session.id;
  if (!isAhead || hasMoved(session, once)) return messageOf([sessionText(t, seen, session)], []);
  const missing = seen.side === 'learner' ? missingOf(seen, numberOf(seen, session)) : undefined;
  return messageOf(
    [
      sessionText(t, seen, session),
      promptText(t, seen, session),
      ...(missing ? [t(`coaching:prepare.missing.${missing}`, { other: mention(seen) })] : []),
      t('coaching:prepare.why'),
    ],
    [
      ...(missing ? [button(GOAL, t(`coaching:button.${missing}`), seen.pairId)] : []),
      calendarButton(t, session),
      button(MOVE, t('coaching:button.another'), session.id),
    ],
  );
}

function promptText(t: Texts, seen: SeenCourse, session: SeenSession): string {
  const number = numberOf(seen, session);
  const known = PROMPTS.find((prompt) => prompt === String(number));
  const which = number >= totalOf(seen) ? 'last' : (known ?? 'later');
  return t(`coaching:prepare.prompt.${seen.side}.${which}`);
}

/** What helps to have by now: a theme before the first session, a goal by the end of the second. */
function missingOf({ goal }: SeenCourse, number: number): 'theme' | 'goal' | undefined {
  if (number > 1) return goal?.goal ? undefined : 'goal';
  return goal?.theme || goal?.goal ? undefined : 'theme';
}

/** To both, after a session, each until they have said what became of it. */
function outcomeMessage(t: Texts, seen: SeenCourse, once: string): Message {
  const session = sessionOf(seen, once);
  if (!session) return standing(t, seen);
  const isOpen =
    !hasMoved(session, once) &&
    !session.reports[seen.side] &&
    (session.state === 'booked' || session.state === 'held');
  if (!isOpen) return messageOf([sessionText(t, seen, session)], []);
  const isHeld = session.state === 'held';
  return messageOf(
    [
      isHeld
        ? sessionText(t, seen, session)
        : t('coaching:outcome.ask', { ...named(seen, session), when: when(t, seen, session) }),
      t(`coaching:outcome.add.${seen.side}`),
      t(`coaching:outcome.seen.${seen.side}`, { other: mention(seen) }),
    ],
    [isHeld ? button(LOG, t('coaching:button.add'), session.id) : logButton(t, session), notNow(t, seen)],
  );
}

/** To the client, between two sessions. */
function betweenMessage(t: Texts, seen: SeenCourse, once: string): Message {
  const last = seen.sessions.findLast(({ state }) => state === 'held');
  const isOpen = last?.id === once && seen.next?.what !== 'log';
  if (!isOpen) return standing(t, seen);
  const { plan } = last.words;
  return messageOf(
    [
      t('coaching:between.text', { other: mention(seen) }),
      ...(plan ? [t('coaching:between.plan')] : []),
      t('coaching:between.why', { other: mention(seen) }),
    ],
    [...(plan ? [button(OPEN_PAIR, t('coaching:button.open'), seen.pairId)] : []), notNow(t, seen)],
  );
}

/** To both, each alone: at half-time and at the end of the plan. */
function reviewMessage(t: Texts, seen: SeenCourse, of: 'half-time' | 'final', once: string): Message {
  const [round = 0, k = 0] = once.split('.').map(Number);
  const other = mention(seen);
  if (seen.reviewed.some((review) => review.of === of && review.round === round))
    return messageOf([t(`coaching:review.answered.${of}`, { other })], []);
  const { next } = seen;
  const isOpen =
    next?.what === 'final' ? of === 'final' && next.round === round : of === 'half-time' && next !== null;
  if (!isOpen) return standing(t, seen);
  const text =
    of === 'half-time'
      ? t('coaching:review.half-time', { other })
      : t(`coaching:review.final.${seen.side}.${k > 0 ? 'again' : 'first'}`, { other });
  return messageOf(
    [text, t('coaching:review.why'), t('pairs:answersSeen', { other })],
    [
      button(REVIEW, t(`coaching:button.${of}`), `${seen.pairId} ${of} ${round}`, {
        about: aboutText(t, seen),
      }),
      notNow(t, seen),
    ],
  );
}

/** A session and how it stands with it. */
function sessionText(
  t: Texts,
  seen: SeenCourse,
  session: Pick<SeenSession, 'number' | 'state' | 'startsAt'>,
): string {
  const { number, total } = named(seen, session);
  const name =
    number > total
      ? t('coaching:session.name', named(seen, session))
      : t('coaching:session.ofPlan', named(seen, session));
  // Where it is over, the other's clock tells nothing new.
  const time = session.state === 'booked' ? when(t, seen, session) : myTime(t, seen, session.startsAt);
  const text = t(`coaching:session.${session.state}`, { when: time });
  return `${name} ${text}`;
}

function named(
  seen: SeenCourse,
  session: Pick<SeenSession, 'number' | 'startsAt'>,
): { other: string; number: number; total: number } {
  return { other: mention(seen), number: numberOf(seen, session), total: totalOf(seen) };
}

function totalOf({ now }: SeenCourse): number {
  const { rhythm } = now.terms;
  return rhythm.form === 'plan' ? rhythm.sessions : 0;
}

/** Its number; of one without, how many were held before it, and one more. */
function numberOf(
  { sessions }: SeenCourse,
  { number, startsAt }: Pick<SeenSession, 'number' | 'startsAt'>,
): number {
  const before = sessions.filter((each) => each.state === 'held' && each.startsAt < startsAt);
  return number ?? before.length + 1;
}

/** The session that a nudge is about: `once` is its id, and the time it had on the wall. */
function sessionOf({ sessions }: SeenCourse, once: string): SeenSession | undefined {
  return sessions.find(({ id }) => once.startsWith(`${id}@`));
}

function hasMoved({ id, wall }: SeenSession, once: string): boolean {
  return once !== `${id}@${wall}`;
}

function when(t: Texts, seen: SeenCourse, { startsAt }: Pick<SeenSession, 'startsAt'>): string {
  return escaped(whenText(t, seen, startsAt));
}

function myTime(t: Texts, seen: SeenCourse, startsAt: Date): string {
  return whenText(t, { ...seen, otherZone: seen.myZone }, startsAt);
}

/** A time, as both live, and the button that books it: Slack takes an action once in a block. */
function slotSection(t: Texts, seen: SeenCourse, number: number, slot: Date): [string, KnownBlock] {
  const mine = myTime(t, seen, slot);
  const time = escaped(seen.otherZone === seen.myZone ? mine : whenText(t, seen, slot));
  const about = `${t('coaching:session.short', { number })}, ${mine}`;
  const accessory = button(BOOK_AT, t('coaching:button.take'), `${seen.pairId} ${slot.toISOString()}`, {
    about,
  });
  return [time, { type: 'section', text: mrkdwn(time), accessory }];
}

function logButton(t: Texts, { id }: Pick<SeenSession, 'id'>): Button {
  return button(LOG, t('coaching:button.log'), id, { style: 'primary' });
}

function calendarButton(t: Texts, { id }: Pick<SeenSession, 'id'>): Button {
  return button(CALENDAR, t('coaching:button.calendar'), id);
}

function notNow(t: Texts, seen: SeenCourse): Button {
  return button(SNOOZE, t('coaching:button.notNow'), seen.pairId, { about: aboutText(t, seen) });
}

/** Names the pair to a screen reader, where several messages stand in one. */
function aboutText(t: Texts, seen: SeenCourse): string {
  return t('coaching:about', { name: seen.otherName || seen.other });
}
