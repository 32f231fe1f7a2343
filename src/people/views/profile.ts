import type { ActionsBlock, InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { KINDS, type Kind } from '../../ports.ts';
import { LIMITS } from '../../slack/limits.ts';
import { line, plain, run } from '../../slack/text.ts';
import type { RulesByKind } from '../offering.ts';
import {
  ABOUT_LENGTH,
  type KeptProfile,
  MOST_LANGUAGES,
  MOST_TOPICS_OFFERED,
  PLACES,
  type Profile,
  SPOKEN,
  WAYS,
} from '../profile.ts';
import { TOPICS } from '../topics.ts';
import { BRIEFED, blockOf, mostPlaces } from './sent-offer.ts';
import { languageName, topicName, wayName } from './words.ts';

/** Opens the form; its value is '' or a kind that is ticked for a start. */
export const OFFER = 'people.offer';
/** Takes everything back. */
export const WITHDRAW_OFFER = 'people.offer.withdraw';
export const OFFER_FORM = 'people.offer.form';

/** What every mentor goes along with, in the order in which it is read. */
const BRIEFING = ['decisions', 'confidence', 'distance', 'lead', 'limits', 'ending'] as const;

/** A button that leads to the form. */
export function offerButton(label: string, kind?: Kind): ActionsBlock['elements'][number] {
  return {
    type: 'button',
    action_id: OFFER,
    text: plain(label, LIMITS.button),
    ...(kind && { value: kind }),
  };
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
  return {
    type: 'modal',
    callback_id: OFFER_FORM,
    // So that a change made elsewhere in the meantime is not written over.
    private_metadata: JSON.stringify({ version: profile?.version ?? null }),
    title: plain(t('profile:offer.title'), LIMITS.viewTitle),
    submit: plain(t('common:button.save'), LIMITS.viewTitle),
    close: plain(t('common:button.cancel'), LIMITS.viewTitle),
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
  };
}

function kindsInput(t: Texts, { kinds }: Profile): InputBlock {
  const options = KINDS.map((kind) => ({
    ...option(t(`profile:kind.${kind}`), kind),
    description: plain(t(`profile:kindMeans.${kind}`), LIMITS.option),
  }));
  const chosen = options.filter(({ value }) => kinds.some((kind) => kind === value));
  return {
    type: 'input',
    block_id: blockOf('kinds'),
    label: plain(t('profile:offer.kinds')),
    element: {
      type: 'checkboxes',
      action_id: 'chosen',
      options,
      ...(chosen.length > 0 && { initial_options: chosen }),
    },
  };
}

function coachNote(t: Texts, { kinds, coachConfirmedAt }: Profile): string {
  if (coachConfirmedAt) return t('profile:offer.coach.confirmed');
  return kinds.includes('coaching') ? t('profile:offer.coach.waiting') : t('profile:offer.coach.before');
}

function topicsInput(t: Texts, { topics }: Profile): InputBlock {
  const options = TOPICS.map(({ id }) => option(topicName(t, id), id));
  const chosen = options.filter(({ value }) => topics.includes(value));
  return {
    type: 'input',
    block_id: blockOf('topics'),
    label: plain(t('profile:offer.topics')),
    hint: plain(t('profile:offer.topicsHint', { most: MOST_TOPICS_OFFERED })),
    element: {
      type: 'multi_static_select',
      action_id: 'chosen',
      placeholder: plain(t('profile:offer.topicsPlaceholder'), 150),
      max_selected_items: MOST_TOPICS_OFFERED,
      options,
      ...(chosen.length > 0 && { initial_options: chosen }),
    },
  };
}

function placesInput(t: Texts, { places }: Profile, rules: RulesByKind): InputBlock {
  return {
    type: 'input',
    block_id: blockOf('places'),
    label: plain(t('profile:offer.places')),
    hint: plain(t('profile:offer.placesHint', mostPlaces(rules))),
    // Its bounds are said in our own words, which name the kinds: Slack would only say the number.
    element: {
      type: 'number_input',
      action_id: 'typed',
      is_decimal_allowed: false,
      initial_value: String(places),
    },
  };
}

function languagesInput(t: Texts, { languages }: Profile): InputBlock {
  const options = SPOKEN.map((spoken) => option(languageName(t, spoken), spoken)).toSorted((a, b) =>
    a.text.text.localeCompare(b.text.text, t.language),
  );
  const chosen = options.filter(({ value }) => languages.some((language) => language === value));
  return {
    type: 'input',
    block_id: blockOf('languages'),
    label: plain(t('profile:offer.languages')),
    element: {
      type: 'multi_static_select',
      action_id: 'chosen',
      placeholder: plain(t('profile:offer.languagesPlaceholder'), 150),
      max_selected_items: MOST_LANGUAGES,
      options,
      ...(chosen.length > 0 && { initial_options: chosen }),
    },
  };
}

function yearsInput(t: Texts, { experienceYears }: Profile): InputBlock {
  return {
    type: 'input',
    block_id: blockOf('years'),
    optional: true,
    label: plain(t('profile:offer.years')),
    hint: plain(t('profile:offer.yearsHint')),
    element: {
      type: 'number_input',
      action_id: 'typed',
      is_decimal_allowed: false,
      ...(experienceYears !== null && { initial_value: String(experienceYears) }),
    },
  };
}

function waysInput(t: Texts, { ways }: Profile): InputBlock {
  const options = WAYS.map((way) => option(wayName(t, way), way));
  const chosen = options.filter(({ value }) => ways.some((way) => way === value));
  return {
    type: 'input',
    block_id: 'people.offer.ways',
    optional: true,
    label: plain(t('profile:offer.ways')),
    hint: plain(t('profile:offer.waysHint')),
    element: {
      type: 'checkboxes',
      action_id: 'chosen',
      options,
      ...(chosen.length > 0 && { initial_options: chosen }),
    },
  };
}

function aboutInput(t: Texts, { about }: Profile): InputBlock {
  return {
    type: 'input',
    block_id: blockOf('about'),
    optional: true,
    label: plain(t('profile:offer.about')),
    hint: plain(t('profile:offer.aboutHint', { most: ABOUT_LENGTH })),
    element: {
      type: 'plain_text_input',
      action_id: 'typed',
      multiline: true,
      max_length: ABOUT_LENGTH,
      ...(about !== '' && { initial_value: about }),
    },
  };
}

function briefingBlocks(t: Texts, { briefedAt }: Profile): KnownBlock[] {
  const read = option(t('profile:briefing.read'), BRIEFED);
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
    {
      type: 'input',
      block_id: 'people.offer.briefing',
      optional: true,
      label: plain(t('profile:briefing.label')),
      hint: plain(t('profile:briefing.hint')),
      element: {
        type: 'checkboxes',
        action_id: 'chosen',
        options: [read],
        ...(briefedAt && { initial_options: [read] }),
      },
    },
  ];
}

function withdrawBlock(t: Texts): KnownBlock {
  return {
    type: 'actions',
    block_id: 'people.offer.change',
    elements: [
      {
        type: 'button',
        action_id: WITHDRAW_OFFER,
        style: 'danger',
        text: plain(t('profile:withdraw.button'), LIMITS.button),
        confirm: {
          title: plain(t('profile:withdraw.title'), 100),
          text: plain(t('profile:withdraw.text'), 300),
          confirm: plain(t('profile:withdraw.yes'), 30),
          deny: plain(t('profile:withdraw.no'), 30),
        },
      },
    ],
  };
}

function option(text: string, value: string): PlainTextOption & { value: string } {
  return { text: plain(text, LIMITS.option), value };
}
