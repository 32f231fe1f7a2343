import type { KnownBlock, ModalView } from '@slack/types';
import type { Texts } from '../../../locales/texts.ts';
import { dateIn } from '../../../people/views/words.ts';
import { button, buttons, confirmation } from '../../../slack/buttons.ts';
import { modal } from '../../../slack/modal.ts';
import { mrkdwn, plain } from '../../../slack/text.ts';
import type { SponsorStanding } from '../../flow/sponsor-standing.ts';
import { isOpen, type SeenSponsor } from '../../sponsor.ts';
import { mention } from '../parts.ts';
import { seenLine } from '../sessions/parts.ts';
import { SPONSOR_END, SPONSOR_WRITE } from './actions.ts';

/** Texts and answers of up to 3,000 characters each. */
const MOST_TEXTS = 8;

/**
 * How it stands with a pair's sponsor: to the client, all that was told and answered; to the coach, what they were shown.
 *
 * @param note what has just come of it
 */
export function sponsorView(
  t: Texts,
  standing: SponsorStanding,
  note?: 'sent' | 'not-now' | 'not-available' | 'no-member' | 'self' | 'coach',
): ModalView {
  const { sponsor, seen } = standing;
  const person = sponsor ? mention({ other: sponsor.personId }) : '';
  const said = { person, other: mention(seen) };
  return modal({
    callbackId: 'pairs.sponsor.standing',
    title: t('sponsor:title'),
    close: t('common:button.close'),
    blocks: [
      ...(note ? [section(note === 'sent' ? t('sponsor:sent', said) : t(`sponsor:problem.${note}`))] : []),
      section(sponsor ? stateText(t, standing, sponsor) : t('sponsor:state.none')),
      ...actions(t, standing),
      ...(sponsor
        ? sponsor.texts.slice(-MOST_TEXTS).flatMap((text) => textBlocks(t, standing, text, said))
        : []),
      ...(sponsor ? [seenLine(t(`sponsor:seen.${seen.side}`, said))] : []),
    ],
  });
}

function stateText(t: Texts, { seen }: SponsorStanding, { personId, state }: SeenSponsor): string {
  const said = { person: mention({ other: personId }), other: mention(seen) };
  if (seen.side === 'learner') return t(`sponsor:state.learner.${state}`, said);
  return t(`sponsor:state.guide.${isOpen(state) ? 'open' : 'over'}`, said);
}

function actions(t: Texts, { can, sponsor, seen }: SponsorStanding): KnownBlock[] {
  const { pairId, side } = seen;
  const elements = [
    ...(can ? [button(SPONSOR_WRITE, t(`sponsor:button.${can}`), pairId)] : []),
    ...(side === 'learner' && sponsor && isOpen(sponsor.state)
      ? [
          button(SPONSOR_END, t('sponsor:button.end'), pairId, {
            confirm: confirmation({
              title: t('sponsor:end.title'),
              text: t('sponsor:end.text'),
              yes: t('sponsor:end.yes'),
              no: t('sponsor:end.no'),
            }),
          }),
        ]
      : []),
  ];
  return elements.length > 0 ? [buttons('pairs.sponsor.acts', elements)] : [];
}

function textBlocks(
  t: Texts,
  { seen }: SponsorStanding,
  { words, at, toCoach, answer }: SeenSponsor['texts'][number],
  said: { person: string; other: string },
): KnownBlock[] {
  const date = dateIn(t, at, seen.myZone);
  const who = seen.side === 'guide' ? 'shown' : toCoach ? 'withCoach' : 'withoutCoach';
  return [
    { type: 'divider' },
    section(`*${t('sponsor:told.title', { date })}*\n${t(`sponsor:told.${who}`, said)}`),
    { type: 'section', text: plain(words) },
    ...(answer
      ? [
          section(`*${t('sponsor:told.answer', { ...said, date: dateIn(t, answer.at, seen.myZone) })}*`),
          {
            type: 'section' as const,
            text: plain(answer.words === '' ? t('sponsor:told.yes') : answer.words),
          },
        ]
      : []),
  ];
}

/** At half-time and at the end: the client can write to the sponsor, if they like. Nothing where there is none. */
export function sponsorOffer(
  t: Texts,
  { pairId, sponsor }: { pairId: string; sponsor: Pick<SeenSponsor, 'personId' | 'state'> | null },
): KnownBlock[] {
  if (!sponsor || !isOpen(sponsor.state)) return [];
  return [
    { type: 'divider' },
    section(t('sponsor:offer', { person: mention({ other: sponsor.personId }) })),
    buttons('pairs.sponsor.offer', [button(SPONSOR_WRITE, t('sponsor:button.write'), pairId)]),
  ];
}

function section(text: string): KnownBlock {
  return { type: 'section', text: mrkdwn(text) };
}
