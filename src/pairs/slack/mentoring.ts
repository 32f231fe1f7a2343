import type { ModalView } from '@slack/types';
import { type Texts, textsIn } from '../../locales/texts.ts';
import type { Readers } from '../../people/flow/readers.ts';
import type { PersonKey } from '../../ports.ts';
import { showInPlace } from '../../slack/answering.ts';
import { courseFor } from '../flow/course.ts';
import { type MeetingResult, meetingFor, sayMet, sayNotNow, writeMeeting } from '../flow/meetings.ts';
import { pairFor } from '../flow/pairs.ts';
import { answerPulse, pulseFor } from '../flow/pulses.ts';
import { lookBack } from '../flow/reviews.ts';
import type { PairsPorts } from '../flow/steps.ts';
import { MET, NOT_NOW, PULSE, TAKEAWAY } from '../views/actions.ts';
import {
  laterView,
  MEETING_DAY,
  MEETING_FORM,
  meetingForm,
  meetingOf,
  meetingSaved,
  parseMeeting,
} from '../views/mentoring/meeting.ts';
import {
  PULSE_FORM,
  PULSE_USEFUL,
  parsePulse,
  pulseAsked,
  pulseDone,
  pulseForm,
  pulseSent,
} from '../views/mentoring/pulse.ts';
import { parseRenewal, RENEWAL_FORM, RENEWAL_SAID, renewalDone } from '../views/mentoring/renewal.ts';
import { reviewSent } from '../views/sessions/review.ts';
import { notYoursView, pairView } from '../views/trial.ts';
import type { Part } from './part.ts';

/** What mentoring needs beside dates: "we met", "not now", the short private question, and the look back. */
export function mentoring(ports: PairsPorts, readers: Readers): Part {
  /** How it stands with a pair, for whoever can do nothing else with it; nothing of anybody else's. */
  async function standing(t: Texts, who: PersonKey, pairId: string): Promise<ModalView> {
    const seen = await pairFor(ports, who, pairId);
    return seen ? pairView(t, seen) : notYoursView(t);
  }

  async function noted(
    t: Texts,
    who: PersonKey,
    result: MeetingResult,
    pairId: string,
    view: typeof meetingForm,
  ): Promise<ModalView> {
    if (result.outcome !== 'done') return standing(t, who, pairId);
    const found = await meetingFor(ports, who, result.sessionId);
    return found ? view(t, found.seen, found.session) : notYoursView(t);
  }

  return {
    actions: {
      [MET]: (asking) =>
        showInPlace(asking, readers, async ({ language }) => {
          const [pairId = '', date = null] = (asking.value ?? '').split(' ');
          const result = await sayMet(ports, asking.who, pairId, date);
          return noted(textsIn(language), asking.who, result, pairId, meetingForm);
        }),
      [TAKEAWAY]: (asking) =>
        showInPlace(asking, readers, async ({ language }) => {
          const t = textsIn(language);
          const found = await meetingFor(ports, asking.who, asking.value ?? '');
          return found ? meetingForm(t, found.seen, found.session) : notYoursView(t);
        }),
      [NOT_NOW]: (asking) =>
        showInPlace(asking, readers, async ({ language }) => {
          const t = textsIn(language);
          const pairId = asking.value ?? '';
          const result = await sayNotNow(ports, asking.who, pairId);
          return result.outcome === 'done' ? laterView(t, result) : standing(t, asking.who, pairId);
        }),
      [PULSE]: (asking) =>
        showInPlace(asking, readers, async ({ language }) => {
          const t = textsIn(language);
          const asked = pulseAsked(asking.value);
          const found = asked && (await pulseFor(ports, asking.who, asked.pairId, asked.round));
          return found ? pulseForm(t, found.seen, asked.round, found.pulse) : notYoursView(t);
        }),
    },
    views: {
      async [MEETING_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const sessionId = meetingOf(view.private_metadata);
        const result = await writeMeeting(ports, who, sessionId, parseMeeting(view));
        if (result.outcome === 'future' || result.outcome === 'early') {
          const problem =
            result.outcome === 'future' ? t('mentoring:meeting.future') : t('mentoring:meeting.early');
          return ack({ response_action: 'errors', errors: { [MEETING_DAY]: problem } });
        }
        const found = result.outcome === 'not-now' ? await meetingFor(ports, who, sessionId) : undefined;
        await ack({
          response_action: 'update',
          view: found
            ? meetingForm(t, found.seen, found.session)
            : await noted(t, who, result, '', meetingSaved),
        });
      },
      async [PULSE_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const sent = pulseSent(view.private_metadata);
        if (!sent) return ack({ response_action: 'update', view: notYoursView(t) });
        const pulse = parsePulse(view);
        if (!pulse) {
          const errors = { [PULSE_USEFUL]: t('mentoring:pulseForm.nothing') };
          return ack({ response_action: 'errors', errors });
        }
        const result = await answerPulse(ports, who, sent.pairId, sent.round, pulse);
        const seen = result.outcome === 'done' ? await courseFor(ports, who, sent.pairId) : undefined;
        await ack({
          response_action: 'update',
          view: seen ? pulseDone(t, seen, pulse) : await standing(t, who, sent.pairId),
        });
      },
      async [RENEWAL_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const about = reviewSent(view.private_metadata);
        if (about?.of !== 'renewal') return ack({ response_action: 'update', view: notYoursView(t) });
        const parsed = parseRenewal(view);
        if (!parsed) {
          const errors = { [RENEWAL_SAID]: t('mentoring:renewalForm.missing') };
          return ack({ response_action: 'errors', errors });
        }
        const { pairId, of, round } = about;
        const result = await lookBack(ports, who, pairId, { of, round, takeaway: null, ...parsed });
        const seen = result.outcome === 'done' ? await courseFor(ports, who, pairId) : undefined;
        await ack({
          response_action: 'update',
          view: seen ? renewalDone(t, seen, parsed.said) : await standing(t, who, pairId),
        });
      },
    },
  };
}
