import type { ModalView } from '@slack/types';
import { type Texts, textsIn } from '../../locales/texts.ts';
import type { PeoplePorts, Reader, Readers } from '../../people/flow/readers.ts';
import { topicsIn } from '../../people/topics.ts';
import { KINDS, type Kind, type PersonKey } from '../../ports.ts';
import { type Program, ProgramId } from '../../programs/program.ts';
import { showInPlace, showModal } from '../../slack/answering.ts';
import type { ActionAsking, Asking, CommandAsking, FormAsking, Listener } from '../../slack/asking.ts';
import { replyToGuide } from '../flow/answering.ts';
import { beginRequest, hasProgramsToJoin, openRequest, programToAskIn, suggest } from '../flow/asking.ts';
import { spokenBy } from '../flow/reading.ts';
import { offerFor, openRequestsOf, requestFor, type SeenRequest } from '../flow/seeing.ts';
import { type RequestKey, sendRequest, waitForGuide, withdrawRequest } from '../flow/sending.ts';
import { ANSWER_LENGTH } from '../offer.ts';
import type { Request } from '../request.ts';
import {
  ASK,
  ASK_FORM,
  CHANGE,
  CHOOSE,
  CHOOSE_FORM,
  MORE,
  REPLY,
  REPLY_FORM,
  WAIT,
  WIDEN,
  WITHDRAW,
} from '../views/actions.ts';
import { answerErrors, offerKey, readAnswer, repliedView, replyForm } from '../views/answer.ts';
import { askErrors, askForm, askRefused, sentWish } from '../views/ask.ts';
import {
  notToAskView,
  outcomeView,
  refusedText,
  requestsView,
  sentView,
  waitingView,
} from '../views/requested.ts';
import {
  choiceErrors,
  MOST_SHOWN,
  nobodyView,
  readChoices,
  SHOWN_AT_A_TIME,
  suggestionsView,
} from '../views/suggestions.ts';
import { readWish, widened } from '../wishing.ts';

/** What a learner presses and sends. Whatever is sent, it is about the person who sent it. */
export function asking(
  ports: PeoplePorts,
  readers: Readers,
): {
  commands: Record<string, Listener<CommandAsking>>;
  actions: Record<string, Listener<ActionAsking>>;
  views: Record<string, Listener<FormAsking>>;
} {
  const inPlace = (asked: Asking, build: (t: Texts, reader: Reader) => Promise<ModalView>): Promise<void> =>
    showInPlace(asked, readers, (reader) => build(textsIn(reader.language), reader));

  /** The form; or, where somebody is being asked already, how that stands. */
  const ask = (asked: Asking, what?: Kind | ProgramId, topics: string[] = []): Promise<void> =>
    showModal(
      asked,
      readers,
      async (reader) => {
        const { language, timeZone } = reader;
        const t = textsIn(language);
        const programId = ProgramId.safeParse(what).data;
        const found = programId && (await programToAskIn(ports, asked.who, programId, reader));
        if (found && 'why' in found) return notToAskView(t, found.why);
        const program = found?.program;
        const kind = program?.kind ?? KINDS.find((one) => one === what);
        const there = what && (await openRequest(ports, asked.who, what));
        if (there?.state.state === 'offering')
          return requestsView(t, await openRequestsOf(ports, asked.who), timeZone);
        return filledForm(t, asked.who, reader, { kind, topics, there, program });
      },
      { looksUp: true },
    );

  /** What the command shows: the requests that are open, and the way to a new one; the form where there are none. */
  const showMine = (asked: Asking): Promise<void> =>
    showModal(
      asked,
      readers,
      async (reader) => {
        const t = textsIn(reader.language);
        const open = await openRequestsOf(ports, asked.who);
        return open.length > 0 ? requestsView(t, open, reader.timeZone) : filledForm(t, asked.who, reader);
      },
      { looksUp: true },
    );

  async function filledForm(
    t: Texts,
    who: PersonKey,
    reader: Reader,
    known: {
      kind?: Kind | undefined;
      topics?: string[];
      there?: Request | undefined;
      program?: Program | undefined;
    } = {},
  ): Promise<ModalView> {
    const { kind, topics = [], there, program } = known;
    const filled = there?.wish ?? { topics, languages: [await spokenBy(ports, who, reader.language)] };
    const what = kind ? { kind, programId: program?.id ?? null, program: there ? undefined : program } : null;
    const hasPrograms = !there && !program && (await hasProgramsToJoin(ports, who, kind, reader));
    return askForm(t, { asked: what, filled, why: there ? 'change' : 'new', hasPrograms });
  }

  /** The form of a request that stands. */
  const edit = (asked: ActionAsking, why: 'change' | 'widen'): Promise<void> =>
    inPlace(asked, async (t) => {
      const seen = await requestFor(ports, asked.who, asked.value ?? '');
      if (!seen) return outcomeView(t, 'not-yours');
      const { request, program } = seen;
      if (!mayChange(seen)) return outcomeView(t, 'changed');
      const filled = why === 'widen' ? widened(request.wish) : request.wish;
      return askForm(t, { asked: { kind: program.kind, programId: program.id }, filled, why });
    });

  /** Who fits a request, as many as are asked for. */
  async function suggestions(t: Texts, who: PersonKey, requestId: string, most: number, changed = false) {
    const found = await suggest(ports, who, requestId, 0, most);
    if (!found) return outcomeView(t, 'changed');
    if (found.shown.length > 0) return suggestionsView(t, found, { changed });
    return nobodyView(t, { ...found, kind: found.program.kind });
  }

  return {
    commands: {
      async match(asked) {
        await asked.ack();
        await showMine(asked);
      },
    },
    actions: {
      [ASK](asked) {
        const [first = ''] = (asked.value ?? '').split(' ');
        return ask(
          asked,
          ProgramId.safeParse(first).data ?? KINDS.find((kind) => kind === first),
          topicsIn(asked.value ?? ''),
        );
      },
      [CHANGE]: (asked) => edit(asked, 'change'),
      [WIDEN]: (asked) => edit(asked, 'widen'),
      [CHOOSE]: (asked) =>
        inPlace(asked, (t) => suggestions(t, asked.who, asked.value ?? '', SHOWN_AT_A_TIME)),
      [MORE](asked) {
        const [requestId = '', count] = (asked.value ?? '').split(' ');
        const most = Math.min(Math.max(SHOWN_AT_A_TIME, Number(count) || 0), MOST_SHOWN);
        return inPlace(asked, (t) => suggestions(t, asked.who, requestId, most));
      },
      [WAIT]: (asked) =>
        inPlace(asked, async (t) => {
          const outcome = await waitForGuide(ports, asked.who, requestKey(asked.value));
          return outcome === 'waiting' ? waitingView(t) : outcomeView(t, outcome);
        }),
      [WITHDRAW]: (asked) =>
        inPlace(asked, async (t) =>
          outcomeView(t, (await withdrawRequest(ports, asked.who, requestKey(asked.value))).outcome),
        ),
      [REPLY]: (asked) =>
        inPlace(asked, async (t) => {
          const seen = await offerFor(ports, asked.who, offerKey(asked.value).offerId);
          if (seen?.side !== 'learner') return repliedView(t, 'not-yours');
          const { state } = seen.offer;
          return state.state === 'asked' && state.answer === null
            ? replyForm(t, seen)
            : repliedView(t, 'changed');
        }),
    },
    views: {
      async [ASK_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const read = readWish(sentWish(view), who.personId);
        if (!read.ok) return ack({ response_action: 'errors', errors: askErrors(t, read.wrong) });
        const asked = await beginRequest(ports, who, read.asked, read.wish);
        switch (asked.outcome) {
          case 'suggested':
            return ack({ response_action: 'update', view: suggestionsView(t, asked.suggestions) });
          case 'nobody':
            return ack({
              response_action: 'update',
              view: nobodyView(t, { ...asked, kind: asked.program.kind }),
            });
          case 'joined-cohort':
          case 'waits-for-start':
            return ack({ response_action: 'update', view: outcomeView(t, asked.outcome) });
          case 'refused':
            return ack({
              response_action: 'errors',
              errors: askRefused(view, refusedText(t, asked.why)),
            });
          case 'too-many':
          case 'already':
          case 'not-open':
            return ack({
              response_action: 'errors',
              errors: askRefused(view, refusedText(t, asked.outcome)),
            });
        }
      },
      async [CHOOSE_FORM]({ who, view, ack }) {
        const { language, timeZone } = await readers.load(who);
        const t = textsIn(language);
        const show = (shown: ModalView) => ack({ response_action: 'update', view: shown });
        const read = readChoices(view);
        if (!read) return show(outcomeView(t, 'not-yours'));
        if (!read.ok) return ack({ response_action: 'errors', errors: choiceErrors(t, read.wrong) });
        const sent = await sendRequest(ports, who, read);
        if (sent.outcome === 'not-yours') return show(outcomeView(t, 'not-yours'));
        if (sent.outcome === 'changed')
          return show(await suggestions(t, who, read.requestId, SHOWN_AT_A_TIME, true));
        if (sent.outcome === 'kept') return show(outcomeView(t, 'kept'));
        const seen = await requestFor(ports, who, read.requestId);
        if (!seen) return show(outcomeView(t, 'not-yours'));
        const { kind, rules } = seen.program;
        if (sent.outcome === 'nobody') return show(nobodyView(t, { ...sent, kind }, { chosen: true }));
        const { guide, request, toldAt } = sent;
        const now = ports.clock.now();
        const shown = { request, kind, guideId: guide.id, toldAt, offerDays: rules.offerDays, now, timeZone };
        return show(sentView(t, shown));
      },
      async [REPLY_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const read = readAnswer(view, { most: ANSWER_LENGTH, optional: false });
        if (!read.ok)
          return ack({ response_action: 'errors', errors: answerErrors(t, read.wrong, ANSWER_LENGTH) });
        const replied = await replyToGuide(ports, who, { ...read.key, answer: read.text });
        return ack({ response_action: 'update', view: repliedView(t, replied) });
      },
    },
  };
}

/** While somebody is being asked the request stays as it is: it can be withdrawn. */
function mayChange({ request: { state } }: SeenRequest): boolean {
  return state.state === 'choosing' || state.state === 'waiting';
}

/** A request as a button carries it; one that nobody has, where it carries none. */
function requestKey(value = ''): RequestKey {
  const [requestId = '', version] = value.split(' ');
  return { requestId, version: Number(version) || 0 };
}
