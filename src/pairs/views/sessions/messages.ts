import type { Texts } from '../../../locales/texts.ts';
import type { Message } from '../../../slack/asking.ts';
import { button } from '../../../slack/buttons.ts';
import { escaped } from '../../../slack/text.ts';
import { bookedIn } from '../../booking.ts';
import type { SeenDates, SeenSession } from '../../seen.ts';
import { BOOK, CALENDAR, MOVE } from '../actions.ts';
import { messageOf } from '../parts.ts';
import { whenText } from '../when.ts';
import { sessionName, timeText } from './parts.ts';
import { stateLine } from './session.ts';

/**
 * The other one has booked a time, or chosen another. Afterwards, how it stands; and where a later message says it, no
 * more than that.
 *
 * @param version of the session when it was said
 */
export function bookedMessage(
  t: Texts,
  seen: SeenDates,
  session: SeenSession,
  { what, version, now }: { what: 'booked' | 'moved'; version: number; now: Date },
): Message {
  const name = sessionName(t, seen, session);
  if (session.version > version) return messageOf([changedText(t, seen, session)], []);
  const isToCome = session.state === 'booked' && session.startsAt > now;
  const lead = t(`sessions:told.${what}`, { name });
  const time = `*${timeText(t, seen, session)}*`;
  if (!isToCome || seen.now.left) return messageOf([[lead, time, stateLine(t, session, now)].join('\n')], []);
  return messageOf(
    [`${lead}\n${time}`, t('sessions:told.suits')],
    [
      button(MOVE, t('sessions:button.move'), session.id),
      button(CALENDAR, t('sessions:button.calendar'), session.id),
    ],
  );
}

/** The other one has taken a time back. Afterwards the same, without the button where another time is booked. */
export function cancelledMessage(t: Texts, seen: SeenDates, session: SeenSession): Message {
  const when = escaped(whenText(t, seen, session.startsAt));
  const text = t('sessions:told.cancelled', { name: sessionName(t, seen, session), when });
  if (seen.now.left || bookedIn(seen.sessions)) return messageOf([text], []);
  return messageOf(
    [text, t('sessions:told.another')],
    [button(BOOK, t('sessions:button.book'), seen.pairId)],
  );
}

function changedText(t: Texts, seen: SeenDates, session: SeenSession): string {
  const name = sessionName(t, seen, session);
  if (session.state === 'cancelled') return t('sessions:told.cancelledSince', { name });
  return t('sessions:told.movedSince', { name, when: escaped(whenText(t, seen, session.startsAt)) });
}
