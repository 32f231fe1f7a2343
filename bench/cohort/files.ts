import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CohortProblem } from '../../src/matching/assign/problem.ts';

const ARRAYS = ['capacity', 'rowStart', 'guide', 'score'] as const;

/** Writes a cohort where both sides read it: an Int32 file an array, and the keys. */
export async function writeCohort(directory: string, cohort: CohortProblem): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const name of ARRAYS) await writeFile(join(directory, `${name}.i32`), cohort[name]);
  const { learnerKeys, guideKeys } = cohort;
  await writeFile(join(directory, 'keys.json'), JSON.stringify({ learnerKeys, guideKeys }));
}

/** Reads what {@link writeCohort} wrote. */
export async function readCohort(directory: string): Promise<CohortProblem> {
  const numbers = async (name: string): Promise<Int32Array> => {
    const bytes = await readFile(join(directory, `${name}.i32`));
    return new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  };
  const keys: Pick<CohortProblem, 'learnerKeys' | 'guideKeys'> = JSON.parse(
    await readFile(join(directory, 'keys.json'), 'utf8'),
  );
  return {
    ...keys,
    capacity: await numbers('capacity'),
    rowStart: await numbers('rowStart'),
    guide: await numbers('guide'),
    score: await numbers('score'),
  };
}
