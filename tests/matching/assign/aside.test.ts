import { describe, expect, it, vi } from 'vitest';
import { assign } from '../../../src/matching/assign/assign.ts';
import { assignAside } from '../../../src/matching/flow/assign-aside.ts';
import { cohortOf, dice, randomTable } from './cohorts.ts';

const threads = vi.hoisted(() => ({ begun: 0 }));
vi.mock('node:worker_threads', async (original) => {
  const actual = await original<typeof import('node:worker_threads')>();
  class Worker extends actual.Worker {
    constructor(...given: ConstructorParameters<typeof actual.Worker>) {
      super(...given);
      threads.begun += 1;
    }
  }
  return { ...actual, Worker };
});

const cohort = (learners: number, guides: number) =>
  cohortOf(randomTable(dice(5), { learners, guides, mostPlaces: 4, mostScore: 9, eligible: 0.9 }));

describe('a cohort matched aside', () => {
  it.each([
    ['a large one, in a thread', cohort(300, 120), 1],
    ['a small one, without a thread', cohort(30, 12), 0],
    ['an empty one', cohort(0, 0), 0],
  ])('gets the same answer: %s', async (_, problem, begun) => {
    threads.begun = 0;
    expect(await assignAside(problem)).toEqual(assign(problem));
    expect(threads.begun).toBe(begun);
  });

  it('leaves the cohort as it was, so that it can be matched again', async () => {
    const problem = cohort(300, 120);
    const before = structuredClone(problem);
    await assignAside(problem);
    expect(problem).toEqual(before);
  });

  it('answers others meanwhile', async () => {
    const problem = cohort(2_000, 400);
    const matched = assignAside(problem);
    let turns = 0;
    const turn = setInterval(() => {
      turns += 1;
    }, 1);
    await matched;
    clearInterval(turn);
    expect(turns).toBeGreaterThan(3);
  });

  it('says what is wrong with a large one, as with a small one', async () => {
    const problem = { ...cohort(300, 120), learnerKeys: Array.from({ length: 300 }, () => 'same') };
    await expect(assignAside(problem)).rejects.toThrow(
      new RangeError('A cohort needs a key of its own for everybody.'),
    );
  });
});
