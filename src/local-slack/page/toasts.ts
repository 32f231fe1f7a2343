/** What the server wants seen at once. Toasts live in the topmost dialog, since the page under it is inert. */
import { h } from './dom.ts';
import { icon } from './icons.ts';
import type { Toast } from './protocol.ts';

const staysMs = { info: 6_000, warning: 12_000, error: 20_000 };

/** An empty place for toasts; the page has one, and every dialog. */
export function toastPlace(): HTMLElement {
  return h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite', 'aria-relevant': 'additions' });
}

export function showToast(toast: Toast): void {
  const place = topPlace();
  if (place === null) return;
  const close = h(
    'button',
    { type: 'button', class: 'toast-close', 'aria-label': 'Hide message' },
    icon('close'),
  );
  const node = h(
    'div',
    { class: `toast toast-${toast.level}`, role: toast.level === 'error' ? 'alert' : null },
    toast.level !== 'info' && icon('warning'),
    h('p', null, toast.text),
    close,
  );
  let timer = window.setTimeout(() => node.remove(), staysMs[toast.level]);
  const pause = () => window.clearTimeout(timer);
  const resume = () => {
    pause();
    timer = window.setTimeout(() => node.remove(), staysMs[toast.level]);
  };
  node.addEventListener('pointerenter', pause);
  node.addEventListener('pointerleave', resume);
  node.addEventListener('focusin', pause);
  node.addEventListener('focusout', resume);
  close.addEventListener('click', () => node.remove());
  const same = [...place.querySelectorAll('.toast p')].find((one) => one.textContent === toast.text);
  same?.closest('.toast')?.remove();
  place.append(node);
}

/** Takes what a dialog that closes still shows to where it can be seen. */
export function saveToasts(from: HTMLElement): void {
  const left = [...from.querySelectorAll('.toast')];
  if (left.length > 0) topPlace(from)?.append(...left);
}

function topPlace(except?: HTMLElement): HTMLElement | null {
  const places = [...document.querySelectorAll<HTMLElement>('body > .toasts, dialog[open] > .toasts')];
  // The page's own place is the last child of the body that is no dialog; dialogs count in the order they were opened.
  const usable = places.filter((place) => except === undefined || !except.contains(place));
  const inDialogs = usable.filter((place) => place.parentElement instanceof HTMLDialogElement);
  return inDialogs.at(-1) ?? usable[0] ?? null;
}
