import { beginning } from '../../src/pairs/event.ts';
import {
  type Agreement,
  type Closing,
  type Ended,
  type Pair,
  PairId,
  type Paused,
  type Running,
  type Terms,
  type Trial,
} from '../../src/pairs/pair.ts';
import { PersonId, WorkspaceId } from '../../src/ports.ts';
import { ProgramId } from '../../src/programs/program.ts';

export const GUIDE = PersonId.parse('U0DARNELLO');
export const LEARNER = PersonId.parse('U0PIOTRZAW');

export const BEGAN = new Date('2026-11-23T12:00:00Z');
/** So many days after the pair began. */
export const day = (days: number): Date => new Date(BEGAN.getTime() + days * 24 * 3_600_000);
export const SOON = day(2);
export const USUAL = {
  purpose: '',
  rhythm: { form: 'plan', sessions: 6, minutes: 60, everyDays: 21 },
} as const satisfies Terms;
export const OTHER: Terms = {
  purpose: 'x',
  rhythm: { form: 'plan', sessions: 4, minutes: 45, everyDays: 14 },
};

export const trial = (differs: Partial<Trial> = {}): Trial => ({
  state: 'trial',
  goesOn: { guide: false, learner: false },
  reminded: 0,
  closing: null,
  ...differs,
});
export const agreement = (differs: Partial<Agreement> = {}): Agreement => ({
  state: 'agreement',
  since: BEGAN,
  terms: USUAL,
  termsVersion: 1,
  confirmed: { guide: false, learner: false },
  change: null,
  reminded: 0,
  closing: null,
  ...differs,
});
export const running = (differs: Partial<Running> = {}): Running => ({
  ...beginning(USUAL, BEGAN),
  state: 'running',
  closing: null,
  ...differs,
});
/** After silence, until somebody takes it up again. */
export const paused = (differs: Partial<Paused> = {}): Paused => ({
  ...beginning(USUAL, BEGAN),
  state: 'paused',
  at: BEGAN,
  why: 'silence',
  until: null,
  resumesAt: null,
  endsAt: day(90),
  closing: null,
  ...differs,
});
const SILENT = { goodbyes: [], handsOver: false };
export const ENDED: Ended = { state: 'ended', at: BEGAN, from: 'trial', why: 'not-continued', ...SILENT };
export const byGuide: Closing = { at: SOON, why: 'not-continued', by: ['guide'], ...SILENT };
export const guideGone: Closing = { at: SOON, why: 'guide-not-available', by: [], ...SILENT };

/** A pair that has just begun, but for what differs. */
export function aPair(differs: Partial<Pair> = {}): Pair {
  return {
    workspaceId: WorkspaceId.parse('T0LUMENARI'),
    id: PairId.parse('00000000-0000-4000-8000-000000000001'),
    programId: ProgramId.parse('00000000-0000-4000-8000-000000000002'),
    requestId: '00000000-0000-4000-8000-000000000003',
    kind: 'coaching',
    guideId: GUIDE,
    learnerId: LEARNER,
    fit: { score: 80, reasons: [], gaps: [] },
    beganAt: BEGAN,
    firstTalkAt: null,
    state: trial(),
    version: 1,
    ...differs,
  };
}
