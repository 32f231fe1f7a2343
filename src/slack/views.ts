import type { HomeView, ModalView } from '@slack/types';
import { textsIn } from '../locales/texts.ts';
import type { Language } from '../ports.ts';
import { modal } from './modal.ts';
import { plain } from './text.ts';

/** Opened before anything is looked up; its modal takes its place a moment later. */
export function loadingView(language: Language): ModalView {
  const t = textsIn(language);
  return modal({
    callbackId: 'loading',
    title: t('common:loading.title'),
    close: t('common:button.cancel'),
    blocks: [{ type: 'section', text: plain(t('common:loading.text')) }],
  });
}

/** One sentence of what went wrong and what to do. */
export function problemView(language: Language, text: string): ModalView {
  const t = textsIn(language);
  return modal({
    callbackId: 'problem',
    title: t('common:error.title'),
    close: t('common:button.close'),
    blocks: [{ type: 'section', text: plain(text) }],
  });
}

/** The same sentence where only the App Home is left to say it. */
export function problemHome(text: string): HomeView {
  return { type: 'home', blocks: [{ type: 'section', text: plain(text) }] };
}
