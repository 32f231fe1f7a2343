import type { ModalView } from '@slack/types';
import { type Texts, textsIn } from '../../locales/texts.ts';
import type { Readers } from '../../people/flow/readers.ts';
import type { PersonKey } from '../../ports.ts';
import { showInPlace, showModal } from '../../slack/answering.ts';
import type { ActionAsking, Message, MessageKind } from '../../slack/asking.ts';
import { courseFor } from '../flow/course.ts';
import {
  answerProposal,
  type Opened,
  openedPair,
  pausePair,
  proposeTerms,
  resumePair,
  snoozePair,
} from '../flow/life.ts';
import { leavePair, pairFor } from '../flow/pairs.ts';
import type { PairsPorts } from '../flow/steps.ts';
import { MOST_PAUSE_DAYS } from '../pausing.ts';
import type { Seen } from '../seen.ts';
import { CHANGE, EXTEND, GOODBYE, LEAVE_PAIR, PAUSE, PROPOSAL, RESUME, SNOOZE } from '../views/actions.ts';
import { hubView } from '../views/hub/hub.ts';
import {
  CHANGE_FORM,
  changeForm,
  PROPOSAL_FORM,
  parseProposal,
  proposalForm,
  proposedView,
  withdrawsIn,
} from '../views/life/changing.ts';
import { goodbyeView, LEAVE_FORM, leaveForm, parseLeave } from '../views/life/leaving.ts';
import { pausedMessage, proposalAnswered, proposalMessage, resumedMessage } from '../views/life/messages.ts';
import {
  PAUSE_FORM,
  pairPauseForm,
  parsePause,
  parseSnooze,
  SNOOZE_FORM,
  snoozedView,
  snoozeForm,
} from '../views/life/waiting.ts';
import { parseTerms, rhythmField } from '../views/terms.ts';
import { notYoursView, openedFor, pairView } from '../views/trial.ts';
import type { Part } from './part.ts';

/** Pauses, reminders later, other terms, and the end: of a pair that has begun, the end also before. */
export function life(ports: PairsPorts, readers: Readers): Part {
  const show =
    (view: (t: Texts, seen: Seen, opened: Opened) => ModalView) =>
    (asking: ActionAsking): Promise<void> =>
      showModal(
        asking,
        readers,
        async ({ language }) => {
          const opened = await openedPair(ports, asking.who, asking.value ?? '');
          return opened ? view(textsIn(language), opened.seen, opened) : notYoursView(textsIn(language));
        },
        { looksUp: true },
      );
  /** How it stands after something was done, or could not be: of what runs, all of it, with the next step. */
  const standing = async (
    t: Texts,
    who: PersonKey,
    { seen }: { outcome: string; seen?: Seen },
    said?: 'agrees' | 'declines',
  ): Promise<ModalView> => {
    if (!seen) return notYoursView(t);
    const runs = seen.now.state === 'running' && !seen.now.left;
    const course = runs ? await courseFor(ports, who, seen.pairId) : undefined;
    return course ? hubView(t, course, ports.clock.now(), said) : pairView(t, seen);
  };

  return {
    actions: {
      [SNOOZE]: show(snoozeForm),
      [PAUSE]: show((t, seen, { endPausedAfterDays }) => pairPauseForm(t, seen, endPausedAfterDays)),
      [RESUME]: (asking) =>
        showInPlace(asking, readers, async ({ language }) =>
          standing(textsIn(language), asking.who, await resumePair(ports, asking.who, asking.value ?? '')),
        ),
      [CHANGE]: show((t, seen) => changeForm(t, seen)),
      [EXTEND]: show((t, seen) => changeForm(t, seen, { extends: true })),
      [PROPOSAL]: show((t, seen) => proposalForm(t, seen)),
      [LEAVE_PAIR]: show(leaveForm),
      [GOODBYE]: show(goodbyeView),
    },
    views: {
      async [SNOOZE_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const { pairId } = openedFor(view.private_metadata);
        const snooze = parseSnooze(view);
        const opened = await openedPair(ports, who, pairId);
        if (!snooze || !opened) return ack({ response_action: 'update', view: notYoursView(t) });
        const result = await snoozePair(ports, who, pairId, snooze);
        const done =
          result.outcome === 'done'
            ? snoozedView(t, result.seen, { ...opened, until: result.until })
            : await standing(t, who, result);
        await ack({ response_action: 'update', view: done });
      },
      async [PAUSE_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const { until, field } = parsePause(view);
        const result = await pausePair(ports, who, openedFor(view.private_metadata).pairId, until);
        if (result.outcome === 'past' || result.outcome === 'far') {
          const problem =
            result.outcome === 'past'
              ? t('course:life.pause.past')
              : t('course:life.pause.far', { count: MOST_PAUSE_DAYS });
          return ack({ response_action: 'errors', errors: { [field]: problem } });
        }
        await ack({ response_action: 'update', view: await standing(t, who, result) });
      },
      async [CHANGE_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const { pairId, termsVersion: proposals } = openedFor(view.private_metadata);
        const withdraws = withdrawsIn(view, proposals);
        const terms = withdraws ? null : parseTerms(view, proposals);
        const result =
          terms !== undefined
            ? await proposeTerms(ports, who, pairId, { terms, proposals })
            : { outcome: 'invalid' as const };
        if (result.outcome === 'invalid') {
          const errors = { [rhythmField(proposals)]: t('pairs:agreementForm.invalid') };
          return ack({ response_action: 'errors', errors });
        }
        if (result.outcome === 'changed')
          return ack({
            response_action: 'update',
            view: changeForm(t, result.seen, { typed: terms ?? undefined }),
          });
        const done =
          result.outcome === 'done' ? proposedView(t, result.seen) : await standing(t, who, result);
        await ack({ response_action: 'update', view: done });
      },
      async [PROPOSAL_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const { pairId, termsVersion: version } = openedFor(view.private_metadata);
        const answer = parseProposal(view, version);
        if (answer === 'other' || !answer) {
          const seen = await pairFor(ports, who, pairId);
          const next = seen ? changeForm(t, seen, { anew: true }) : notYoursView(t);
          return ack({ response_action: 'update', view: next });
        }
        const result = await answerProposal(ports, who, pairId, { agrees: answer === 'agrees', version });
        const done =
          result.outcome === 'changed'
            ? proposalForm(t, result.seen, { isNewer: true })
            : await standing(t, who, result, result.outcome === 'done' ? answer : undefined);
        await ack({ response_action: 'update', view: done });
      },
      async [LEAVE_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const { pairId } = openedFor(view.private_metadata);
        const result = await leavePair(ports, who, pairId, parseLeave(view));
        await ack({ response_action: 'update', view: await standing(t, who, result) });
      },
    },
    messages: messages(ports),
  };
}

function messages(ports: PairsPorts): Record<string, MessageKind> {
  const kind = (
    make: (t: Texts, seen: Seen, about: Record<string, string>) => Message,
    isPointless: (seen: Seen, about: Record<string, string>) => boolean,
  ): MessageKind => ({
    async render(to, about, language, isSent) {
      const seen = await pairFor(ports, to, about['pairId'] ?? '');
      if (!seen || (!isSent && isPointless(seen, about))) return undefined;
      return make(textsIn(language), seen, about);
    },
  });
  const hasLeft = ({ now }: Seen): boolean => now.state === 'ended' || now.left;
  return {
    'pairs.paused': kind(pausedMessage, (seen) => hasLeft(seen) || seen.now.state !== 'paused'),
    'pairs.resumed': kind(resumedMessage, (seen) => hasLeft(seen) || seen.now.state !== 'running'),
    'pairs.proposal': kind(
      (t, seen, about) => proposalMessage(t, seen, { version: Number(about['terms']) }),
      (seen, about) => {
        const { now } = seen;
        if (now.state !== 'running' && now.state !== 'paused') return true;
        return now.left || now.proposal?.mine !== false || now.proposal.version !== Number(about['terms']);
      },
    ),
    'pairs.proposal-answered': kind(
      (t, seen, about) => proposalAnswered(t, seen, { agreed: about['terms']?.endsWith('.agrees') ?? false }),
      hasLeft,
    ),
  };
}
