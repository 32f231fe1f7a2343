import type { ModalView } from '@slack/types';
import { type Texts, textsIn } from '../../locales/texts.ts';
import type { Readers } from '../../people/flow/readers.ts';
import { showInPlace } from '../../slack/answering.ts';
import type { ActionAsking, FormAsking, MessageKind } from '../../slack/asking.ts';
import type { SessionProblem } from '../booking.ts';
import { pairFor } from '../flow/pairs.ts';
import {
  bookSession,
  cancelSession,
  datesFor,
  logSession,
  moveSession,
  type SessionResult,
  sessionFor,
  timesFor,
} from '../flow/sessions.ts';
import type { PairsPorts } from '../flow/steps.ts';
import type { SeenCourse, SeenSession } from '../seen.ts';
import { BOOK, BOOK_AT, CANCEL, LOG, MOVE } from '../views/actions.ts';
import { messageOf, standingText } from '../views/parts.ts';
import {
  BOOK_FORM,
  bookForm,
  CANCEL_FORM,
  cancelForm,
  MOVE_FORM,
  moveForm,
  openedAbout,
  parseWhen,
  whenField,
} from '../views/sessions/booking.ts';
import { LOG_FORM, logForm, OUTCOME, parseLog, shownIn } from '../views/sessions/log.ts';
import { bookedMessage, cancelledMessage } from '../views/sessions/messages.ts';
import { planDoneView } from '../views/sessions/review.ts';
import { type SessionNote, sessionView } from '../views/sessions/session.ts';
import { notYoursView, pairView } from '../views/trial.ts';
import type { Part } from './part.ts';

/** Sessions and meetings: booked, moved, taken back, logged; and what the other is told of it. */
export function sessions(ports: PairsPorts, readers: Readers): Part {
  const { clock } = ports;

  /** How it stands with a pair, for whoever can do nothing else with it; nothing of anybody else's. */
  async function standing(t: Texts, who: FormAsking['who'], pairId: string): Promise<ModalView> {
    const seen = await pairFor(ports, who, pairId);
    return seen ? pairView(t, seen) : notYoursView(t);
  }

  /** A session with what has just been done, or with why it could not be. */
  async function shown(
    t: Texts,
    who: FormAsking['who'],
    sessionId: string,
    note?: SessionNote,
  ): Promise<ModalView> {
    const found = await sessionFor(ports, who, sessionId);
    return found ? sessionView(t, found.seen, found.session, clock.now(), note) : notYoursView(t);
  }

  /** What a result comes to where it is no problem of the field. */
  async function viewOf(
    t: Texts,
    who: FormAsking['who'],
    result: SessionResult,
    done: SessionNote,
  ): Promise<ModalView> {
    switch (result.outcome) {
      case 'done':
        return shown(t, who, result.sessionId, done);
      case 'problem': {
        if (result.problem === 'plan-done') {
          const found = await timesFor(ports, who, result.pairId);
          return found ? planDoneView(t, found.seen) : notYoursView(t);
        }
        const note = NOTES[result.problem];
        return result.sessionId ? shown(t, who, result.sessionId, note) : standing(t, who, result.pairId);
      }
      case 'not-now':
        return standing(t, who, result.pairId);
      case 'no-time':
      case 'not-yours':
        return notYoursView(t);
    }
  }

  /** Opens a modal about a session for one of its two. */
  const onSession =
    (view: (t: Texts, seen: SeenCourse, session: SeenSession, asking: ActionAsking) => Promise<ModalView>) =>
    (asking: ActionAsking): Promise<void> =>
      showInPlace(asking, readers, async ({ language }) => {
        const t = textsIn(language);
        const found = await sessionFor(ports, asking.who, asking.value ?? '');
        if (!found) return notYoursView(t);
        return found.seen.now.left ? pairView(t, found.seen) : view(t, found.seen, found.session, asking);
      });

  const canMove = ({ state }: SeenSession): boolean => state === 'booked' || state === 'not-held';

  async function moving(
    t: Texts,
    who: FormAsking['who'],
    session: SeenSession,
    pairId: string,
    note?: string,
  ): Promise<ModalView> {
    const { startsAt } = session;
    const found = await timesFor(ports, who, pairId, startsAt > clock.now() ? startsAt : undefined);
    return found ? moveForm(t, found.seen, session, found.times, note) : standing(t, who, pairId);
  }

  async function booking(
    t: Texts,
    who: FormAsking['who'],
    pairId: string,
    note?: string,
  ): Promise<ModalView> {
    const found = await timesFor(ports, who, pairId);
    if (!found) return standing(t, who, pairId);
    const { seen, times } = found;
    if (seen.now.left) return pairView(t, seen);
    const now = clock.now();
    const there = seen.sessions.find(({ state }) => state === 'booked');
    if (there) return sessionView(t, seen, there, now, there.startsAt > now ? 'taken' : 'log-first');
    const { rhythm } = seen.now.terms;
    const held = seen.sessions.filter(({ state }) => state === 'held').length;
    return rhythm.form === 'plan' && held >= rhythm.sessions
      ? planDoneView(t, seen)
      : bookForm(t, seen, times, note);
  }

  return {
    actions: {
      [BOOK]: (asking) =>
        showInPlace(asking, readers, ({ language }) =>
          booking(textsIn(language), asking.who, asking.value ?? ''),
        ),
      [BOOK_AT]: (asking) =>
        showInPlace(asking, readers, async ({ language }) => {
          const t = textsIn(language);
          const [pairId = '', at = ''] = (asking.value ?? '').split(' ');
          const result = await bookSession(ports, asking.who, pairId, { at });
          // A button that stood there for too long leads to the times that there are now.
          return result.outcome === 'problem' && (result.problem === 'past' || result.problem === 'too-far')
            ? booking(t, asking.who, pairId, t(`sessions:book.${result.problem}`))
            : viewOf(t, asking.who, result, 'booked');
        }),
      [MOVE]: onSession(async (t, seen, session, { who }) =>
        canMove(session)
          ? moving(t, who, session, seen.pairId)
          : sessionView(t, seen, session, clock.now(), session.state === 'held' ? 'held' : undefined),
      ),
      [CANCEL]: onSession(async (t, seen, session) =>
        session.state === 'booked' && session.startsAt > clock.now()
          ? cancelForm(t, seen, session)
          : sessionView(t, seen, session, clock.now(), session.state === 'booked' ? 'begun' : undefined),
      ),
      [LOG]: onSession(async (t, seen, session) =>
        session.state === 'cancelled' || session.startsAt > clock.now()
          ? sessionView(t, seen, session, clock.now(), session.state === 'booked' ? 'to-come' : undefined)
          : logForm(t, seen, session),
      ),
    },
    views: {
      async [BOOK_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const parsed = parseWhen(view);
        if (!parsed.ok) return ack(errors(parsed.problems, (problem) => t(`sessions:book.${problem}`)));
        const { pairId } = openedAbout(view.private_metadata);
        const result = await bookSession(ports, who, pairId, parsed.when);
        const wrong = timeProblem(t, result);
        if (wrong) return ack(errors({ [whenField(parsed.when)]: wrong }));
        await ack({ response_action: 'update', view: await viewOf(t, who, result, 'booked') });
      },
      async [MOVE_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const parsed = parseWhen(view);
        if (!parsed.ok) return ack(errors(parsed.problems, (problem) => t(`sessions:book.${problem}`)));
        const { sessionId, version } = openedAbout(view.private_metadata);
        const result = await moveSession(ports, who, sessionId, parsed.when, version);
        const wrong = timeProblem(t, result);
        if (wrong) return ack(errors({ [whenField(parsed.when)]: wrong }));
        const found =
          result.outcome === 'problem' && result.problem === 'changed'
            ? await sessionFor(ports, who, sessionId)
            : undefined;
        await ack({
          response_action: 'update',
          view: found
            ? await moving(t, who, found.session, found.seen.pairId, t('sessions:move.changed'))
            : await viewOf(t, who, result, 'moved'),
        });
      },
      async [CANCEL_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const result = await cancelSession(ports, who, openedAbout(view.private_metadata).sessionId);
        await ack({ response_action: 'update', view: await viewOf(t, who, result, 'cancelled') });
      },
      async [LOG_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const parsed = parseLog(view);
        if (!parsed.ok) return ack(errors(parsed.problems, (problem) => t(`sessions:log.${problem}`)));
        const { sessionId } = openedAbout(view.private_metadata);
        const result = await logSession(ports, who, sessionId, parsed.logged, shownIn(view.private_metadata));
        const wrong = logProblem(t, result);
        if (wrong) return ack(errors({ [OUTCOME]: wrong }));
        const found =
          result.outcome === 'done' && parsed.logged.outcome === 'moved'
            ? await sessionFor(ports, who, sessionId)
            : undefined;
        await ack({
          response_action: 'update',
          view: found
            ? await moving(t, who, found.session, found.seen.pairId)
            : await viewOf(t, who, result, 'logged'),
        });
      },
    },
    messages: messages(ports),
  };
}

/** What is said above a session of which something could not be done. */
const NOTES: Record<Exclude<SessionProblem, 'plan-done'>, SessionNote | undefined> = {
  past: undefined,
  'too-far': undefined,
  booked: 'taken',
  'log-first': 'log-first',
  changed: 'changed',
  begun: 'begun',
  'to-come': 'to-come',
  held: 'held',
  cancelled: undefined,
};

function errors<P extends string>(
  problems: Record<string, P>,
  say: (problem: P) => string = (problem) => problem,
) {
  const said = Object.entries(problems).map(([block, problem]) => [block, say(problem)]);
  return { response_action: 'errors' as const, errors: Object.fromEntries(said) };
}

/** What is wrong with a time, to be said under its field. */
function timeProblem(t: Texts, result: SessionResult): string | undefined {
  if (result.outcome === 'no-time') return t('sessions:book.missing');
  if (result.outcome !== 'problem') return undefined;
  const { problem } = result;
  return problem === 'past' || problem === 'too-far' ? t(`sessions:book.${problem}`) : undefined;
}

/** Why a session cannot be logged like that, to be said under what became of it: what was typed is not lost. */
function logProblem(t: Texts, result: SessionResult): string | undefined {
  if (result.outcome !== 'problem') return undefined;
  if (result.problem === 'held') return t('sessions:log.heldAlready');
  if (result.problem === 'cancelled') return t('sessions:log.cancelledAlready');
  return result.problem === 'to-come' ? t('sessions:log.toCome') : undefined;
}

/** What the other has done with a time. Pointless before it was sent, it is not sent; afterwards it shows how it stands. */
function messages(ports: PairsPorts): Record<string, MessageKind> {
  const kind = (what: 'booked' | 'moved' | 'cancelled'): MessageKind => ({
    async render(to, about, language, isSent) {
      const t = textsIn(language);
      const now = ports.clock.now();
      const version = Number(about['version']) || 1;
      const { pairId = '', sessionId = '' } = about;
      const found = await datesFor(ports, to, { pairId, sessionId });
      if (!found) {
        const seen = isSent ? await pairFor(ports, to, pairId) : undefined;
        return seen && messageOf([standingText(t, seen)], []);
      }
      const { seen, session } = found;
      const isOver = session.version > version || (what !== 'cancelled' && session.startsAt <= now);
      if (!isSent && (isOver || seen.now.left)) return undefined;
      return what === 'cancelled'
        ? cancelledMessage(t, seen, session)
        : bookedMessage(t, seen, session, { what, version, now });
    },
  });
  return {
    'pairs.booked': kind('booked'),
    'pairs.moved': kind('moved'),
    'pairs.cancelled': kind('cancelled'),
  };
}
