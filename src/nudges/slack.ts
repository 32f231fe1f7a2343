import { textsIn } from '../locales/texts.ts';
import type { PeoplePorts, Readers } from '../people/flow/readers.ts';
import { showModal } from '../slack/answering.ts';
import type { Feature } from '../slack/asking.ts';
import { failedPost, POST_PROBLEM, postAgain } from './flow/posting.ts';
import { POST_AGAIN, postProblemMessage, postRefused } from './views.ts';

/** What managers are told of posts that do not stand where they should, and the way to make them anew. */
export function posts(ports: PeoplePorts, readers: Readers): Feature {
  return {
    name: 'posts',
    actions: {
      async [POST_AGAIN](asking) {
        const outcome = await postAgain(ports, asking.who, asking.value ?? '');
        // The message itself says how it stands, in a moment.
        if (outcome === 'planned' || outcome === 'as-it-was') return;
        await showModal(asking, readers, ({ language }) => postRefused(textsIn(language), outcome));
      },
    },
    messages: {
      [POST_PROBLEM]: {
        async render({ workspaceId }, about, language) {
          const post = await failedPost(ports, workspaceId, about['postId'] ?? '');
          return post && postProblemMessage(textsIn(language), post);
        },
      },
    },
  };
}
