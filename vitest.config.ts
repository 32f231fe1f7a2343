import { defineConfig } from 'vitest/config';

const shared = {
  // What people read is in their own zone; no test may lean on the machine's.
  env: { TZ: 'Pacific/Chatham' },
  // A busy machine is slow, not wrong.
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 20_000 } },
};

// What measures time in seconds, or the page's own speed: one file after the other, when the rest is done.
const TIMED = [
  'browser/speed',
  'commands/large',
  'managing/large',
  'local-slack/limits-in-time',
  'local-slack/faults',
  'local-slack/rates',
].map((name) => `tests/${name}.test.ts`);

// What puts something in the place of a module: it must not be there for others.
const APART = ['matching/cohort-unproved', 'matching/assign/aside'].map((name) => `tests/${name}.test.ts`);

// What takes minutes: `npm run test:long` alone runs it.
const LONG = 'tests/**/*.long.test.ts';

const together = {
  globalSetup: ['tests/harness/postgres.ts'],
  // One more than there are cores on a small machine: browsers and databases wait more than they work.
  maxWorkers: 3,
};

export default defineConfig(({ mode }) => ({
  test: {
    projects:
      mode === 'long'
        ? [
            {
              test: {
                ...shared,
                ...together,
                name: 'long',
                env: { ...shared.env, RANDOM_RUNS: 'long' },
                include: [LONG],
                maxWorkers: 1,
                testTimeout: 600_000,
              },
            },
          ]
        : [
            {
              test: {
                ...shared,
                ...together,
                name: 'together',
                include: ['tests/**/*.test.ts'],
                exclude: [...APART, ...TIMED, LONG],
                // Files of a worker read each module once: a fifth of the time was spent reading them anew.
                isolate: false,
                sequence: { groupOrder: 0 },
              },
            },
            {
              test: {
                ...shared,
                ...together,
                name: 'apart',
                include: APART,
                sequence: { groupOrder: 1 },
              },
            },
            {
              test: {
                ...shared,
                ...together,
                name: 'timed',
                include: TIMED,
                maxWorkers: 1,
                sequence: { groupOrder: 2 },
              },
            },
          ],
  },
}));
