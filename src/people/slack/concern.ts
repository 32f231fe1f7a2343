import { textsIn } from '../../locales/texts.ts';
import { showModal } from '../../slack/answering.ts';
import type { Feature } from '../../slack/asking.ts';
import { ConcernId } from '../concern.ts';
import { type ConcernPorts, concernFor, reportConcern, trustedFor } from '../flow/concerns.ts';
import type { Readers } from '../flow/readers.ts';
import {
  CONCERN_FORM,
  concernForm,
  concernIn,
  concernMessage,
  concernNotYours,
  concernSent,
  concernView,
  READ_CONCERN,
  sentConcern,
} from '../views/concern.ts';
import { CONCERN } from '../views/contacts.ts';

/** Talking to a person of trust. It is told of no pair, and to nobody but those who were chosen. */
export function concern(ports: ConcernPorts, readers: Readers): Feature {
  return {
    name: 'people',
    actions: {
      [CONCERN]: (asking) =>
        showModal(
          asking,
          readers,
          async (reader) =>
            concernForm(textsIn(reader.language), ports.newId(), await trustedFor(ports, asking.who), reader),
          { looksUp: true },
        ),
      [READ_CONCERN]: (asking) =>
        showModal(
          asking,
          readers,
          async ({ language, timeZone }) => {
            const found = await concernFor(ports, asking.who, asking.value ?? '');
            // Without words there is nothing to open, and no button that opens it.
            return found && found.words !== ''
              ? concernView(textsIn(language), found, timeZone)
              : concernNotYours(textsIn(language));
          },
          { looksUp: true },
        ),
    },
    views: {
      async [CONCERN_FORM]({ who, view, ack }) {
        const reader = await readers.load(who);
        const t = textsIn(reader.language);
        const sent = sentConcern(t, view);
        if ('problems' in sent) return ack({ response_action: 'errors', errors: sent.problems });
        const id = concernIn(view.private_metadata) ?? ConcernId.parse(ports.newId());
        const result = await reportConcern(ports, who, { id, ...sent });
        // Who was chosen is no person of trust any more: the form as it is now; what was typed stays in it.
        const next =
          result.outcome === 'told'
            ? concernSent(t, result.told, reader)
            : concernForm(t, id, result.trusted, reader);
        await ack({ response_action: 'update', view: next });
      },
    },
    messages: {
      'people.concern': {
        async render(to, about, language) {
          const id = about['concernId'] ?? '';
          const found = await concernFor(ports, to, id);
          return (
            found && concernMessage(textsIn(language), id, { from: found.from, hasWords: found.words !== '' })
          );
        },
      },
    },
  };
}
