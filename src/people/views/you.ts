import type { KnownBlock } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { button } from '../../slack/buttons.ts';
import { LIMITS } from '../../slack/limits.ts';
import { mrkdwn, plain } from '../../slack/text.ts';
import type { Outlook } from '../offering.ts';
import type { Pause } from '../profile.ts';
import { standingText } from './outlook.ts';
import { offerButton } from './profile.ts';
import { ME } from './settings.ts';
import { backName, listOf } from './words.ts';

/** "You" on the App Home: what somebody offers, how many places are free, a pause, and the way to change it. */
export function youBlocks(
  t: Texts,
  { offer, pause }: { offer: { outlook: Outlook; taken: number } | undefined; pause: Pause | null },
): KnownBlock[] {
  return [
    { type: 'header', text: plain(t('profile:you.title'), LIMITS.header) },
    { type: 'section', text: mrkdwn([...pauseLines(t, pause), ...offerLines(t, offer)].join('\n')) },
    {
      type: 'actions',
      elements: [
        offerButton(offer ? t('profile:you.change') : t('profile:you.offer')),
        button(ME, t('profile:you.settings')),
      ],
    },
  ];
}

function pauseLines(t: Texts, pause: Pause | null): string[] {
  if (!pause) return [];
  if (pause.why === 'unreachable') return [t('profile:you.unreachable')];
  return [
    pause.backOn === null
      ? t('profile:me.pause.open')
      : t('profile:me.pause.until', { day: backName(t, pause.since, pause.backOn) }),
  ];
}

function offerLines(t: Texts, offer: { outlook: Outlook; taken: number } | undefined): string[] {
  if (!offer) return [t('profile:you.nothing')];
  const { places, standings } = offer.outlook;
  const kinds = listOf(
    t,
    standings.map(({ kind }) => t(`profile:kindShort.${kind}`)),
  );
  const free = Math.max(0, places - offer.taken);
  return [
    t('profile:you.offers', { kinds }),
    places === 0 ? t('profile:you.noPlaces') : t('profile:you.free', { count: free, places }),
    ...standings.filter(({ standing }) => standing !== 'suggested').map((one) => standingText(t, one)),
  ];
}
