/** The thread of assign-aside.ts: one cohort in, one answer out. */
import { parentPort, workerData } from 'node:worker_threads';
import { solve } from '../assign/assign.ts';
import type { CohortProblem } from '../assign/problem.ts';

const cohort: CohortProblem = workerData;
parentPort?.postMessage(solve(cohort));
