import type { ViewOutput } from '@slack/bolt';
import type { InputBlock, ModalView, RichTextBlock, SectionBlock } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../locales/texts.ts';
import { HOPES_LENGTH, MOST_LANGUAGES, MOST_TOPICS_WANTED, type Spoken } from '../../people/profile.ts';
import { languageOptions, topicOptions, wayOptions } from '../../people/views/options.ts';
import { KINDS, type Kind } from '../../ports.ts';
import { type Program, ProgramId } from '../../programs/program.ts';
import { programsButton } from '../../programs/views.ts';
import {
  checkbox,
  checkboxes,
  multiSelect,
  option,
  peopleSelect,
  radios,
  select,
  textInput,
} from '../../slack/inputs.ts';
import { modal } from '../../slack/modal.ts';
import { optionIn, optionsIn, peopleIn, typedIn } from '../../slack/sent.ts';
import { line, plain, run } from '../../slack/text.ts';
import type { Wish } from '../request.ts';
import { MOST_AVOIDED, type SentWish, type WishField } from '../wishing.ts';
import { ASK_FORM } from './actions.ts';

const OWN_DEPARTMENT = 'own-department';
const EARLIER = 'earlier';
/** Fields in which nothing can be wrong. */
const WAYS_BLOCK = 'matching.ask.ways';
const DEPARTMENT_BLOCK = 'matching.ask.department';
const EARLIER_BLOCK = 'matching.ask.earlier';

/** For what a request is: an open program of a kind, or a program of its own; null while the person has to say. */
export type AskedFor = {
  kind: Kind;
  programId: ProgramId | null;
  /** Which one, where it is one of its own that they join with this. */
  program?: Pick<Program, 'name' | 'purpose' | 'rules'> | undefined;
} | null;

/** What the form is filled with. */
export interface Filled extends Partial<Omit<Wish, 'languages'>> {
  languages: Spoken[];
}

/**
 * The form in which somebody asks for a coach or a mentor, filled with what is known.
 *
 * @param why what is said first: of a new request, of one that stands, of one whose search is made wider
 * @param hasPrograms there are programs that they could join instead
 */
export function askForm(
  t: Texts,
  {
    asked,
    filled,
    why,
    hasPrograms = false,
  }: { asked: AskedFor; filled: Filled; why: 'new' | 'change' | 'widen'; hasPrograms?: boolean },
): ModalView {
  return modal({
    callbackId: ASK_FORM,
    // An id or a kind; whether the person may ask there is looked at when the form is sent.
    metadata: asked ? (asked.programId ?? asked.kind) : '',
    title: asked ? t(`matching:ask.titleFor.${asked.kind}`) : t('matching:ask.title'),
    submit: t(asked?.program ? 'matching:ask.join' : 'matching:ask.submit'),
    close: t('common:button.cancel'),
    blocks: [
      ...(asked?.program ? [programBlock(asked.program)] : []),
      {
        type: 'section',
        text: plain(t(`matching:ask.intro.${asked?.program ? joinIntro(asked.program) : why}`)),
      },
      ...(hasPrograms ? [programsBlock(t)] : []),
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
  });
}

function joinIntro({ rules }: Pick<Program, 'rules'>): 'join' | 'joinCohort' {
  return rules.matching === 'cohort' ? 'joinCohort' : 'join';
}

/** Its name and what it is for are its manager's words: they stay plain. */
function programBlock({ name, purpose }: Pick<Program, 'name' | 'purpose'>): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [line(run(name, { bold: true }), run(purpose === '' ? '' : `\n${purpose}`))],
  };
}

function programsBlock(t: Texts): SectionBlock {
  return {
    type: 'section',
    text: plain(t('matching:ask.programs')),
    accessory: programsButton(t),
  };
}

function kindInput(t: Texts): InputBlock {
  return radios({
    block: blockOf('kind'),
    label: t('matching:ask.kind'),
    options: KINDS.map((kind) =>
      option(t(`matching:ask.kindIs.${kind}`), kind, t(`matching:ask.kindMeans.${kind}`)),
    ),
  });
}

/**
 * What counts most is asked for by itself: Slack does not say in which order it reports what was chosen in one field,
 * and a reader who hears the form could not tell.
 */
function firstInput(t: Texts, { topics = [] }: Filled): InputBlock {
  return select({
    block: blockOf('first'),
    optional: true,
    label: t('matching:ask.first'),
    hint: t('matching:ask.firstHint'),
    placeholder: t('matching:ask.firstPlaceholder'),
    options: topicOptions(t),
    chosen: topics[0],
  });
}

function othersInput(t: Texts, { topics = [] }: Filled): InputBlock {
  return multiSelect({
    block: blockOf('others'),
    optional: true,
    label: t('matching:ask.others'),
    hint: t('matching:ask.othersHint', { count: MOST_TOPICS_WANTED - 1 }),
    placeholder: t('matching:ask.othersPlaceholder'),
    most: MOST_TOPICS_WANTED - 1,
    options: topicOptions(t),
    chosen: topics.slice(1),
    isRanked: true,
  });
}

function hopesInput(t: Texts, { hopes = '' }: Filled): InputBlock {
  return textInput({
    block: blockOf('hopes'),
    optional: true,
    label: t('matching:ask.hopes'),
    hint: t('matching:ask.hopesHint', { count: HOPES_LENGTH }),
    most: HOPES_LENGTH,
    typed: hopes,
  });
}

function waysInput(t: Texts, { ways = [] }: Filled): InputBlock {
  return checkboxes({
    block: WAYS_BLOCK,
    optional: true,
    label: t('matching:ask.ways'),
    hint: t('matching:ask.waysHint'),
    options: wayOptions(t),
    chosen: ways,
  });
}

function languagesInput(t: Texts, { languages }: Filled): InputBlock {
  return multiSelect({
    block: blockOf('languages'),
    label: t('matching:ask.languages'),
    hint: t('matching:ask.languagesHint'),
    placeholder: t('matching:ask.languagesPlaceholder'),
    most: MOST_LANGUAGES,
    options: languageOptions(t),
    chosen: languages,
  });
}

function departmentInput(t: Texts, { avoid }: Filled): InputBlock {
  return checkbox({
    block: DEPARTMENT_BLOCK,
    optional: true,
    label: t('matching:ask.avoid'),
    option: option(t('matching:ask.department'), OWN_DEPARTMENT),
    isTicked: avoid?.ownDepartment ?? false,
  });
}

function peopleInput(t: Texts, { avoid }: Filled): InputBlock {
  return peopleSelect({
    block: blockOf('people'),
    optional: true,
    label: t('matching:ask.people'),
    hint: t('matching:ask.peopleHint'),
    placeholder: t('matching:ask.peoplePlaceholder'),
    most: MOST_AVOIDED,
    chosen: avoid?.people ?? [],
  });
}

function earlierInput(t: Texts, { earlierWelcome }: Filled): InputBlock {
  return checkbox({
    block: EARLIER_BLOCK,
    optional: true,
    label: t('matching:ask.earlier'),
    option: option(t('matching:ask.earlierMay'), EARLIER),
    isTicked: earlierWelcome ?? false,
  });
}

function blockOf(field: WishField | 'first'): string {
  return `matching.ask.${field}`;
}

const Metadata = z.union([ProgramId, z.enum(KINDS)]);

/** Reads the form as it was sent; whether it will do is decided in wishing.ts. */
export function sentWish(view: Pick<ViewOutput, 'state' | 'private_metadata'>): SentWish {
  const first = optionIn(view, blockOf('first'));
  return {
    asked: Metadata.safeParse(view.private_metadata || optionIn(view, blockOf('kind'))).data,
    topics: [...(first === undefined ? [] : [first]), ...optionsIn(view, blockOf('others'))],
    ways: optionsIn(view, WAYS_BLOCK),
    languages: optionsIn(view, blockOf('languages')),
    hopes: typedIn(view, blockOf('hopes')),
    avoidsOwnDepartment: optionsIn(view, DEPARTMENT_BLOCK).includes(OWN_DEPARTMENT),
    avoided: peopleIn(view, blockOf('people')),
    earlierWelcome: optionsIn(view, EARLIER_BLOCK).includes(EARLIER),
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
