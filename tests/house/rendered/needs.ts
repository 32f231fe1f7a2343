import type { Task } from '../../../src/managing/flow/needs.ts';
import { needsBlocks } from '../../../src/managing/views/needs.ts';
import type { MissingPost } from '../../../src/nudges/flow/posting.ts';
import { missingPostBlock } from '../../../src/nudges/views.ts';
import { aProgram } from '../../programs/made.ts';
import { type Rendered, shown } from './common.ts';
import { NAMED, NEEDS } from './programs.ts';

const PROGRAM = aProgram({ ...NAMED, state: 'running', endsOn: '2027-06-30' });
const POST: MissingPost = {
  id: '00000000-0000-4000-8000-000000000031',
  program: NAMED.name,
  channel: 'C0LEADERSH',
  problem: 'not-in-channel',
  state: 'failed',
};

/** Everything that can need a manager, in the words for one, a few and many. */
const TASKS: Task[] = [
  ...NEEDS.flatMap((need): Task[] =>
    need.need === 'ends-soon' ? [] : [{ task: 'life', program: PROGRAM, need }],
  ),
  { task: 'post', post: POST },
  { task: 'summary', preview: { program: PROGRAM, period: '2026-12', stands: 'asked' } },
  { task: 'cohort', cohort: { program: PROGRAM, waiting: 7, newcomers: 0, draft: 'draft' } },
  ...[1, 2, 5].flatMap((count): Task[] => [
    { task: 'cohort', cohort: { program: PROGRAM, waiting: 7, newcomers: count, draft: undefined } },
    { task: 'coaches', count },
    { task: 'unmet', program: PROGRAM, count },
  ]),
];

/** What needs a manager today. */
export const NEEDED: Rendered = {
  needsBlocks: (t) => [
    ...TASKS.map((task) => shown({ type: 'home', blocks: needsBlocks(t, [task]) })),
    ...[0, 5, 6, 7, 10].map((count) =>
      shown({ type: 'home', blocks: needsBlocks(t, TASKS.slice(0, count)) }),
    ),
  ],
  missingPostBlock: (t) => [shown({ type: 'home', blocks: [missingPostBlock(t, POST)] })],
};
