/** What the app offers to do with a message: the shortcuts of messages, behind a button. */
import { post } from './api.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { openMenu } from './menu.ts';
import type { ShownMessage } from './protocol.ts';
import type { World } from './state.ts';
import { showToast } from './toasts.ts';

/** Null where the app has nothing to offer, and where it is not told of the message. */
export function moreActions(message: ShownMessage, world: World): HTMLElement | null {
  const { app } = world.snapshot;
  if (app.messageShortcuts.length === 0 || message.ephemeral || message.deleted) return null;
  const label = `More actions for the message of ${world.nameOf(message.from)}`;
  const button = h(
    'button',
    {
      type: 'button',
      class: 'icon-button message-more',
      'aria-label': label,
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      'data-focus': `more/${message.ts}`,
      title: 'More actions',
    },
    icon('dots'),
  );
  const items = app.messageShortcuts.map(({ name, description, callbackId }) => ({
    text: name,
    description,
    choose: async () => {
      const { conversation, ts } = message;
      const reply = await post('message-shortcut', { user: world.me.id, callbackId, conversation, ts });
      if (!reply.ok) showToast({ level: 'error', text: reply.error });
    },
  }));
  button.addEventListener('click', () => openMenu(button, `Actions of ${app.name} for the message`, items));
  return button;
}
