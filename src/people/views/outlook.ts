import type { ModalView } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { modal } from '../../slack/modal.ts';
import { plain } from '../../slack/text.ts';
import type { Outlook } from '../offering.ts';
import { backName } from './words.ts';

/** After saving: what happens now. */
export function offerSaved(t: Texts, outlook: Outlook): ModalView {
  const takesPeople = outlook.places > 0;
  return result(t, [
    t('profile:saved.lead'),
    ...outlookTexts(t, outlook),
    ...(takesPeople && outlook.standings.some(({ standing }) => standing === 'suggested')
      ? [t('profile:saved.asked')]
      : []),
  ]);
}

/** After taking everything back. */
export function offerWithdrawn(t: Texts): ModalView {
  return result(t, [t('profile:withdraw.done'), t('profile:withdraw.again')]);
}

/** What follows from what somebody offers, a sentence each: whether they take anybody, and how each kind stands. */
function outlookTexts(t: Texts, { standings, places, pause }: Outlook): string[] {
  const paused = pause
    ? pause.backOn === null
      ? [t('profile:outlook.paused')]
      : [t('profile:outlook.pausedUntil', { day: backName(t, pause.since, pause.backOn) })]
    : [];
  const room = places === 0 ? t('profile:outlook.noPlaces') : t('profile:outlook.places', { count: places });
  const told = places === 0 ? standings.filter(({ standing }) => standing !== 'suggested') : standings;
  return [...paused, room, ...told.map((one) => standingText(t, one))];
}

/** How one kind stands, in a sentence. */
export function standingText(t: Texts, { kind, standing }: Outlook['standings'][number]): string {
  switch (standing) {
    case 'suggested':
      return t(`profile:outlook.suggested.${kind}`);
    case 'guest':
      return t(`profile:outlook.guest.${kind}`);
    case 'no-guests':
      return t(`profile:outlook.noGuests.${kind}`);
    case 'unconfirmed':
      return t('profile:outlook.unconfirmed');
    case 'unbriefed':
      return t('profile:outlook.unbriefed');
  }
}

function result(t: Texts, texts: readonly string[]): ModalView {
  return modal({
    callbackId: 'people.offer.result',
    title: t('profile:offer.title'),
    close: t('common:button.close'),
    blocks: texts.map((text) => ({ type: 'section', text: plain(text) })),
  });
}
