/** Buttons, and the overflow menu. */
import type { Button, Overflow, WorkflowButton } from '@slack/types';
import { askConfirmation } from '../confirm.ts';
import { h } from '../dom.ts';
import { icon } from '../icons.ts';
import { openMenu } from '../menu.ts';
import { safeUrl } from '../text/mrkdwn.ts';
import { plainText } from '../text/show.ts';
import { showToast } from '../toasts.ts';
import type { Slot } from './scene.ts';
import { dispatch, focusKey } from './scene.ts';

export function showButton(button: Button, slot: Slot): HTMLElement {
  const url = button.url === undefined ? null : safeUrl(button.url);
  const attributes = {
    class: `button ${button.style === undefined ? '' : `button-${button.style}`}`,
    'aria-label': button.accessibility_label,
    'data-focus': focusKey(slot),
  };
  const label = h('span', { class: 'button-label' }, plainText(button.text));
  // As in Slack, a button with a URL opens it and tells the app as well.
  const node =
    url === null
      ? h('button', { ...attributes, type: 'button' }, label)
      : h('a', { ...attributes, href: url, target: '_blank', rel: 'noopener noreferrer' }, label);
  node.addEventListener('click', async (event) => {
    if (node.getAttribute('aria-busy') === 'true') {
      event.preventDefault();
      return;
    }
    if (url === null && button.confirm !== undefined) {
      if (!(await askConfirmation(button.confirm, slot.scene.world))) return;
    }
    node.setAttribute('aria-busy', 'true');
    await dispatch(slot, { type: 'button', ...(button.value !== undefined && { value: button.value }) });
    node.removeAttribute('aria-busy');
  });
  return node;
}

/** Workflows are Slack's own: here the button says so. */
export function showWorkflowButton(button: WorkflowButton, slot: Slot): HTMLElement {
  const node = h(
    'button',
    {
      type: 'button',
      class: `button ${button.style === undefined ? '' : `button-${button.style}`}`,
      'aria-label': button.accessibility_label,
      'data-focus': focusKey(slot),
    },
    h('span', { class: 'button-label' }, plainText(button.text)),
  );
  node.addEventListener('click', () =>
    showToast({ level: 'info', text: `local-slack runs no workflows: ${button.workflow.trigger.url}` }),
  );
  return node;
}

export function showOverflow(overflow: Overflow, slot: Slot): HTMLElement {
  const node = h(
    'button',
    {
      type: 'button',
      class: 'button button-icon',
      'aria-label': slot.name ?? 'More actions',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      'data-focus': focusKey(slot),
    },
    icon('dots'),
  );
  node.addEventListener('click', () => {
    const items = overflow.options.map((option) => ({
      text: plainText(option.text),
      description: option.description ? plainText(option.description) : null,
      choose: async () => {
        if (overflow.confirm !== undefined && !(await askConfirmation(overflow.confirm, slot.scene.world)))
          return;
        const url = option.url === undefined ? null : safeUrl(option.url);
        if (url !== null) window.open(url, '_blank', 'noopener');
        await dispatch(slot, { type: 'overflow', selected_option: option });
      },
    }));
    openMenu(node, slot.name ?? 'More actions', items);
  });
  return node;
}
