import { defineConfig } from 'vitest/config';

const tests = (...names: string[]) => names.map((name) => `tests/${name}.test.ts`);

interface Part {
  /** `npm test` runs what is called quick, `npm run test:long` everything else. */
  name: string;
  files: string[];
  /** Parts with the same number run at the same time. */
  order: number;
  /** One more worker than there are cores on a small machine: browsers and databases wait more than they work. */
  maxWorkers?: number;
  /** False: files of a worker read each module once. A fifth of the time was spent reading them anew. */
  isolate?: boolean;
  testTimeout?: number;
  env?: Record<string, string>;
}

/** A test file belongs to the first part that names it, so to exactly one; the last part names all. */
const PARTS: Part[] = [
  {
    // What takes minutes: everything killed at every point, and what is random many more times.
    name: 'long',
    files: tests('**/*.long'),
    order: 4,
    maxWorkers: 1,
    testTimeout: 600_000,
    env: { RANDOM_RUNS: 'long' },
  },
  {
    // What measures time in seconds, or the page's own speed: one file after the other, when the rest is done.
    name: 'timed',
    files: tests(
      'browser/speed',
      'commands/large',
      'managing/large',
      'local-slack/limits-in-time',
      'local-slack/faults',
      'local-slack/rates',
      'summaries/large',
    ),
    order: 3,
    maxWorkers: 1,
  },
  // What is clicked in a real browser, but for one way through the advice.
  { name: 'browser', files: tests('browser/!(advice)', 'journeys/program-life'), order: 2, isolate: false },
  {
    // What runs and kills programs of their own, and a program of pairs that lives for weeks.
    name: 'programs',
    files: tests(
      'commands/{match,people,try-out}',
      'faults/delivery-{database,killed,many}',
      'half-year/half-year',
      'house/{boundaries,unused}',
      'local-slack/command-line',
      'people/zones-compared',
      'storage/embedded',
    ),
    order: 2,
    isolate: false,
  },
  {
    // What puts something in the place of a module: it must not be there for others.
    name: 'quick, apart',
    files: tests('matching/cohort-unproved', 'matching/assign/aside'),
    order: 1,
  },
  { name: 'quick', files: tests('**/*'), order: 0, isolate: false },
];

export default defineConfig({
  test: {
    // One PostgreSQL for all parts.
    globalSetup: ['tests/harness/postgres.ts'],
    projects: PARTS.map(({ files, order, env, maxWorkers = 3, ...part }, at) => ({
      test: {
        // A busy machine is slow, not wrong.
        testTimeout: 60_000,
        hookTimeout: 60_000,
        expect: { poll: { timeout: 20_000 } },
        ...part,
        include: files,
        exclude: PARTS.slice(0, at).flatMap((earlier) => earlier.files),
        maxWorkers,
        sequence: { groupOrder: order },
        // What people read is in their own zone; no test may lean on the machine's.
        env: { TZ: 'Pacific/Chatham', ...env },
      },
    })),
  },
});
