import type { HomeView, ModalView } from '@slack/types';
import { textsIn } from '../locales/texts.ts';
import type { Language } from '../ports.ts';
import { LIMITS } from './limits.ts';
import { plain } from './text.ts';

/** Opened before anything is looked up; its modal takes its place a moment later. */
export function loadingView(language: Language): ModalView {
  const t = textsIn(language);
  return {
    type: 'modal',
    callback_id: 'loading',
    title: plain(t('common:loading.title'), LIMITS.viewTitle),
    close: plain(t('common:button.cancel'), LIMITS.viewTitle),
    blocks: [{ type: 'section', text: plain(t('common:loading.text')) }],
  };
}

/** One sentence of what went wrong and what to do. */
export function problemView(language: Language, text: string): ModalView {
  const t = textsIn(language);
  return {
    type: 'modal',
    callback_id: 'problem',
    title: plain(t('common:error.title'), LIMITS.viewTitle),
    close: plain(t('common:button.close'), LIMITS.viewTitle),
    blocks: [{ type: 'section', text: plain(text) }],
  };
}

/** The same sentence where only the App Home is left to say it. */
export function problemHome(text: string): HomeView {
  return { type: 'home', blocks: [{ type: 'section', text: plain(text) }] };
}
