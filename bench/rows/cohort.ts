import { join } from 'node:path';
import munkres from 'munkres';
import type { CohortProblem } from '../../src/matching/assign/problem.ts';
import { writeCohort } from '../cohort/files.ts';
import { programOf } from '../cohort/program.ts';
import { Answer, type Told } from '../cohort/protocol.ts';
import { type SciPy, startSciPy } from '../cohort/scipy.ts';
import {
  cohortOf,
  DENSE_STRUCTURES,
  ELIGIBLE_EACH,
  SPARSE_STRUCTURES,
  type Structure,
} from '../cohort/structures.ts';
import { loadHighs } from '../highs.ts';
import { nextMessage, startWorker } from '../processes.ts';
import { compare, type Figure, measurePairs, type Row, type Stage } from '../row.ts';
import { median } from '../statistics.ts';

const DENSE_MAX = 1;
const SPARSE_MAX = 0.7;
/** Until the compiler has settled. */
const WARM_UP_SOLVES = 5;
const SOLVED_WITHIN_MS = 60_000;
/** SciPy alone takes seconds for some of these, nine times over. */
const MAX_SECONDS = 300;
/** Eight bytes for every pair there could be, eligible or not. */
const WHOLE_MATRIX_MIB = (10_000 * 3_000 * 8) / 2 ** 20;
const MEMORY_MAX = 0.25;
/** Four times the eligible pairs: at most four times the memory, since what the people take does not grow. */
const MORE_PAIRS = 4;
const MEMORY_GROWTH_MAX = 4.4;
/** Each measurement is the shortest of so many solves, on both sides: a neighbour's work only ever adds. */
const SOLVES = 3;

type Solved = Pick<Answer, 'matched' | 'total' | 'ms'>;
/** Somebody else's solver, with the cohort that it is to solve. */
interface Rival {
  against: string;
  solve(): Promise<Solved>;
}

/** 2,000 × 500, every pair allowed, and the structures that cohorts have in life; each is a row of its own. */
export const cohortDense: Row = {
  name: 'cohort-dense',
  maxSeconds: MAX_SECONDS,
  async run(stage) {
    const scipy = await startSciPy(stage);
    if (!scipy) return [await withoutSciPy(stage, 'cohort-dense', DENSE_MAX)];
    const figures: Figure[] = [];
    for (const structure of DENSE_STRUCTURES)
      figures.push(
        await againstSciPy(stage, scipy, { row: 'cohort-dense', structure, kind: 'dense', most: DENSE_MAX }),
      );
    return figures;
  },
};

/** 10,000 × 3,000 with 30 eligible each, the same structures; the memory; and HiGHS, at a tenth of the size. */
export const cohortSparse: Row = {
  name: 'cohort-sparse',
  maxSeconds: MAX_SECONDS,
  async run(stage) {
    const scipy = await startSciPy(stage);
    const figures: Figure[] = [];
    if (!scipy) figures.push(await withoutSciPy(stage, 'cohort-sparse', SPARSE_MAX));
    else
      for (const structure of SPARSE_STRUCTURES)
        figures.push(
          await againstSciPy(stage, scipy, {
            row: 'cohort-sparse',
            structure,
            kind: 'sparse',
            most: SPARSE_MAX,
          }),
        );
    figures.push(await againstHighs(stage), await memory(stage));
    return figures;
  },
};

interface Measured {
  row: string;
  structure: Structure;
  kind: 'dense' | 'sparse';
  /** The largest share of SciPy's time. */
  most: number;
}

async function againstSciPy(
  stage: Stage,
  scipy: SciPy,
  { row, structure, kind, most }: Measured,
): Promise<Figure> {
  const cohort = cohortOf(structure, kind === 'sparse' ? ELIGIBLE_EACH : undefined);
  const name = structure.name === '' ? row : `${row}:${structure.name}`;
  const directory = join(stage.directory, name);
  await writeCohort(directory, cohort);
  const how = await scipy.load(directory, kind);
  const solver = kind === 'dense' ? 'linear_sum_assignment' : 'min_weight_full_bipartite_matching';
  const rival = { against: `SciPy ${scipy.version} ${solver}, ${how}`, solve: () => scipy.solve() };
  return figureOf(await measured(stage, directory, rival, most), name, noteOf(structure, cohort));
}

function figureOf({ note, ...rest }: Omit<Figure, 'row'>, row: string, about: string): Figure {
  return { ...rest, row, note: `${about}; ${note}` };
}

function noteOf({ what }: Structure, cohort: CohortProblem): string {
  const places = cohort.capacity.reduce((sum, some) => sum + some, 0);
  const count = (some: number): string => some.toLocaleString('en');
  const { learnerKeys, guideKeys, guide } = cohort;
  return (
    `${what}; ${count(learnerKeys.length)} learners, ${count(guideKeys.length)} guides with ${count(places)} places, ` +
    `${count(guide.length)} eligible pairs`
  );
}

/** Both sides in turn; a different optimum is no figure but a mistake. */
async function measured(
  stage: Stage,
  directory: string,
  rival: Rival,
  most: number,
): Promise<Omit<Figure, 'row'>> {
  const us = await startOurs(stage, directory);
  for (let at = 0; at < WARM_UP_SOLVES; at += 1) await us.solve();
  await rival.solve();
  const shares: number[] = [];
  const ours = async (): Promise<Solved> => {
    const solved = await us.solve();
    shares.push(solved.proofMs / solved.ms);
    return solved;
  };
  const pairs = await measurePairs(
    () => shortest(ours),
    () => shortest(() => rival.solve()),
  );
  await us.end();
  for (const pair of pairs)
    if (pair.ours.matched !== pair.theirs.matched || pair.ours.total !== pair.theirs.total)
      throw new Error(`Not the same optimum: ${JSON.stringify(pair)} (${rival.against})`);
  const time = compare(pairs.map((pair) => ({ ours: pair.ours.ms, theirs: pair.theirs.ms })));
  const proof = `the proof is ${(100 * median(shares)).toFixed(0)} % of our time`;
  return {
    unit: 'ms',
    against: rival.against,
    ...time,
    must: `same optimum, at most ${most} of its time`,
    holds: time.ratio.median <= most,
    note: proof,
  };
}

async function shortest(solve: () => Promise<Solved>): Promise<Solved> {
  const solved: Solved[] = [];
  for (let at = 0; at < SOLVES; at += 1) solved.push(await solve());
  return solved.reduce((best, one) => (one.ms < best.ms ? one : best));
}

interface Ours {
  solve(): Promise<Answer>;
  end(): Promise<void>;
}

async function startOurs(stage: Stage, directory: string, env = {}): Promise<Ours> {
  const { child } = await startWorker(stage, 'bench/cohort/our-side.ts', { env });
  const tell = (told: Told): Promise<unknown> => {
    const answer = nextMessage(child, SOLVED_WITHIN_MS);
    child.send(told);
    return answer;
  };
  await tell({ do: 'load', directory });
  return {
    solve: async () => Answer.parse(await tell({ do: 'solve' })),
    end: async () => {
      child.kill();
    },
  };
}

/** HiGHS solves any linear program; at full size it would take ten seconds a time. */
async function againstHighs(stage: Stage): Promise<Figure> {
  const ties = SPARSE_STRUCTURES.find(({ name }) => name === 'ties');
  if (!ties) throw new Error('there is no structure');
  const structure = { ...ties, learners: 1_000, guides: 300 };
  const cohort = cohortOf(structure, ELIGIBLE_EACH);
  const directory = join(stage.directory, 'highs');
  await writeCohort(directory, cohort);
  const highs = await loadHighs();
  const { program, bonus } = programOf(cohort);
  const solve = async (): Promise<Solved> => {
    const begunAt = performance.now();
    const value = Math.round(highs.solve(program));
    const matched = Math.floor(value / bonus);
    return { ms: performance.now() - begunAt, matched, total: value - matched * bonus };
  };
  const figure = await measured(stage, directory, { against: 'HiGHS 1.15 (npm)', solve }, SPARSE_MAX);
  return figureOf(figure, 'cohort-sparse:highs', noteOf(structure, cohort));
}

/** Where SciPy is not installed: a solver of npm, at half the size, every pair allowed and guides repeated. */
async function withoutSciPy(stage: Stage, row: string, most: number): Promise<Figure> {
  const [first] = DENSE_STRUCTURES;
  if (!first) throw new Error('there is no structure');
  const structure = { ...first, learners: 1_000, guides: 250 };
  const cohort = cohortOf(structure);
  const directory = join(stage.directory, row);
  await writeCohort(directory, cohort);
  const costs = Array.from({ length: structure.learners }, (_, learner) =>
    Array.from(cohort.capacity).flatMap((places, guide) =>
      new Array<number>(places).fill(-(cohort.score[learner * structure.guides + guide] ?? 0)),
    ),
  );
  const solve = async (): Promise<Solved> => {
    const begunAt = performance.now();
    const found = munkres(costs);
    const ms = performance.now() - begunAt;
    const total = found.reduce((sum, [learner, place]) => sum - (costs[learner]?.[place] ?? 0), 0);
    return { ms, matched: found.length, total };
  };
  const figure = await measured(stage, directory, { against: 'munkres 2.0 (npm)', solve }, most);
  const missing =
    'SciPy is not installed (apt-get install python3-scipy): compared with munkres at half the size';
  return figureOf(figure, row, `${missing}; ${noteOf(structure, cohort)}`);
}

/** What the process grows by while it matches, the first time: with 30 eligible each, and with four times as many. */
async function memory(stage: Stage): Promise<Figure> {
  const [structure] = SPARSE_STRUCTURES;
  if (!structure) throw new Error('there is no structure');
  const grown = async (eligibleEach: number): Promise<number> => {
    const directory = join(stage.directory, `memory-${eligibleEach}`);
    await writeCohort(directory, cohortOf(structure, eligibleEach));
    // What is freed goes back to the system at once, so that what comes next is seen.
    const us = await startOurs(stage, directory, { MALLOC_MMAP_THRESHOLD_: '65536' });
    const { grownMiB } = await us.solve();
    await us.end();
    return grownMiB;
  };
  const [small, large]: [number[], number[]] = [[], []];
  for (let at = 0; at < 3; at += 1) {
    small.push(await grown(ELIGIBLE_EACH));
    large.push(await grown(MORE_PAIRS * ELIGIBLE_EACH));
  }
  const value = median(small);
  const growth = median(large) / value;
  const ratios = small.map((some) => some / WHOLE_MATRIX_MIB);
  return {
    row: 'cohort-sparse:memory',
    value,
    unit: 'MiB',
    against: 'the matrix of all pairs, 8 bytes each',
    againstValue: WHOLE_MATRIX_MIB,
    ratio: { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) },
    must: `at most ${MEMORY_MAX} of it, and with ${MORE_PAIRS} times the pairs at most ${MEMORY_GROWTH_MAX} times as much`,
    holds: median(ratios) <= MEMORY_MAX && growth <= MEMORY_GROWTH_MAX,
    note: `with ${MORE_PAIRS * ELIGIBLE_EACH} eligible each ${median(large).toFixed(0)} MiB, ${growth.toFixed(1)} times as much; 3 fresh processes each`,
  };
}
