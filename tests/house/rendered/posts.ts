import type { FailedPost } from '../../../src/nudges/flow/posting.ts';
import { POST_PROBLEMS } from '../../../src/nudges/post.ts';
import { postProblemMessage, postRefused } from '../../../src/nudges/views.ts';
import { type Rendered, shown } from './common.ts';

const POST: FailedPost = {
  id: '00000000-0000-4000-8000-000000000031',
  program: 'Growing *together* <!channel>',
  channel: 'C0LEADERSH',
  problem: null,
  state: 'sent',
};

export const POSTS: Rendered = {
  postProblemMessage: (t) =>
    [
      ...POST_PROBLEMS.map((problem) => postProblemMessage(t, { ...POST, problem, state: 'failed' })),
      ...(['sent', 'planned', 'skipped'] as const).map((state) => postProblemMessage(t, { ...POST, state })),
    ].map(shown),
  postRefused: (t) => (['not-manager', 'gone'] as const).map((outcome) => shown(postRefused(t, outcome))),
};
