import type { CohortProblem } from '../../src/matching/assign/problem.ts';

/** A cohort as a linear program in CPLEX LP format; each pair counts its score and a bonus above all scores. */
export function programOf(cohort: CohortProblem): { program: string; bonus: number } {
  const { capacity, rowStart, guide, score } = cohort;
  const learners = rowStart.length - 1;
  const bonus = learners * score.reduce((most, some) => Math.max(most, some), 0) + 1;
  const ofLearner: string[][] = Array.from({ length: learners }, () => []);
  const ofGuide: string[][] = Array.from(capacity, () => []);
  const worth: string[] = [];
  for (let learner = 0; learner < learners; learner += 1)
    for (let edge = rowStart[learner] ?? 0; edge < (rowStart[learner + 1] ?? 0); edge += 1) {
      ofLearner[learner]?.push(`x${edge}`);
      ofGuide[guide[edge] ?? 0]?.push(`x${edge}`);
      worth.push(`${bonus + (score[edge] ?? 0)} x${edge}`);
    }
  const limits = [
    ...ofLearner.map((pairs) => ({ pairs, most: 1 })),
    ...ofGuide.map((pairs, at) => ({ pairs, most: capacity[at] ?? 0 })),
  ].flatMap(({ pairs, most }) => (pairs.length > 0 ? [`${pairs.join(' + ')} <= ${most}`] : []));
  return { program: `Maximize\n ${worth.join(' + ')}\nSubject To\n${limits.join('\n')}\nEnd`, bonus };
}
