import type { KnownBlock, ModalView } from '@slack/types';
import { LIMITS } from './limits.ts';
import { plain } from './text.ts';

/**
 * A modal, its title and its buttons cut to what Slack shows of them.
 *
 * @param metadata comes back with the form, and is not to be trusted then; never free text
 * @param submit of a form only
 */
export function modal({
  callbackId,
  metadata,
  title,
  submit,
  close,
  blocks,
}: {
  callbackId: string;
  metadata?: string;
  title: string;
  submit?: string;
  close: string;
  blocks: KnownBlock[];
}): ModalView {
  return {
    type: 'modal',
    callback_id: callbackId,
    ...(metadata !== undefined && { private_metadata: metadata }),
    title: plain(title, LIMITS.viewTitle),
    ...(submit !== undefined && { submit: plain(submit, LIMITS.viewTitle) }),
    close: plain(close, LIMITS.viewTitle),
    blocks,
  };
}
