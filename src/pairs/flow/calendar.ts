import { languageFor } from '../../locales/texts.ts';
import { conversationWith } from '../../nudges/flow/conversation.ts';
import { calendarsOf } from '../../people/flow/people.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import { workspaceLanguage } from '../../people/flow/workspace.ts';
import type { Language, PersonKey } from '../../ports.ts';
import { type KeptSession, SessionId } from '../course.ts';
import { type CalendarSession, forCalendar, keyParts } from '../entry.ts';
import { otherSide, type Pair, personOn, type Side, sideOf } from '../pair.ts';
import { readPair } from '../store/pairs.ts';
import { readPairOfSession, readSessionOfCalendar, readSessions } from '../store/sessions.ts';

/** A session as one of the two may put it into their calendar, and the moment at which that is true. */
export interface SeenForCalendar {
  session: CalendarSession;
  now: Date;
}

/** A session for one of its two; nothing where it is not one of theirs, whatever the id. */
export async function sessionForCalendar(
  ports: PeoplePorts,
  who: PersonKey,
  sessionId: string,
): Promise<SeenForCalendar | undefined> {
  const id = SessionId.safeParse(sessionId).data;
  const pairId = id && (await readPairOfSession(ports.db, who.workspaceId, id));
  const pair = pairId && (await readPair(ports.db, who.workspaceId, pairId));
  const side = pair && sideOf(pair, who.personId);
  if (!pair || !side) return undefined;
  const session = (await readSessions(ports.db, who.workspaceId, [pair.id]))
    .get(pair.id)
    ?.find((one) => one.id === id);
  return session && seen(ports, pair, session, side);
}

/** The same by what stands in a file's address, with the language of the person whose file it is. */
export async function sessionOfFile(
  ports: PeoplePorts,
  key: string,
): Promise<(SeenForCalendar & { language: Language }) | undefined> {
  const parts = keyParts(key);
  const kept = parts && (await readSessionOfCalendar(ports.db, parts.calendarKey));
  const pair = kept && (await readPair(ports.db, kept.workspaceId, kept.pairId));
  return pair && seen(ports, pair, kept.session, parts.side);
}

/** The conversation in which this person has been written to; nothing where that has not happened yet. */
export function messagesWith(ports: PeoplePorts, who: PersonKey): Promise<string | undefined> {
  return conversationWith(ports.db, who);
}

async function seen(
  ports: PeoplePorts,
  pair: Pair,
  session: KeptSession,
  side: Side,
): Promise<SeenForCalendar & { language: Language }> {
  const [me, other] = [personOn(pair, side), personOn(pair, otherSide(side))];
  const people = await calendarsOf(ports.db, pair.workspaceId, [me, other]);
  const [mine, theirs] = [people.get(me), people.get(other)];
  return {
    session: forCalendar(pair, session, side, {
      other,
      otherName: theirs?.name ?? '',
      myZone: mine?.timeZone ?? 'UTC',
      otherZone: theirs?.timeZone ?? 'UTC',
    }),
    now: ports.clock.now(),
    language: mine?.locale
      ? languageFor(mine.locale)
      : await workspaceLanguage(ports, ports.db, pair.workspaceId),
  };
}
