import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { assign, proved } from '../assign/assign.ts';
import type { Assignment, CohortProblem } from '../assign/problem.ts';

/**
 * Up to so many eligible pairs are matched at once, where they are. That takes 7 ms, and 30 the first time, also where
 * everybody wants the same people; 300,000 pairs of that kind take a quarter of a second, in which nobody else would be
 * answered.
 */
const MOST_PAIRS_AT_ONCE = 20_000;

/**
 * {@link assign} that never holds others up: a large cohort is matched in a thread of its own, which ends with it. The
 * answer is the same. It is proved here, where it will be used, in about a millisecond for a million pairs.
 *
 * @throws what `assign` throws; and whatever ended the thread, as too little memory
 */
export async function assignAside(cohort: CohortProblem): Promise<Assignment> {
  if (cohort.guide.length <= MOST_PAIRS_AT_ONCE) return assign(cohort);
  const worker = new Worker(new URL('./assign-worker.ts', import.meta.url), { workerData: cohort });
  try {
    const [answer]: Assignment[] = await Promise.race([once(worker, 'message'), ended(worker)]);
    if (!answer) throw new Error('The thread that matched a cohort said nothing.');
    return proved(cohort, answer);
  } finally {
    await worker.terminate();
  }
}

/** `once` takes care of errors; a thread may also end without one. */
async function ended(worker: Worker): Promise<never> {
  const [code] = await once(worker, 'exit');
  throw new Error(`The thread that matched a cohort ended (${code}) without an answer.`);
}
