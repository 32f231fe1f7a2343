import type { Texts } from '../../../src/locales/texts.ts';
import type { Seen } from '../../../src/pairs/seen.ts';
import { changeForm, proposalForm, proposedView } from '../../../src/pairs/views/life/changing.ts';
import { goodbyeView, leaveForm } from '../../../src/pairs/views/life/leaving.ts';
import {
  pausedMessage,
  proposalAnswered,
  proposalMessage,
  resumedMessage,
} from '../../../src/pairs/views/life/messages.ts';
import { pairPauseForm, snoozedView, snoozeForm } from '../../../src/pairs/views/life/waiting.ts';
import { type Rendered, shown } from './common.ts';
import { SEEN, SEEN_BEGUN } from './pairs.ts';

const all =
  (...views: ((t: Texts, seen: Seen) => object)[]) =>
  (t: Texts) =>
    views.flatMap((view) => [...SEEN, ...SEEN_BEGUN].map((seen) => shown(view(t, seen))));

const UNTIL = { until: new Date('2026-12-08T08:00:00Z'), timeZone: 'Europe/Warsaw' };

/** Pauses, reminders later, other terms, the end. */
export const LIFE: Rendered = {
  snoozeForm: all(snoozeForm),
  snoozedView: all((t, seen) => snoozedView(t, seen, UNTIL)),
  pairPauseForm: all((t, seen) => pairPauseForm(t, seen, 90)),
  changeForm: all(
    (t, seen) => changeForm(t, seen),
    (t, seen) => changeForm(t, seen, { anew: true }),
    (t, seen) => changeForm(t, seen, { typed: { purpose: 'typed', rhythm: { form: 'as-needed' } } }),
  ),
  proposalForm: all(
    (t, seen) => proposalForm(t, seen),
    (t, seen) => proposalForm(t, seen, { isNewer: true }),
  ),
  proposedView: all(proposedView),
  leaveForm: all(leaveForm),
  goodbyeView: all(goodbyeView),
  pausedMessage: all(pausedMessage),
  resumedMessage: all(resumedMessage),
  proposalMessage: all(
    (t, seen) => proposalMessage(t, seen, { version: 1 }),
    (t, seen) => proposalMessage(t, seen, { version: 2 }),
  ),
  proposalAnswered: all(
    (t, seen) => proposalAnswered(t, seen, { agreed: true }),
    (t, seen) => proposalAnswered(t, seen, { agreed: false }),
  ),
};

export const LIFE_PARTS = [
  'lifeButtons',
  'resumeButton',
  'snoozeButton',
  'pauseButton',
  'changeButton',
  'proposalButton',
  'leaveButton',
  'goodbyeButton',
  'parseSnooze',
  'parsePause',
  'parseProposal',
  'parseLeave',
  'proposalText',
  'withdrawsIn',
];
