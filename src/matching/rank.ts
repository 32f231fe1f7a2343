import { weightsOf } from '../programs/program.ts';
import { lotOf } from './lot.ts';
import type { Around, Guide, Learner, Ranking } from './match.ts';
import { commonMinutesWith, firstBroken } from './rules.ts';
import { fitOf, partsOf, pointsOf, scoreOf } from './score.ts';
import { type Broken, countBroken, shortageOf } from './shortage.ts';

/**
 * The guides for one learner, the best first, and why others are missing. Nobody who breaks a hard rule is among them,
 * however well they would fit. The order in which guides are given changes nothing.
 *
 * @returns no candidates and an empty shortage where there are no guides
 */
export function rank(learner: Learner, guides: readonly Guide[], around: Around): Ranking {
  const weights = weightsOf(around.program);
  const minutesWith = commonMinutesWith(learner, around.now);
  const points = pointsOf(learner);
  const broken: Broken = new Map();
  const found: { guide: Guide; commonMinutes: number; score: number; lot: number }[] = [];
  for (const guide of guides) {
    const commonMinutes = minutesWith(guide);
    const rule = firstBroken({ learner, guide, commonMinutes, around });
    if (rule === undefined) {
      const score = scoreOf(partsOf(learner, guide, commonMinutes, points), weights);
      found.push({ guide, commonMinutes, score, lot: lotOf(learner.id, guide.id) });
    } else countBroken(broken, rule);
  }
  found.sort((a, b) => b.score - a.score || a.lot - b.lot || (a.guide.id < b.guide.id ? -1 : 1));
  const candidates = found.map(({ guide, commonMinutes }) => ({
    guideId: guide.id,
    // A few of thousands are looked at; reasons for all took three quarters of the time (measured).
    get fit() {
      return fitOf(learner, guide, commonMinutes, weights);
    },
  }));
  return { candidates, shortage: shortageOf(candidates.length, broken, 'learner') };
}
