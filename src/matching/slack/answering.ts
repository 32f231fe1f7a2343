import type { ModalView } from '@slack/types';
import { type Texts, textsIn } from '../../locales/texts.ts';
import type { PeoplePorts, Reader, Readers } from '../../people/flow/readers.ts';
import { showInPlace } from '../../slack/answering.ts';
import type { ActionAsking, FormAsking, Listener } from '../../slack/asking.ts';
import { type Answer, answerOffer, type OfferKey } from '../flow/answering.ts';
import { offerFor, type SeenOffer } from '../flow/seeing.ts';
import { isOpenOffer, QUESTION_LENGTH, REASON_LENGTH } from '../offer.ts';
import { ACCEPT, HOPES, NOT_NOW, NOT_NOW_FORM, QUESTION, QUESTION_FORM } from '../views/actions.ts';
import {
  answerErrors,
  answeredView,
  hopesView,
  notNowForm,
  offerGoneView,
  offerKey,
  questionForm,
  readAnswer,
} from '../views/answer.ts';

/** What a guide presses and sends. Whatever is sent, it is about the person who sent it. */
export function answering(
  ports: PeoplePorts,
  readers: Readers,
): { actions: Record<string, Listener<ActionAsking>>; views: Record<string, Listener<FormAsking>> } {
  /** Shows something of an offer that is with this person. */
  const show =
    (build: (t: Texts, seen: SeenOffer, reader: Reader) => ModalView): Listener<ActionAsking> =>
    (asking) =>
      showInPlace(asking, readers, async (reader) => {
        const t = textsIn(reader.language);
        const seen = await offerFor(ports, asking.who, offerKey(asking.value).offerId);
        return seen?.side === 'guide' ? build(t, seen, reader) : offerGoneView(t, undefined);
      });

  async function answer(t: Texts, who: FormAsking['who'], key: OfferKey, said: Answer): Promise<ModalView> {
    const answered = await answerOffer(ports, who, key, said);
    const seen = await offerFor(ports, who, key.offerId);
    return answeredView(t, answered, seen?.side === 'guide' ? seen : undefined);
  }

  /** A form with a text was sent. */
  const send =
    (
      text: { most: number; optional: boolean },
      said: (text: string, isFull: boolean) => Answer,
    ): Listener<FormAsking> =>
    async ({ who, view, ack }) => {
      const t = textsIn(readers.languageOf(who));
      const read = readAnswer(view, text);
      if (!read.ok) return ack({ response_action: 'errors', errors: answerErrors(t, read.wrong, text.most) });
      const shown = await answer(t, who, read.key, said(read.text, read.isFull));
      return ack({ response_action: 'update', view: shown });
    };

  return {
    actions: {
      [ACCEPT]: (asking) =>
        showInPlace(asking, readers, ({ language }) =>
          answer(textsIn(language), asking.who, offerKey(asking.value), { kind: 'accept' }),
        ),
      [QUESTION]: show((t, seen) =>
        seen.offer.state.state === 'pending' ? questionForm(t, seen) : offerGoneView(t, seen),
      ),
      [NOT_NOW]: show((t, seen) =>
        isOpenOffer(seen.offer.state) ? notNowForm(t, seen) : offerGoneView(t, seen),
      ),
      [HOPES]: show(hopesView),
    },
    views: {
      [QUESTION_FORM]: send({ most: QUESTION_LENGTH, optional: false }, (question) => ({
        kind: 'ask',
        question,
      })),
      [NOT_NOW_FORM]: send({ most: REASON_LENGTH, optional: true }, (reason, isFull) => ({
        kind: isFull ? 'full' : 'decline',
        reason,
      })),
    },
  };
}
