import type { ActionsBlock, Button, ConfirmationDialog } from '@slack/types';
import { LIMITS } from './limits.ts';
import { cut, plain } from './text.ts';

/**
 * A button, cut to Slack's limits. `value` holds ids only, and is never trusted.
 *
 * @param about what it is for, read out after its text where several buttons say the same
 * @param label read out in the place of its text
 */
export function button(
  actionId: string,
  text: string,
  value?: string,
  {
    about,
    label = about && `${text}: ${about}`,
    ...more
  }: { about?: string | undefined; label?: string | undefined; style?: 'primary' | 'danger' } & Pick<
    Button,
    'confirm'
  > = {},
): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plain(text, LIMITS.button),
    ...(value !== undefined && { value }),
    ...(label && { accessibility_label: cut(label, LIMITS.button) }),
    ...more,
  };
}

/** Buttons, named: Slack would make up a name with each publication, and a press on what was just replaced would miss. */
export function buttons(blockId: string, elements: ActionsBlock['elements']): ActionsBlock {
  return { type: 'actions', block_id: blockId, elements };
}

/** What Slack asks before it sends a press on. */
export function confirmation({
  title,
  text,
  yes,
  no,
}: {
  title: string;
  text: string;
  yes: string;
  no: string;
}): ConfirmationDialog {
  return { title: plain(title, 100), text: plain(text, 300), confirm: plain(yes, 30), deny: plain(no, 30) };
}
