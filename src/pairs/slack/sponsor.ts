import type { ModalView } from '@slack/types';
import { type Texts, textsIn } from '../../locales/texts.ts';
import type { PeoplePorts, Readers } from '../../people/flow/readers.ts';
import type { PersonKey } from '../../ports.ts';
import { showInPlace } from '../../slack/answering.ts';
import type { ActionAsking, MessageKind } from '../../slack/asking.ts';
import { approveText, draftFor, draftText, endSponsor, rewriteDraft } from '../flow/sponsor.ts';
import { type SponsorStanding, sponsorFor } from '../flow/sponsor-standing.ts';
import {
  answerText,
  declineSponsor,
  type Sponsored,
  sponsoredFor,
  type ToldOfSponsor,
  toldOfSponsor,
} from '../flow/sponsored.ts';
import { isOpen } from '../sponsor.ts';
import {
  SPONSOR,
  SPONSOR_ANSWER,
  SPONSOR_ANSWER_FORM,
  SPONSOR_APPROVE_FORM,
  SPONSOR_DECLINE,
  SPONSOR_EDIT,
  SPONSOR_END,
  SPONSOR_FORM,
  SPONSOR_READ,
  SPONSOR_TEXT_FORM,
  SPONSOR_WRITE,
} from '../views/sponsor/actions.ts';
import {
  parseSponsorAnswer,
  SPONSOR_ANSWER_WORDS,
  sponsorAnsweredMessage,
  sponsorAnswerForm,
  sponsorDeclinedMessage,
  sponsoredView,
  sponsorMessage,
  sponsorNotThere,
  sponsorShownMessage,
} from '../views/sponsor/sponsored.ts';
import { sponsorView } from '../views/sponsor/standing.ts';
import {
  approveForm,
  draftIn,
  parseSponsorForm,
  parseSponsorText,
  preparedText,
  SPONSOR_WHO,
  sponsorForm,
  sponsorTextForm,
  sponsorWordsField,
} from '../views/sponsor/writing.ts';
import type { Part } from './part.ts';

/** Somebody whom a coaching client has brought in: the client's texts to them, and what they say to it. */
export function sponsor(ports: PeoplePorts, readers: Readers): Part {
  /** How it stands, as far as this person may see it. */
  const standing = async (
    t: Texts,
    who: PersonKey,
    pairId: string,
    view: (t: Texts, standing: SponsorStanding) => ModalView,
  ): Promise<ModalView> => {
    const found = await sponsorFor(ports, who, pairId);
    return found ? view(t, found) : sponsorNotThere(t);
  };
  const about =
    (view: (t: Texts, standing: SponsorStanding) => ModalView) =>
    (asking: ActionAsking): Promise<void> =>
      showInPlace(asking, readers, ({ language }) =>
        standing(textsIn(language), asking.who, asking.value ?? '', view),
      );
  /** To the sponsor. */
  const told = async (
    t: Texts,
    who: PersonKey,
    textId: string,
    view: (t: Texts, sponsored: Sponsored) => ModalView,
  ): Promise<ModalView> => {
    const found = await sponsoredFor(ports, who, textId);
    return found ? view(t, found) : sponsorNotThere(t);
  };

  return {
    actions: {
      [SPONSOR]: about((t, found) => (found.sponsor ? sponsorView(t, found) : sponsorForm(t, found))),
      [SPONSOR_WRITE]: about(sponsorForm),
      [SPONSOR_END]: (asking) =>
        showInPlace(asking, readers, async ({ language }) => {
          const pairId = asking.value ?? '';
          const { outcome } = await endSponsor(ports, asking.who, pairId);
          return standing(textsIn(language), asking.who, pairId, (t, found) =>
            sponsorView(t, found, outcome === 'done' ? undefined : 'not-now'),
          );
        }),
      [SPONSOR_EDIT]: (asking) =>
        showInPlace(asking, readers, async ({ language }) => {
          const t = textsIn(language);
          const found = await draftFor(ports, asking.who, asking.value ?? '');
          return found ? sponsorTextForm(t, found.draft) : sponsorNotThere(t);
        }),
      [SPONSOR_READ]: (asking) =>
        showInPlace(asking, readers, ({ language, timeZone }) =>
          told(textsIn(language), asking.who, asking.value ?? '', (t, found) =>
            sponsoredView(t, found, { timeZone }),
          ),
        ),
      [SPONSOR_ANSWER]: (asking) =>
        showInPlace(asking, readers, ({ language, timeZone }) =>
          told(textsIn(language), asking.who, asking.value ?? '', (t, found) =>
            sponsorAnswerForm(t, found, timeZone),
          ),
        ),
      [SPONSOR_DECLINE]: (asking) =>
        showInPlace(asking, readers, async ({ language, timeZone }) => {
          const textId = asking.value ?? '';
          await declineSponsor(ports, asking.who, textId);
          return told(textsIn(language), asking.who, textId, (t, found) =>
            sponsoredView(t, found, { timeZone }),
          );
        }),
    },
    views: {
      async [SPONSOR_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const sent = parseSponsorForm(view, view.private_metadata);
        const found = sent && (await sponsorFor(ports, who, sent.pairId));
        if (!found) return ack({ response_action: 'update', view: sponsorNotThere(t) });
        const wrong = (problem: 'missing' | 'self' | 'coach' | 'no-member' | 'not-available') =>
          ack({ response_action: 'errors', errors: { [SPONSOR_WHO]: t(`sponsor:problem.${problem}`) } });
        if (sent.isMissing) return wrong('missing');
        const { to, purpose, toCoach } = sent;
        const sessions = sent.sessions ? found.sessions : null;
        const words = preparedText(t, { isNew: to !== null, purpose, sessions });
        const result = await draftText(ports, who, sent.pairId, { to, words, toCoach });
        if (result.outcome === 'drafted')
          return ack({ response_action: 'update', view: sponsorTextForm(t, result.draft) });
        if (result.outcome === 'problem' && to !== null) return wrong(result.problem);
        const note = result.outcome === 'problem' ? result.problem : 'not-now';
        const now = await standing(t, who, sent.pairId, (_, stands) => sponsorView(t, stands, note));
        await ack({ response_action: 'update', view: now });
      },
      async [SPONSOR_TEXT_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const { textId, version } = draftIn(view.private_metadata);
        const words = parseSponsorText(view, version);
        if (words === '') {
          const errors = { [sponsorWordsField(version)]: t('sponsor:text.missing') };
          return ack({ response_action: 'errors', errors });
        }
        const found = await draftFor(ports, who, textId);
        const result = await rewriteDraft(ports, who, textId, words);
        const shown =
          found && result.outcome === 'drafted'
            ? await standing(t, who, found.pairId, (_, stands) => approveForm(t, stands, result.draft))
            : sponsorNotThere(t);
        await ack({ response_action: 'update', view: shown });
      },
      async [SPONSOR_APPROVE_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const { textId, version } = draftIn(view.private_metadata);
        const result = await approveText(ports, who, textId, version);
        if (result.outcome === 'not-yours')
          return ack({ response_action: 'update', view: sponsorNotThere(t) });
        const shown = await standing(t, who, result.pairId, (_, stands) => {
          if (result.outcome === 'changed') return approveForm(t, stands, result.draft, { isChanged: true });
          if (result.outcome === 'told') return sponsorView(t, stands, 'sent');
          return sponsorView(t, stands, result.outcome === 'problem' ? result.problem : 'not-now');
        });
        await ack({ response_action: 'update', view: shown });
      },
      async [SPONSOR_ANSWER_FORM]({ who, view, ack }) {
        const { language, timeZone } = await readers.load(who);
        const t = textsIn(language);
        const { textId, words } = parseSponsorAnswer(view, view.private_metadata);
        const { outcome } = await answerText(ports, who, textId, words);
        if (outcome === 'missing') {
          const errors = { [SPONSOR_ANSWER_WORDS]: t('sponsor:answer.missing') };
          return ack({ response_action: 'errors', errors });
        }
        const note = outcome === 'done' ? 'answered' : 'not-now';
        const shown = await told(t, who, textId, (_, found) => sponsoredView(t, found, { timeZone, note }));
        await ack({ response_action: 'update', view: shown });
      },
    },
    messages: messages(ports),
  };
}

function messages(ports: PeoplePorts): Record<string, MessageKind> {
  /** To the client or the coach; `isPointless`: it has become so before it was sent. */
  const toPair = (
    make: (t: Texts, told: ToldOfSponsor) => ReturnType<typeof sponsorAnsweredMessage>,
    isPointless: (told: ToldOfSponsor) => boolean,
  ): MessageKind => ({
    async render(to, { textId = '' }, language, isSent) {
      const told = await toldOfSponsor(ports, to, textId);
      return !told || (!isSent && isPointless(told)) ? undefined : make(textsIn(language), told);
    },
  });
  return {
    'pairs.sponsor': {
      async render(to, { textId = '' }, language, isSent) {
        const sponsored = await sponsoredFor(ports, to, textId);
        if (!sponsored || (!isSent && (sponsored.state !== 'open' || sponsored.isPointless)))
          return undefined;
        return sponsorMessage(textsIn(language), sponsored);
      },
    },
    'pairs.sponsor-shown': toPair(
      sponsorShownMessage,
      ({ state, isUnderWay }) => !isUnderWay || !isOpen(state),
    ),
    'pairs.sponsor-answered': toPair(sponsorAnsweredMessage, ({ state }) => !isOpen(state)),
    'pairs.sponsor-declined': toPair(sponsorDeclinedMessage, ({ state }) => state !== 'declined'),
  };
}
