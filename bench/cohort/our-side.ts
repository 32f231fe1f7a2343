/**
 * Our side of the cohort rows: a process of its own. `load` reads a cohort, `solve` matches it as production does, with
 * all that it needs of the edges and with the proof, and tells its time and the memory that came to be used at most.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { proved, solve } from '../../src/matching/assign/assign.ts';
import type { CohortProblem } from '../../src/matching/assign/problem.ts';
import { readCohort } from './files.ts';
import { type Answer, Told } from './protocol.ts';

let cohort: CohortProblem | undefined;
/** Resident when the cohort was read and the garbage of that was gone. */
let loadedMiB = 0;

function answer(): Answer {
  if (!cohort) throw new Error('no cohort is loaded');
  const begunAt = performance.now();
  const found = solve(cohort);
  const foundAt = performance.now();
  const { matched, total } = proved(cohort, found);
  const provedAt = performance.now();
  return {
    matched,
    total,
    ms: provedAt - begunAt,
    proofMs: provedAt - foundAt,
    grownMiB: residentMiB('VmHWM') - loadedMiB,
  };
}

/** What is resident now (VmRSS), or was at most since the peak was forgotten (VmHWM), as Linux counts it. */
function residentMiB(line: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync('/proc/self/status', 'utf8');
  return Number(new RegExp(`^${line}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024;
}

/** What reading left behind is freed first; buffers are, by a thread of V8's own, a moment after the collection. */
async function forgetPeak(): Promise<void> {
  setFlagsFromString('--expose-gc');
  for (let at = 0; at < 3; at += 1) {
    runInNewContext('gc')();
    await wait(100);
  }
  // proc(5): 5 sets the peak to what is resident.
  writeFileSync('/proc/self/clear_refs', '5');
}

process.on('message', async (message) => {
  const told = Told.parse(message);
  if (told.do === 'solve') {
    process.send?.(answer());
    return;
  }
  cohort = await readCohort(told.directory);
  await forgetPeak();
  loadedMiB = residentMiB('VmRSS');
  process.send?.('loaded');
});
process.send?.('ready');
