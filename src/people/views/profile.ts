import type { ActionsBlock, InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { KINDS, type Kind } from '../../ports.ts';
import { button, buttons, confirmation } from '../../slack/buttons.ts';
import { checkbox, checkboxes, multiSelect, option, textInput, wholeNumber } from '../../slack/inputs.ts';
import { modal } from '../../slack/modal.ts';
import { line, plain, run } from '../../slack/text.ts';
import type { RulesByKind } from '../offering.ts';
import {
  ABOUT_LENGTH,
  type KeptProfile,
  MOST_LANGUAGES,
  MOST_TOPICS_OFFERED,
  PLACES,
  type Profile,
} from '../profile.ts';
import { languageOptions, topicOptions, wayOptions } from './options.ts';
import { BRIEFED, BRIEFING_BLOCK, blockOf, mostPlaces, WAYS_BLOCK } from './sent-offer.ts';

/** Opens the form; its value is '' or a kind that is ticked for a start. */
export const OFFER = 'people.offer';
/** Takes everything back. */
export const WITHDRAW_OFFER = 'people.offer.withdraw';
export const OFFER_FORM = 'people.offer.form';

/** What every mentor goes along with, in the order in which it is read. */
const BRIEFING = ['decisions', 'confidence', 'distance', 'lead', 'limits', 'ending'] as const;

/** A button that leads to the form. */
export function offerButton(label: string, kind?: Kind): ActionsBlock['elements'][number] {
  return button(OFFER, label, kind);
}

/**
 * The form in which somebody offers to be a coach or a mentor, filled with what they offer already.
 *
 * @param profile nothing of somebody who offers nothing yet
 * @param kind ticked for a start where there is no profile
 */
export function offerForm(
  t: Texts,
  { profile, rules, kind }: { profile: KeptProfile | undefined; rules: RulesByKind; kind?: Kind | undefined },
): ModalView {
  const filled: Profile = profile ?? {
    kinds: kind ? [kind] : [],
    topics: [],
    places: PLACES.usual,
    languages: [t.language],
    experienceYears: null,
    ways: [],
    about: '',
    coachConfirmedAt: null,
    briefedAt: null,
  };
  return modal({
    callbackId: OFFER_FORM,
    // So that a change made elsewhere in the meantime is not written over.
    metadata: JSON.stringify({ version: profile?.version ?? null }),
    title: t('profile:offer.title'),
    submit: t('common:button.save'),
    close: t('common:button.cancel'),
    blocks: [
      { type: 'section', text: plain(t('profile:offer.intro')) },
      kindsInput(t, filled),
      { type: 'context', elements: [plain(coachNote(t, filled))] },
      topicsInput(t, filled),
      placesInput(t, filled, rules),
      languagesInput(t, filled),
      yearsInput(t, filled),
      waysInput(t, filled),
      aboutInput(t, filled),
      { type: 'divider' },
      ...briefingBlocks(t, filled),
      { type: 'divider' },
      { type: 'context', elements: [plain(t('profile:offer.seen'))] },
      ...(profile ? [withdrawBlock(t)] : []),
    ],
  });
}

function kindsInput(t: Texts, { kinds }: Profile): InputBlock {
  return checkboxes({
    block: blockOf('kinds'),
    label: t('profile:offer.kinds'),
    options: KINDS.map((kind) => option(t(`profile:kind.${kind}`), kind, t(`profile:kindMeans.${kind}`))),
    chosen: kinds,
  });
}

function coachNote(t: Texts, { kinds, coachConfirmedAt }: Profile): string {
  if (coachConfirmedAt) return t('profile:offer.coach.confirmed');
  return kinds.includes('coaching') ? t('profile:offer.coach.waiting') : t('profile:offer.coach.before');
}

function topicsInput(t: Texts, { topics }: Profile): InputBlock {
  return multiSelect({
    block: blockOf('topics'),
    label: t('profile:offer.topics'),
    hint: t('profile:offer.topicsHint', { most: MOST_TOPICS_OFFERED }),
    placeholder: t('profile:offer.topicsPlaceholder'),
    most: MOST_TOPICS_OFFERED,
    options: topicOptions(t),
    chosen: topics,
  });
}

function placesInput(t: Texts, { places }: Profile, rules: RulesByKind): InputBlock {
  return wholeNumber({
    block: blockOf('places'),
    label: t('profile:offer.places'),
    hint: t('profile:offer.placesHint', mostPlaces(rules)),
    number: places,
  });
}

function languagesInput(t: Texts, { languages }: Profile): InputBlock {
  return multiSelect({
    block: blockOf('languages'),
    label: t('profile:offer.languages'),
    placeholder: t('profile:offer.languagesPlaceholder'),
    most: MOST_LANGUAGES,
    options: languageOptions(t),
    chosen: languages,
  });
}

function yearsInput(t: Texts, { experienceYears }: Profile): InputBlock {
  return wholeNumber({
    block: blockOf('years'),
    optional: true,
    label: t('profile:offer.years'),
    hint: t('profile:offer.yearsHint'),
    number: experienceYears,
  });
}

function waysInput(t: Texts, { ways }: Profile): InputBlock {
  return checkboxes({
    block: WAYS_BLOCK,
    optional: true,
    label: t('profile:offer.ways'),
    hint: t('profile:offer.waysHint'),
    options: wayOptions(t),
    chosen: ways,
  });
}

function aboutInput(t: Texts, { about }: Profile): InputBlock {
  return textInput({
    block: blockOf('about'),
    optional: true,
    label: t('profile:offer.about'),
    hint: t('profile:offer.aboutHint', { most: ABOUT_LENGTH }),
    most: ABOUT_LENGTH,
    typed: about,
  });
}

function briefingBlocks(t: Texts, { briefedAt }: Profile): KnownBlock[] {
  return [
    {
      type: 'rich_text',
      elements: [
        line(run(t('profile:briefing.title'), { bold: true })),
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: BRIEFING.map((point) => line(run(t(`profile:briefing.point.${point}`)))),
        },
      ],
    },
    checkbox({
      block: BRIEFING_BLOCK,
      optional: true,
      label: t('profile:briefing.label'),
      hint: t('profile:briefing.hint'),
      option: option(t('profile:briefing.read'), BRIEFED),
      isTicked: briefedAt !== null,
    }),
  ];
}

function withdrawBlock(t: Texts): KnownBlock {
  return buttons('people.offer.change', [
    button(WITHDRAW_OFFER, t('profile:withdraw.button'), undefined, {
      style: 'danger',
      confirm: confirmation({
        title: t('profile:withdraw.title'),
        text: t('profile:withdraw.text'),
        yes: t('profile:withdraw.yes'),
        no: t('profile:withdraw.no'),
      }),
    }),
  ]);
}
