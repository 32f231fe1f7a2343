import { type Texts, textsIn } from '../../locales/texts.ts';
import type { Readers } from '../../people/flow/readers.ts';
import { replaceModal, showModal } from '../../slack/answering.ts';
import type { ActionAsking } from '../../slack/asking.ts';
import { sendFile } from '../../slack/files.ts';
import { type CalendarSession, fileName, icsOf } from '../entry.ts';
import { messagesWith, type SeenForCalendar, sessionForCalendar, sessionOfFile } from '../flow/calendar.ts';
import type { PairsPorts } from '../flow/steps.ts';
import { CALENDAR } from '../views/actions.ts';
import {
  CALENDAR_LINKS,
  calendarView,
  entryWords,
  fileComment,
  SEND_FILE,
  type Tried,
} from '../views/calendar.ts';
import { notYoursView } from '../views/trial.ts';
import type { Part } from './part.ts';

/** What calendar files need of the outside. */
export interface CalendarPorts {
  /** Was the app allowed to send files when it was started? */
  canSendFiles: boolean;
  /** What links begin with, without a slash at the end; nothing where the app is not reached from outside. */
  publicUrl(): string | undefined;
}

/** A session or meeting into one's own calendar: by links, by a file that is sent, or by one that is fetched. */
export function calendars(
  ports: PairsPorts,
  readers: Readers,
  { canSendFiles, publicUrl }: CalendarPorts,
): Part {
  let canSend = canSendFiles;
  /** Whose file is on its way: a second press meanwhile sends no second one. */
  const underWay = new Set<string>();

  const view = (t: Texts, session: CalendarSession, tried: Tried = null) => {
    const base = publicUrl();
    const link = base && `${base}/calendar/${session.key}.ics`;
    return calendarView(t, session, { canSend, link, tried });
  };

  const send = async (asking: ActionAsking, t: Texts, { session, now }: SeenForCalendar): Promise<Tried> => {
    const conversation = await messagesWith(ports, asking.who);
    const result = await sendFile(
      asking.client,
      conversation ? { conversation } : { personId: asking.who.personId },
      {
        name: fileName(session),
        text: icsOf(session, entryWords(t, session), now),
        comment: fileComment(t, session),
      },
    );
    if (result.outcome === 'not-allowed') canSend = false;
    if (result.outcome !== 'sent')
      ports.log.warn({ outcome: result.outcome, code: result.code }, 'a calendar file could not be sent');
    return result.outcome;
  };

  const pressed = Object.fromEntries(CALENDAR_LINKS.map((name) => [name, () => Promise.resolve()]));
  return {
    actions: {
      ...pressed,
      [CALENDAR]: (asking) =>
        showModal(
          asking,
          readers,
          async ({ language }) => {
            const t = textsIn(language);
            const seen = await sessionForCalendar(ports, asking.who, asking.value ?? '');
            return seen ? view(t, seen.session) : notYoursView(t);
          },
          { looksUp: true },
        ),
      async [SEND_FILE](asking) {
        const t = textsIn(readers.languageOf(asking.who));
        const seen = await sessionForCalendar(ports, asking.who, asking.value ?? '');
        if (!seen) return replaceModal(asking, notYoursView(t));
        const what = `${asking.who.workspaceId} ${asking.who.personId} ${seen.session.sessionId}`;
        if (underWay.has(what)) return;
        underWay.add(what);
        try {
          const tried = await send(asking, t, seen);
          await replaceModal(asking, view(t, seen.session, tried));
        } finally {
          underWay.delete(what);
        }
      },
    },
  };
}

/** The file in whose address this key stands, for whoever has the address; nothing where there is none. */
export async function calendarFile(
  ports: PairsPorts,
  key: string,
): Promise<{ type: string; name: string; text: string } | undefined> {
  const seen = await sessionOfFile(ports, key);
  if (!seen) return undefined;
  const { session, now, language } = seen;
  return {
    type: 'text/calendar; charset=utf-8; method=PUBLISH',
    name: fileName(session),
    text: icsOf(session, entryWords(textsIn(language), session), now),
  };
}
