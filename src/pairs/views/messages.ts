import type { Texts } from '../../locales/texts.ts';
import type { Message } from '../../slack/asking.ts';
import { escaped } from '../../slack/text.ts';
import { isIn, type Seen, type SeenIn } from '../seen.ts';
import { gapTexts, reasonTexts } from './fit.ts';
import { goodbyeButton } from './life/buttons.ts';
import {
  buttonsOf,
  dayText,
  endedText,
  mention,
  messageOf,
  openButton,
  standingText,
  stateText,
} from './parts.ts';
import { rhythmText } from './rhythm.ts';

/** Who the other is, why the two fit and what does not, and what comes next. Afterwards, how it stands. */
export function introductionMessage(t: Texts, seen: Seen, { title }: { title: string | null }): Message {
  const other = mention(seen);
  const list = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [`*${title}*\n${lines.map((line) => `• ${escaped(line)}`).join('\n')}`];
  const about = [
    t(`pairs:introduction.headline.${seen.kind}.${seen.side}`, { other }),
    ...(title ? [t('pairs:introduction.title', { other, title: escaped(title) })] : []),
    ...list(t('pairs:introduction.reasons'), reasonTexts(t, seen.fit)),
    ...list(t('pairs:introduction.gaps'), gapTexts(t, seen.fit)),
  ];
  if (!isIn(seen, 'trial') || seen.now.answered || seen.now.left)
    return messageOf([...about, stateText(t, seen)], isIn(seen, 'trial') ? buttonsOf(t, seen) : []);
  return messageOf(
    [
      ...about,
      t(`pairs:introduction.next.${seen.side}`, { other }),
      `${t('pairs:introduction.then')} ${untilText(t, seen, seen.now.until)}`,
      t('pairs:introduction.managers', { date: dayText(t, seen.now.metBy, seen) }),
      t('pairs:answersSeen', { other }),
      t('pairs:introduction.leave'),
    ],
    buttonsOf(t, seen),
  );
}

/** To whoever has not answered, whatever the other did. Afterwards, how it stands. */
export function trialReminder(t: Texts, seen: Seen): Message {
  if (!isIn(seen, 'trial') || seen.now.answered || seen.now.left)
    return messageOf([standingText(t, seen)], []);
  const text = t('pairs:reminder.trial', { other: mention(seen) });
  return messageOf([`${text} ${untilText(t, seen, seen.now.until)}`], buttonsOf(t, seen));
}

/**
 * Both want to go on, or the other changed the terms. Afterwards, how it stands; and where a later one is there or on
 * its way, no more than that, so that the same is not read twice.
 *
 * @param version of the terms when it was said; every one after the first was said because the other changed them
 */
export function agreementMessage(t: Texts, seen: Seen, { version }: { version: number }): Message {
  const lead = t(version > 1 ? 'pairs:agreement.changed.other' : 'pairs:agreement.headline', {
    other: mention(seen),
  });
  if (!isIn(seen, 'agreement') || seen.now.left) return messageOf([lead, stateText(t, seen)], []);
  const { change, confirmed, termsVersion } = seen.now;
  // One's own change is told in the message that stands already.
  if (version < (change?.mine ? termsVersion - 1 : termsVersion))
    return messageOf([lead, t('pairs:agreement.newer')], []);
  const next = change ? t('pairs:agreement.confirmNew') : t('pairs:agreement.next');
  return messageOf(
    [change ? changeText(t, seen) : lead, confirmed ? stateText(t, seen) : next, t('pairs:agreement.seen')],
    buttonsOf(t, seen),
  );
}

/** What the last change was, and whose; without the words of the purpose, which stand in a modal only. */
export function changeText(t: Texts, seen: SeenIn<'agreement'>): string {
  const { change, terms } = seen.now;
  if (!change) return '';
  const [now, before] = [rhythmText(t, terms.rhythm), rhythmText(t, change.from)];
  return [
    change.mine
      ? t('pairs:agreement.changed.mine')
      : t('pairs:agreement.changed.other', { other: mention(seen) }),
    ...(now === before ? [] : [t('pairs:agreement.rhythm', { now, before })]),
    ...(change.purpose ? [t('pairs:agreement.purpose')] : []),
  ].join(' ');
}

/** To whoever has not confirmed. Afterwards, how it stands. */
export function agreementReminder(t: Texts, seen: Seen): Message {
  if (!isIn(seen, 'agreement') || seen.now.confirmed || seen.now.left)
    return messageOf([standingText(t, seen)], []);
  const said = { other: mention(seen), date: dayText(t, seen.now.until, seen) };
  return messageOf([t('pairs:reminder.agreement', said)], buttonsOf(t, seen));
}

/** Both have confirmed: it begins. How it can be ended stands in the words; who begins is offered no end. */
export function runningMessage(t: Texts, seen: Seen): Message {
  const other = mention(seen);
  const open = openButton(t, seen);
  if (!isIn(seen, 'running') || seen.now.left)
    return messageOf([t(`pairs:running.headline.${seen.kind}`, { other }), stateText(t, seen)], []);
  return messageOf(
    [
      t(`pairs:running.headline.${seen.kind}`, { other }),
      `${t('pairs:running.rhythm', { rhythm: rhythmText(t, seen.now.terms.rhythm) })} ${t(`pairs:running.books.${seen.side}`, { other })}`,
      t('pairs:running.leave'),
    ],
    open ? [open] : [],
  );
}

/** The same to both, whoever ended it and why; only that the other is not available is said, in words that say no more. */
export function endedMessage(t: Texts, seen: Seen): Message {
  if (!isIn(seen, 'ended')) return messageOf([stateText(t, seen)], []);
  const { from, notAvailable, requestGoesOn } = seen.now;
  const forLearner = requestGoesOn ? t('pairs:ended.requestGoesOn') : t('pairs:ended.askAgain');
  const next = seen.side === 'guide' ? t('pairs:ended.placeFree') : forLearner;
  const away = notAvailable ? [t('pairs:ended.notAvailable', { other: mention(seen) })] : [];
  const goodbye = goodbyeButton(t, seen);
  return messageOf([...away, `${endedText(t, seen, from)} ${next}`], goodbye ? [goodbye] : []);
}

/** The other takes a break, of which no more is said than that. */
export function awayMessage(t: Texts, seen: Seen): Message {
  return messageOf([`${t('pairs:ended.notAvailable', { other: mention(seen) })} ${t('pairs:away')}`], []);
}

function untilText(t: Texts, seen: Seen, until: Date): string {
  return t('pairs:introduction.until', { date: dayText(t, until, seen) });
}
