import { programPage } from '../../../src/managing/views/page.ts';
import { unmetView } from '../../../src/managing/views/unmet.ts';
import type { UnmetPair } from '../../../src/pairs/flow/unmet.ts';
import { PersonId } from '../../../src/ports.ts';
import { aProgram } from '../../programs/made.ts';
import { type Rendered, shown } from './common.ts';
import { page } from './programs.ts';

const DAY_MS = 24 * 3_600_000;

/** So many pairs that have not met, the oldest first. */
const unmetPairs = (count: number): UnmetPair[] =>
  Array.from({ length: count }, (_, one) => ({
    guideId: PersonId.parse(`U0GUIDE${one}`),
    learnerId: PersonId.parse(`U0LEARNER${one}`),
    beganAt: new Date(Date.parse('2026-11-02T09:00:00Z') + (one % 14) * DAY_MS),
  }));

const PROGRAM = aProgram({ name: 'Growing *together* <!channel>', state: 'running' });

/** What managers see of pairs that have not met: on a program's page, all of them. */
export const UNMET: Rendered = {
  unmetBlocks: (t) =>
    [1, 11, 3_000].map((count) => shown(programPage(t, page(PROGRAM, { unmet: unmetPairs(count) })))),
  unmetView: (t) =>
    (
      [
        [0, 0],
        [1, 0],
        [31, 0],
        [31, 9_999],
        [3_000, 50],
      ] as const
    ).map(([count, at]) => shown(unmetView(t, PROGRAM, unmetPairs(count), at))),
};

export const UNMET_PARTS = ['unmetPage'];
