import { describe, expect, it, vi } from 'vitest';
import { assign, UncertifiedError } from '../../../src/matching/assign/assign.ts';
import { assignAside } from '../../../src/matching/flow/assign-aside.ts';
import { cohortOf, dice, randomTable } from './cohorts.ts';

const threads = vi.hoisted(() => ({ begun: 0, isWrong: false }));
vi.mock('node:worker_threads', async (original) => {
  const actual = await original<typeof import('node:worker_threads')>();
  class Worker extends actual.Worker {
    constructor(...given: ConstructorParameters<typeof actual.Worker>) {
      super(...given);
      threads.begun += 1;
    }

    /** A thread with a mistake in it: somebody who has a guide is said to have none. */
    override emit(event: string | symbol, ...given: unknown[]): boolean {
      const answer: unknown = given[0];
      if (threads.isWrong && event === 'message' && isAnswer(answer))
        answer.guideOf[answer.guideOf.findIndex((guide) => guide >= 0)] = -1;
      return super.emit(event, ...given);
    }
  }
  return { ...actual, Worker };
});

function isAnswer(answer: unknown): answer is { guideOf: Int32Array } {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'guideOf' in answer &&
    answer.guideOf instanceof Int32Array
  );
}

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

  it('is proved after the thread has given it, and never given unproved', async () => {
    threads.isWrong = true;
    const matched = assignAside(cohort(300, 120));
    await expect(matched).rejects.toThrow(UncertifiedError);
    threads.isWrong = false;
  });
});
