/** The question an element with `confirm` asks before its action goes out. */
import type { ConfirmationDialog } from '@slack/types';
import { freshId, h } from './dom.ts';
import type { World } from './state.ts';
import { plainText, showText } from './text/show.ts';

/** Resolves to the answer; closing the dialog is a no. */
export function askConfirmation(confirm: ConfirmationDialog, world: World): Promise<boolean> {
  const id = freshId('confirm');
  const deny = h(
    'button',
    { type: 'button', class: 'button' },
    confirm.deny ? plainText(confirm.deny) : 'Cancel',
  );
  const agree = h(
    'button',
    { type: 'button', class: `button button-${confirm.style ?? 'primary'}` },
    confirm.confirm ? plainText(confirm.confirm) : 'Yes',
  );
  const dialog = h(
    'dialog',
    {
      class: 'confirm',
      role: 'alertdialog',
      'aria-labelledby': `${id}-title`,
      'aria-describedby': `${id}-text`,
    },
    h('h2', { id: `${id}-title` }, confirm.title ? plainText(confirm.title) : 'Are you sure?'),
    h('div', { id: `${id}-text`, class: 'confirm-text' }, ...showText(confirm.text, world)),
    h('div', { class: 'dialog-buttons' }, deny, agree),
  );
  return new Promise((resolve) => {
    let answer = false;
    agree.addEventListener('click', () => {
      answer = true;
      dialog.close();
    });
    deny.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
    (confirm.style === 'danger' ? deny : agree).focus();
  });
}
