import { type Pair, PairId } from '../../src/pairs/pair.ts';
import { PersonId, WorkspaceId } from '../../src/ports.ts';
import { ProgramId } from '../../src/programs/program.ts';

export const GUIDE = PersonId.parse('U0DARNELLO');
export const LEARNER = PersonId.parse('U0PIOTRZAW');

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
    beganAt: new Date('2026-11-23T12:00:00Z'),
    firstTalkAt: null,
    state: {
      state: 'trial',
      goesOn: { guide: false, learner: false },
      reminded: 0,
      closing: null,
    },
    version: 1,
    ...differs,
  };
}
