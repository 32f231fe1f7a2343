import type { ActionsBlock, Button, KnownBlock, ModalView } from '@slack/types';
import type { Texts } from '../../../locales/texts.ts';
import { concernButton } from '../../../people/views/contacts.ts';
import { dateIn } from '../../../people/views/words.ts';
import { button, buttons } from '../../../slack/buttons.ts';
import { modal } from '../../../slack/modal.ts';
import { mrkdwn, plain } from '../../../slack/text.ts';
import type { SeenCourse, SeenSession } from '../../seen.ts';
import { AGREEMENT, GOAL, HISTORY, LOG, TAKEAWAY } from '../actions.ts';
import { changeButton, leaveButton, pauseButton, snoozeButton } from '../life/buttons.ts';
import { mention } from '../parts.ts';
import { rhythmText } from '../rhythm.ts';
import { planText } from '../sessions/session.ts';
import { SPONSOR } from '../sponsor/actions.ts';
import { labelled, list } from './history.ts';
import { moreOnNext, nextButtons, nextText } from './next.ts';

/** A goal has usually taken shape by the end of this session. */
const GOAL_BY_SESSION = 2;

/**
 * Everything of a pair that has begun, to read and to act on: first what comes next, then what the two are working on,
 * then everything else one can do, in groups.
 *
 * @param said to the other's proposal just now; what comes of it is said above
 */
export function hubView(t: Texts, seen: SeenCourse, now: Date, said?: 'agrees' | 'declines'): ModalView {
  return modal({
    callbackId: 'pairs.hub',
    title: t(`pairs:title.${seen.kind}`),
    close: t('common:button.close'),
    blocks: [
      ...(said ? [answered(t, seen, said)] : []),
      { type: 'section', text: mrkdwn(standing(t, seen)) },
      { type: 'section', text: mrkdwn(`*${t('course:hub.now')}*\n${nextText(t, seen, now)}`) },
      ...group('pairs.hub.next', [...nextButtons(t, seen, now), ...moreOnNext(t, seen, now)]),
      ...work(t, seen),
      { type: 'divider' },
      ...group('pairs.hub.look', [
        button(HISTORY, t(`course:hub.history.title.${seen.kind}`), seen.pairId),
        button(AGREEMENT, t('pairs:button.read'), seen.pairId),
        sponsorButton(t, seen),
      ]),
      ...(seen.now.left ? [] : rhythmBlocks(t, seen)),
      { type: 'section', text: plain(t('course:hub.trouble')) },
      ...group('pairs.hub.trouble', [concernButton(t), leaveButton(t, seen)]),
    ],
  });
}

function answered(t: Texts, seen: SeenCourse, said: 'agrees' | 'declines'): KnownBlock {
  return {
    type: 'section',
    text: mrkdwn(t(`course:life.proposal.done.${said}`, { other: mention(seen) })),
  };
}

/** Who the other is, the rhythm, and how far it has come. */
function standing(t: Texts, seen: SeenCourse): string {
  const { rhythm } = seen.now.terms;
  const held = seen.sessions.filter(({ state }) => state === 'held').length;
  const far =
    // A plan that was made shorter may be behind them altogether.
    rhythm.form === 'plan' && held <= rhythm.sessions
      ? t('course:hub.held.plan', { held, of: rhythm.sessions })
      : held > 0
        ? t(`course:hub.held.${seen.kind}`, { held })
        : '';
  return [
    t(`pairs:home.with.${seen.kind}.${seen.side}`, { other: mention(seen) }),
    `${t('course:hub.rhythm', { rhythm: rhythmText(t, rhythm) })} ${far}`.trim(),
  ].join('\n');
}

/** What the two are working on, and who sees it. */
function work(t: Texts, seen: SeenCourse): KnownBlock[] {
  const { kind, side, goal, sessions, pairId, now } = seen;
  const lastOf = (is: (one: SeenCourse['sessions'][number]) => boolean) => sessions.findLast(is);
  const plan = lastOf(({ words }) => words.plan !== undefined)?.words.plan;
  const wish = lastOf(({ words }) => (words.wish ?? '') !== '')?.words.wish;
  const points =
    kind === 'coaching'
      ? [
          ...labelled(t('course:hub.words.purpose'), now.terms.purpose),
          ...labelled(t('course:hub.words.theme'), goal?.theme),
          ...labelled(t('course:hub.words.goal'), goal?.goal),
          ...labelled(t('course:hub.words.measure'), goal?.measure),
          ...labelled(t('course:hub.words.far'), progressText(t, seen)),
          ...labelled(t(`course:hub.words.lastPlan.${side}`), plan && planText(t, plan)),
        ]
      : [
          ...labelled(t('course:hub.words.purpose'), now.terms.purpose),
          ...labelled(t(`sessions:words.wish.${side}`), wish),
        ];
  const held = lastOf(({ state }) => state === 'held');
  const acts = [
    ...(kind === 'coaching' ? [button(GOAL, t('sessions:goal.title'), pairId)] : []),
    ...(held ? addButtons(t, seen, held) : []),
  ];
  const when = sessions.filter(({ state }) => state === 'held').length < GOAL_BY_SESSION ? 'early' : 'later';
  const nothing = kind === 'coaching' && !goal ? [t(`course:hub.noGoal.${when}.${side}`)] : [];
  if (points.length + acts.length === 0) return [];
  return [
    { type: 'divider' },
    ...nothing.map((text): KnownBlock => ({ type: 'section', text: plain(text) })),
    ...(points.length > 0 ? [{ type: 'rich_text' as const, elements: [list(points)] }] : []),
    ...group('pairs.hub.work', now.left ? [] : acts),
    ...(points.length > 0 ? [{ type: 'context' as const, elements: [plain(t('course:hub.seen'))] }] : []),
  ];
}

/** What this reader can still write about what was held last. */
function addButtons(t: Texts, { kind, side }: SeenCourse, { id, number }: SeenSession): Button[] {
  if (kind === 'coaching') return [button(LOG, t('course:hub.button.add', { number }), id)];
  return side === 'learner' ? [button(TAKEAWAY, t('mentoring:button.takeaway'), id)] : [];
}

/** "3 of 10 at the start, 6 of 10 last (session 4)"; '' where nobody has said a number. */
function progressText(t: Texts, { goal, sessions }: SeenCourse): string {
  const start = goal?.startingPoint ?? null;
  const last = sessions.findLast(({ progress }) => progress !== null);
  if (!last) return start === null ? '' : t('course:hub.far.start', { start });
  const said = { progress: last.progress, number: last.number };
  return start === null ? t('course:hub.far.last', said) : t('course:hub.far.both', { ...said, start });
}

/** The terms, reminders, a break. */
function rhythmBlocks(t: Texts, seen: SeenCourse): KnownBlock[] {
  const { snoozedUntil, next, myZone } = seen;
  const quiet =
    snoozedUntil && next ? [plain(t('course:hub.snoozed', { day: dateIn(t, snoozedUntil, myZone) }))] : [];
  return [
    ...quiet.map((text): KnownBlock => ({ type: 'section', text })),
    ...group('pairs.hub.rhythm', [changeButton(t, seen), snoozeButton(t, seen), pauseButton(t, seen)]),
  ];
}

/** The client's own matter, and the coach's where the client has shown it. Who has ended it brings nobody in any more. */
function sponsorButton(t: Texts, { kind, side, pairId, sponsor, now }: SeenCourse): Button | undefined {
  if (kind !== 'coaching') return undefined;
  const isFree = side === 'learner' && !now.left;
  return sponsor || isFree ? button(SPONSOR, t('sponsor:button.open'), pairId) : undefined;
}

/** Buttons that belong together; those that are not to be pressed now are left out. */
function group(
  blockId: string,
  elements: readonly (ActionsBlock['elements'][number] | undefined)[],
): KnownBlock[] {
  const shown = elements.filter((one) => one !== undefined);
  return shown.length > 0 ? [buttons(blockId, shown)] : [];
}
