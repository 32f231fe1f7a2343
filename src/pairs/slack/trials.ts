import { type Texts, textsIn } from '../../locales/texts.ts';
import type { Readers } from '../../people/flow/readers.ts';
import type { Message, MessageKind } from '../../slack/asking.ts';
import { answerTrial, confirmAgreement, type Other, pairFor, pairWithOther } from '../flow/pairs.ts';
import type { PairsPorts } from '../flow/steps.ts';
import { isIn, type Seen } from '../seen.ts';
import { AGREEMENT_FORM, agreementForm } from '../views/agreement.ts';
import {
  agreementMessage,
  agreementReminder,
  awayMessage,
  endedMessage,
  introductionMessage,
  runningMessage,
  trialReminder,
} from '../views/messages.ts';
import { parseTerms, rhythmField } from '../views/terms.ts';
import { notYoursView, openedFor, pairView, parseTrialForm, TRIAL_FORM } from '../views/trial.ts';
import type { Part } from './part.ts';

/** Trials and agreements, and what the two are told of them. */
export function trials(ports: PairsPorts, readers: Readers): Part {
  return {
    views: {
      async [TRIAL_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const { pairId } = openedFor(view.private_metadata);
        const parsed = parseTrialForm(view);
        if (!parsed.ok) {
          const errors = Object.entries(parsed.problems).map(([block, problem]) => [
            block,
            problem === 'missing' ? t('pairs:trialForm.missing') : t('pairs:trialForm.talkFirst'),
          ]);
          return ack({ response_action: 'errors', errors: Object.fromEntries(errors) });
        }
        const seen =
          parsed.answer === 'not-yet'
            ? await pairFor(ports, who, pairId)
            : seenIn(await answerTrial(ports, who, pairId, parsed.answer));
        await ack({ response_action: 'update', view: seen ? pairView(t, seen) : notYoursView(t) });
      },
      async [AGREEMENT_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const { pairId, termsVersion } = openedFor(view.private_metadata);
        const terms = parseTerms(view, termsVersion);
        const result = terms
          ? await confirmAgreement(ports, who, pairId, { terms, termsVersion })
          : { outcome: 'invalid' as const };
        if (result.outcome === 'invalid') {
          const errors = { [rhythmField(termsVersion)]: t('pairs:agreementForm.invalid') };
          return ack({ response_action: 'errors', errors });
        }
        const seen = seenIn(result);
        if (result.outcome === 'changed' && seen && isIn(seen, 'agreement'))
          return ack({ response_action: 'update', view: agreementForm(t, seen, terms) });
        await ack({ response_action: 'update', view: seen ? pairView(t, seen) : notYoursView(t) });
      },
    },
    messages: messages(ports),
  };
}

function seenIn(result: { outcome: string; seen?: Seen }): Seen | undefined {
  return result.seen;
}

/** What is said by itself. Pointless before it was sent, it is not sent; afterwards it shows how things stand. */
function messages(ports: PairsPorts): Record<string, MessageKind> {
  const kind = (
    make: (t: Texts, seen: Seen, other: Other & { version: number }) => Message,
    isPointless: (seen: Seen, other: Other) => boolean,
  ): MessageKind => ({
    async render(to, about, language, isSent) {
      const found = await pairWithOther(ports, to, about['pairId'] ?? '');
      if (!found) return undefined;
      const { seen, other } = found;
      const version = Number(about['terms']) || 1;
      return !isSent && isPointless(seen, other)
        ? undefined
        : make(textsIn(language), seen, { ...other, version });
    },
  });
  return {
    'pairs.introduction': kind(introductionMessage, ({ now }) => now.state === 'ended'),
    // Nobody is reminded of a conversation with somebody who is not available.
    'pairs.trial-reminder': kind(
      trialReminder,
      ({ now }, { isPaused }) => isPaused || now.state !== 'trial' || now.answered || now.left,
    ),
    'pairs.agreement': kind(agreementMessage, ({ now }) => now.state !== 'agreement' || now.left),
    'pairs.agreement-reminder': kind(
      agreementReminder,
      ({ now }, { isPaused }) => isPaused || now.state !== 'agreement' || now.confirmed || now.left,
    ),
    'pairs.running': kind(runningMessage, ({ now }) => now.state !== 'running'),
    'pairs.ended': kind(endedMessage, ({ now }) => now.state !== 'ended'),
    'pairs.not-available': kind(awayMessage, ({ now }, { isPaused }) => !isPaused || now.state === 'ended'),
  };
}
