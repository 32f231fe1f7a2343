import type { Button, KnownBlock, ModalView } from '@slack/types';
import type { Texts } from '../locales/texts.ts';
import type { Message } from '../slack/asking.ts';
import { button, buttons } from '../slack/buttons.ts';
import { modal } from '../slack/modal.ts';
import { escaped, mrkdwn, plain } from '../slack/text.ts';
import type { FailedPost, MissingPost } from './flow/posting.ts';

/** Makes a failed post anew; its value is which. */
export const POST_AGAIN = 'posts.again';

/** To a program's managers: a post of theirs does not stand in its channel, or cannot be kept up to date. */
export function postProblemMessage(t: Texts, { id, program, channel, problem, state }: FailedPost): Message {
  const lead = t('posts:problem.lead', { program: escaped(program), channel: `<#${channel}>` });
  if (problem === null) {
    const text = `${lead} ${t(state === 'sent' ? 'posts:stands' : state === 'skipped' ? 'posts:pointless' : 'posts:again.soon')}`;
    return { text, blocks: [{ type: 'section', text: mrkdwn(text) }] };
  }
  const what = `${lead} ${t(`posts:problem.${problem}`)}`;
  return {
    text: what,
    blocks: [
      { type: 'section', text: mrkdwn(what) },
      buttons('posts.problem', [againButton(t, { id, program })]),
      { type: 'context', elements: [plain(t('posts:problem.why'))] },
    ],
  };
}

/** The same on a manager's Home. */
export function missingPostBlock(t: Texts, post: MissingPost): KnownBlock {
  const lead = t('posts:problem.lead', { program: escaped(post.program), channel: `<#${post.channel}>` });
  const text = mrkdwn(`${lead} ${t(`posts:problem.${post.problem}`)}`);
  return { type: 'section', text, accessory: againButton(t, post) };
}

function againButton(t: Texts, { id, program }: Pick<FailedPost, 'id' | 'program'>): Button {
  return button(POST_AGAIN, t('posts:again.button'), id, { about: program });
}

/** Somebody may not, or the post is not there any more. */
export function postRefused(t: Texts, outcome: 'not-manager' | 'gone'): ModalView {
  return modal({
    callbackId: 'posts.refused',
    title: t('posts:title'),
    close: t('common:button.close'),
    blocks: [{ type: 'section', text: plain(t(`posts:refused.${outcome}`)) }],
  });
}
