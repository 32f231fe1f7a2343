import type { ViewOutput } from '@slack/bolt';
import type { InputBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../locales/texts.ts';
import {
  HOPES_LENGTH,
  MOST_LANGUAGES,
  MOST_TOPICS_WANTED,
  SPOKEN,
  type Spoken,
  WAYS,
} from '../../people/profile.ts';
import { TOPICS } from '../../people/topics.ts';
import { languageName, topicName, wayName } from '../../people/views/words.ts';
import { KINDS, type Kind } from '../../ports.ts';
import { ProgramId } from '../../programs/program.ts';
import { LIMITS } from '../../slack/limits.ts';
import { cut, plain } from '../../slack/text.ts';
import type { Wish } from '../request.ts';
import { MOST_AVOIDED, type SentWish, type WishField } from '../wishing.ts';
import { ASK_FORM } from './actions.ts';
import { option } from './words.ts';

const OWN_DEPARTMENT = 'own-department';
const EARLIER = 'earlier';

/** For what a request is: an open program of a kind, or a program of its own; null while the person has to say. */
export type AskedFor = { kind: Kind; programId: ProgramId | null } | null;

/** What the form is filled with. */
export interface Filled extends Partial<Omit<Wish, 'languages'>> {
  languages: Spoken[];
}

/**
 * The form in which somebody asks for a coach or a mentor, filled with what is known.
 *
 * @param why what is said first: of a new request, of one that stands, of one whose search is made wider
 */
export function askForm(
  t: Texts,
  { asked, filled, why }: { asked: AskedFor; filled: Filled; why: 'new' | 'change' | 'widen' },
): ModalView {
  return {
    type: 'modal',
    callback_id: ASK_FORM,
    // An id or a kind; whether the person may ask there is looked at when the form is sent.
    private_metadata: asked ? (asked.programId ?? asked.kind) : '',
    title: plain(
      asked ? t(`matching:ask.titleFor.${asked.kind}`) : t('matching:ask.title'),
      LIMITS.viewTitle,
    ),
    submit: plain(t('matching:ask.submit'), LIMITS.viewTitle),
    close: plain(t('common:button.cancel'), LIMITS.viewTitle),
    blocks: [
      { type: 'section', text: plain(t(`matching:ask.intro.${why}`)) },
      ...(asked ? [] : [kindInput(t)]),
      firstInput(t, filled),
      othersInput(t, filled),
      hopesInput(t, filled),
      waysInput(t, filled),
      languagesInput(t, filled),
      departmentInput(t, filled),
      peopleInput(t, filled),
      earlierInput(t, filled),
      { type: 'context', elements: [plain(t('matching:ask.seen'))] },
    ],
  };
}

function kindInput(t: Texts): InputBlock {
  const options = KINDS.map((kind) => ({
    ...option(t(`matching:ask.kindIs.${kind}`), kind),
    description: plain(t(`matching:ask.kindMeans.${kind}`), LIMITS.option),
  }));
  return {
    type: 'input',
    block_id: blockOf('kind'),
    label: plain(t('matching:ask.kind')),
    element: { type: 'radio_buttons', action_id: 'chosen', options },
  };
}

/**
 * What counts most is asked for by itself: Slack does not say in which order it reports what was chosen in one field,
 * and a reader who hears the form could not tell.
 */
function firstInput(t: Texts, { topics = [] }: Filled): InputBlock {
  const options = topicOptions(t);
  const chosen = options.find(({ value }) => value === topics[0]);
  return {
    type: 'input',
    block_id: blockOf('first'),
    optional: true,
    label: plain(t('matching:ask.first')),
    hint: plain(t('matching:ask.firstHint')),
    element: {
      type: 'static_select',
      action_id: 'chosen',
      placeholder: plain(t('matching:ask.firstPlaceholder'), 150),
      options,
      ...(chosen && { initial_option: chosen }),
    },
  };
}

function othersInput(t: Texts, { topics = [] }: Filled): InputBlock {
  const options = topicOptions(t);
  const chosen = topics.slice(1).flatMap((id) => options.find(({ value }) => value === id) ?? []);
  return {
    type: 'input',
    block_id: blockOf('others'),
    optional: true,
    label: plain(t('matching:ask.others')),
    hint: plain(t('matching:ask.othersHint', { count: MOST_TOPICS_WANTED - 1 })),
    element: {
      type: 'multi_static_select',
      action_id: 'chosen',
      placeholder: plain(t('matching:ask.othersPlaceholder'), 150),
      max_selected_items: MOST_TOPICS_WANTED - 1,
      options,
      ...(chosen.length > 0 && { initial_options: chosen }),
    },
  };
}

function topicOptions(t: Texts) {
  return TOPICS.map(({ id }) => option(topicName(t, id), id));
}

function hopesInput(t: Texts, { hopes = '' }: Filled): InputBlock {
  return {
    type: 'input',
    block_id: blockOf('hopes'),
    optional: true,
    label: plain(t('matching:ask.hopes')),
    hint: plain(t('matching:ask.hopesHint', { count: HOPES_LENGTH })),
    element: {
      type: 'plain_text_input',
      action_id: 'typed',
      multiline: true,
      max_length: HOPES_LENGTH,
      ...(hopes !== '' && { initial_value: cut(hopes, HOPES_LENGTH) }),
    },
  };
}

function waysInput(t: Texts, { ways = [] }: Filled): InputBlock {
  const options = WAYS.map((way) => option(wayName(t, way), way));
  const chosen = options.filter(({ value }) => ways.includes(value));
  return {
    type: 'input',
    block_id: 'matching.ask.ways',
    optional: true,
    label: plain(t('matching:ask.ways')),
    hint: plain(t('matching:ask.waysHint')),
    element: {
      type: 'checkboxes',
      action_id: 'chosen',
      options,
      ...(chosen.length > 0 && { initial_options: chosen }),
    },
  };
}

function languagesInput(t: Texts, { languages }: Filled): InputBlock {
  const options = SPOKEN.map((spoken) => option(languageName(t, spoken), spoken)).toSorted((a, b) =>
    a.text.text.localeCompare(b.text.text, t.language),
  );
  const chosen = options.filter(({ value }) => languages.includes(value));
  return {
    type: 'input',
    block_id: blockOf('languages'),
    label: plain(t('matching:ask.languages')),
    hint: plain(t('matching:ask.languagesHint')),
    element: {
      type: 'multi_static_select',
      action_id: 'chosen',
      placeholder: plain(t('matching:ask.languagesPlaceholder'), 150),
      max_selected_items: MOST_LANGUAGES,
      options,
      ...(chosen.length > 0 && { initial_options: chosen }),
    },
  };
}

function departmentInput(t: Texts, { avoid }: Filled): InputBlock {
  const own = option(t('matching:ask.department'), OWN_DEPARTMENT);
  return {
    type: 'input',
    block_id: 'matching.ask.department',
    optional: true,
    label: plain(t('matching:ask.avoid')),
    element: {
      type: 'checkboxes',
      action_id: 'chosen',
      options: [own],
      ...(avoid?.ownDepartment && { initial_options: [own] }),
    },
  };
}

function peopleInput(t: Texts, { avoid }: Filled): InputBlock {
  return {
    type: 'input',
    block_id: blockOf('people'),
    optional: true,
    label: plain(t('matching:ask.people')),
    hint: plain(t('matching:ask.peopleHint')),
    element: {
      type: 'multi_users_select',
      action_id: 'chosen',
      placeholder: plain(t('matching:ask.peoplePlaceholder'), 150),
      max_selected_items: MOST_AVOIDED,
      ...(avoid && avoid.people.length > 0 && { initial_users: avoid.people }),
    },
  };
}

function earlierInput(t: Texts, { earlierWelcome }: Filled): InputBlock {
  const earlier = option(t('matching:ask.earlierMay'), EARLIER);
  return {
    type: 'input',
    block_id: 'matching.ask.earlier',
    optional: true,
    label: plain(t('matching:ask.earlier')),
    element: {
      type: 'checkboxes',
      action_id: 'chosen',
      options: [earlier],
      ...(earlierWelcome && { initial_options: [earlier] }),
    },
  };
}

function blockOf(field: WishField | 'first'): string {
  return `matching.ask.${field}`;
}

const Metadata = z.union([ProgramId, z.enum(KINDS)]);

/** Reads the form as it was sent; whether it will do is decided in wishing.ts. */
export function sentWish({
  state: { values },
  private_metadata,
}: Pick<ViewOutput, 'state' | 'private_metadata'>): SentWish {
  const fieldOf = (block: string, action: string) => values[block]?.[action];
  const many = (block: string): string[] =>
    (fieldOf(block, 'chosen')?.selected_options ?? []).map(({ value }) => value);
  const one = (field: 'kind' | 'first'): string | undefined =>
    fieldOf(blockOf(field), 'chosen')?.selected_option?.value;
  const first = one('first');
  return {
    asked: Metadata.safeParse(private_metadata || one('kind')).data,
    topics: [...(first === undefined ? [] : [first]), ...many(blockOf('others'))],
    ways: many('matching.ask.ways'),
    languages: many(blockOf('languages')),
    hopes: fieldOf(blockOf('hopes'), 'typed')?.value ?? '',
    avoidsOwnDepartment: many('matching.ask.department').includes(OWN_DEPARTMENT),
    avoided: fieldOf(blockOf('people'), 'chosen')?.selected_users ?? [],
    earlierWelcome: many('matching.ask.earlier').includes(EARLIER),
  };
}

/** What is to be done in the fields that were wrong, by block. */
export function askErrors(t: Texts, wrong: readonly WishField[]): Record<string, string> {
  return Object.fromEntries(wrong.map((field) => [blockOf(field), wrongText(t, field)]));
}

function wrongText(t: Texts, field: WishField): string {
  switch (field) {
    case 'kind':
      return t('matching:wrong.kind');
    case 'others':
      return t('matching:wrong.topics', { count: MOST_TOPICS_WANTED });
    case 'hopes':
      return t('matching:wrong.hopes', { count: HOPES_LENGTH });
    case 'languages':
      return t('matching:wrong.languages', { count: MOST_LANGUAGES });
    case 'people':
      return t('matching:wrong.people', { count: MOST_AVOIDED });
  }
}

/** Something that stands in the way of the whole request, said under the form's first field, so that all stays. */
export function askRefused({ blocks }: Pick<ViewOutput, 'blocks'>, text: string): Record<string, string> {
  const [input] = blocks.filter(({ type }) => type === 'input');
  return { [input?.block_id ?? blockOf('first')]: text };
}
