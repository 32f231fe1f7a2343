import { textsIn } from '../../locales/texts.ts';
import { KINDS, type Kind } from '../../ports.ts';
import { replaceModal, showModal } from '../../slack/answering.ts';
import type { Asking, Feature } from '../../slack/asking.ts';
import { type OfferPorts, offerOf, offerToEdit, saveOffer, withdrawOffer } from '../flow/profile.ts';
import type { Readers } from '../flow/readers.ts';
import { settingsOf } from '../flow/settings.ts';
import { offerSaved, offerWithdrawn } from '../views/outlook.ts';
import { OFFER, OFFER_FORM, offerForm, WITHDRAW_OFFER } from '../views/profile.ts';
import { offerChangedMeanwhile, offerErrors, openedVersion, sentOffer } from '../views/sent-offer.ts';
import { youBlocks } from '../views/you.ts';

/** Offering oneself as a coach or a mentor. Whatever is sent, it is about the person who sent it. */
export function profile(ports: OfferPorts, readers: Readers): Feature {
  const showForm = (asking: Asking, kind?: Kind): Promise<void> =>
    showModal(
      asking,
      readers,
      async ({ language }) =>
        offerForm(textsIn(language), { ...(await offerToEdit(ports, asking.who)), kind }),
      { looksUp: true },
    );

  return {
    name: 'people',
    commands: {
      async offer(asking) {
        await asking.ack();
        await showForm(asking);
      },
    },
    actions: {
      [OFFER]: (asking) =>
        showForm(
          asking,
          KINDS.find((kind) => kind === asking.value),
        ),
      async [WITHDRAW_OFFER](asking) {
        await withdrawOffer(ports, asking.who);
        await replaceModal(asking, offerWithdrawn(textsIn(readers.languageOf(asking.who))));
      },
    },
    views: {
      async [OFFER_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const result = await saveOffer(ports, who, {
          opened: openedVersion(view.private_metadata),
          sent: sentOffer(view),
        });
        switch (result.outcome) {
          case 'wrong':
            return ack({
              response_action: 'errors',
              errors: offerErrors(t, result.wrong, result.rules),
            });
          case 'changed-meanwhile':
            return ack({ response_action: 'errors', errors: offerChangedMeanwhile(t) });
          case 'saved':
            return ack({ response_action: 'update', view: offerSaved(t, result.outlook) });
        }
      },
    },
    async homeSection(who, { language }) {
      const [offer, { pause }] = await Promise.all([offerOf(ports, who), settingsOf(ports, who)]);
      return youBlocks(textsIn(language), { offer, pause });
    },
  };
}
