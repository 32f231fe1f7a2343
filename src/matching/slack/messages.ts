import { type Texts, textsIn } from '../../locales/texts.ts';
import type { PeoplePorts, Readers } from '../../people/flow/readers.ts';
import type { PersonKey } from '../../ports.ts';
import type { Message, MessageKind } from '../../slack/asking.ts';
import { suggest } from '../flow/asking.ts';
import { askedBefore } from '../flow/reading.ts';
import { offerFor, requestFor, type SeenOffer, type SeenRequest } from '../flow/seeing.ts';
import { isOpenOffer } from '../offer.ts';
import type { RequestState } from '../request.ts';
import {
  chooseMessage,
  closedMessage,
  nextMessage,
  nobodyMessage,
  questionMessage,
  suggestionMessage,
  waitingMessage,
} from '../views/learner.ts';
import { answeredMessage, offerMessage, offerReminder } from '../views/offer.ts';

interface To {
  t: Texts;
  to: PersonKey;
  about: Record<string, string>;
  isSent: boolean;
  /** The receiver's, IANA. */
  timeZone: string;
}

/** What matching says by itself, each made of what is true when it is sent or shown again. */
export function messages(ports: PeoplePorts, readers: Readers): Record<string, MessageKind> {
  const kind = (make: (to: To) => Promise<Message | undefined>): MessageKind => ({
    async render(to, about, language, isSent) {
      const { timeZone } = await readers.load(to);
      return make({ t: textsIn(language), to, about, isSent, timeZone });
    },
  });

  /** To the guide, as long as it can be answered; what stands in Slack says what came of it. */
  const toGuide = (
    say: (t: Texts, seen: SeenOffer, reader: { timeZone: string }) => Message,
    isStill: (seen: SeenOffer) => boolean = ({ offer }) => isOpenOffer(offer.state),
  ): MessageKind =>
    kind(async ({ t, to, about, isSent, timeZone }) => {
      const seen = await offerFor(ports, to, about['offerId'] ?? '');
      if (seen?.side !== 'guide' || !(isSent || isStill(seen))) return undefined;
      return say(t, seen, { timeZone });
    });

  /** To the learner, as long as the request is in this state; what stands in Slack says that it is settled. */
  const toLearner = (
    state: RequestState['state'],
    say: (to: To, seen: SeenRequest & { isOver: boolean; timeZone: string }) => Promise<Message | undefined>,
  ): MessageKind =>
    kind(async (to) => {
      const seen = await requestFor(ports, to.to, to.about['requestId'] ?? '');
      if (!seen) return undefined;
      const isOver = seen.request.state.state !== state;
      return isOver && !to.isSent ? undefined : say(to, { ...seen, isOver, timeZone: to.timeZone });
    });

  /** Who fits now, and why there are not more. */
  async function found(to: PersonKey, { request }: SeenRequest) {
    const suggestions = await suggest(ports, to, request.id, 0);
    return {
      fitting: suggestions ? suggestions.shown.length + suggestions.more : 0,
      shortage: suggestions?.shortage ?? { found: 0, told: [], others: false },
    };
  }

  return {
    'matching.offer': toGuide(offerMessage),
    'matching.offer-reminder': toGuide(offerReminder),
    'matching.answered': toGuide(
      answeredMessage,
      ({ offer: { state } }) => state.state === 'asked' && state.answer !== null,
    ),
    'matching.question': kind(async ({ t, to, about, isSent, timeZone }) => {
      const seen = await offerFor(ports, to, about['offerId'] ?? '');
      if (seen?.side !== 'learner') return undefined;
      const { state } = seen.offer;
      const isStill = state.state === 'asked' && state.answer === null;
      return isStill || isSent ? questionMessage(t, seen, { timeZone }) : undefined;
    }),
    'matching.next': kind(async ({ t, to, about, isSent, timeZone }) => {
      const offer = await offerFor(ports, to, about['offerId'] ?? '');
      if (offer?.side !== 'learner' || !(isSent || isOpenOffer(offer.offer.state))) return undefined;
      return nextMessage(t, { offer, before: await askedBefore(ports, to, offer) }, { timeZone });
    }),
    'matching.nobody': toLearner('waiting', async ({ t, to }, seen) =>
      nobodyMessage(t, seen, await found(to, seen)),
    ),
    'matching.waiting': toLearner('waiting', async ({ t, to, about }, seen) =>
      waitingMessage(t, seen, { ...(await found(to, seen)), months: Number(about['month'] ?? 1) }),
    ),
    'matching.suggestion': toLearner('waiting', async ({ t }, seen) => suggestionMessage(t, seen)),
    'matching.choose-reminder': toLearner('choosing', async ({ t }, seen) => chooseMessage(t, seen)),
    'matching.closed': toLearner('closed', async ({ t }, seen) => {
      const { state } = seen.request;
      if (state.state !== 'closed' || state.why === 'left' || state.why === 'asked-again') return undefined;
      return closedMessage(t, seen, state.why);
    }),
  };
}
