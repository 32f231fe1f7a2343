import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../locales/texts.ts';
import { dayName } from '../../people/views/words.ts';
import { KINDS } from '../../ports.ts';
import {
  type DetailField,
  type Details,
  detailsOf,
  fieldsOf,
  NAME_LENGTH,
  PURPOSE_LENGTH,
  type SentDetails,
  WEIGHTING_ORDER,
  type WrongDetail,
} from '../../programs/details.ts';
import { type Program, ProgramId } from '../../programs/program.ts';
import { channelSelect, checkbox, dayInput, option, radios, select, textInput } from '../../slack/inputs.ts';
import { modal } from '../../slack/modal.ts';
import {
  carriedIn,
  conversationIn,
  dayIn,
  optionIn,
  optionsIn,
  type Sent,
  typedIn,
} from '../../slack/sent.ts';
import { line, run, withoutControls } from '../../slack/text.ts';
import type { SentProgram } from '../flow/life.ts';
import { CHANGE_FORM, CREATE_FORM, EXTEND_FORM } from './actions.ts';
import { list, naming, section, seen } from './words.ts';

const TICKED = 'yes';

const blockOf = (field: DetailField | 'kind'): string => `managing.field.${field}`;

/** The form for a new program: what is enough. */
export function createForm(t: Texts, id: string): ModalView {
  return modal({
    callbackId: CREATE_FORM,
    metadata: id,
    title: t('programs:create.title'),
    submit: t('programs:create.submit'),
    close: t('common:button.cancel'),
    blocks: [
      section(t('programs:create.lead')),
      nameInput(t, ''),
      radios({
        block: blockOf('kind'),
        label: t('programs:field.kind'),
        options: KINDS.map((kind) =>
          option(t(`programs:kind.${kind}`), kind, t(`programs:kindMeans.${kind}`)),
        ),
      }),
      channelInput(t, null, false),
      seen(t('programs:create.seen')),
    ],
  });
}

export function sentProgram(view: Sent & { private_metadata: string }): SentProgram {
  return {
    id: view.private_metadata,
    name: withoutControls(typedIn(view, blockOf('name'))),
    kind: optionIn(view, blockOf('kind')),
    channel: conversationIn(view, blockOf('channel')),
  };
}

/** Somebody else changed the program while the form was open: what stands now, where it differs from what was sent. */
export interface Meanwhile {
  program: Program;
  differing: readonly DetailField[];
}

/**
 * The form for what a program has set, filled with it.
 *
 * @param typed what was typed instead, where the form is shown again
 */
export function detailsForm(
  t: Texts,
  program: Program,
  { typed, meanwhile }: { typed?: SentDetails; meanwhile?: Meanwhile } = {},
): ModalView {
  const { id, version } = program;
  const has = fieldsOf(program);
  const filled = { ...detailsOf(program), ...typed };
  const inputs: Record<DetailField, () => InputBlock> = {
    name: () => nameInput(t, filled.name),
    purpose: () =>
      textInput({
        block: blockOf('purpose'),
        optional: true,
        label: t('programs:field.purpose'),
        hint: t('programs:hint.purpose', { most: PURPOSE_LENGTH }),
        most: PURPOSE_LENGTH,
        typed: filled.purpose,
      }),
    channel: () => channelInput(t, filled.channel, program.isForAll),
    startsOn: () =>
      dayInput({
        block: blockOf('startsOn'),
        optional: true,
        label: t('programs:field.startsOn'),
        hint: t('programs:hint.startsOn', { timeZone: program.timeZone }),
        day: filled.startsOn,
      }),
    endsOn: () =>
      dayInput({
        block: blockOf('endsOn'),
        optional: true,
        label: t('programs:field.endsOn'),
        hint: t('programs:hint.endsOn'),
        day: filled.endsOn,
      }),
    joining: () =>
      radios({
        block: blockOf('joining'),
        label: t('programs:field.joining'),
        options: (['everybody', 'invited'] as const).map((one) =>
          option(t(`programs:joining.${one}`), one, t(`programs:joiningMeans.${one}`)),
        ),
        chosen: filled.joining,
      }),
    guests: () =>
      checkbox({
        block: blockOf('guests'),
        optional: true,
        label: t('programs:field.guests'),
        ...(program.keepsGuestsOut && { hint: t('programs:guests.keptOutHint') }),
        option: option(t('programs:guests.yes'), TICKED),
        isTicked: filled.guests,
      }),
    joinsWhileRunning: () =>
      checkbox({
        block: blockOf('joinsWhileRunning'),
        optional: true,
        label: t('programs:field.joinsWhileRunning'),
        option: option(t('programs:joinsWhileRunning.yes'), TICKED),
        isTicked: filled.joinsWhileRunning,
      }),
    matching: () =>
      radios({
        block: blockOf('matching'),
        label: t('programs:field.matching'),
        options: (['one-by-one', 'cohort'] as const).map((one) =>
          option(t(`programs:matching.${one}`), one, t(`programs:matchingMeans.${one}`)),
        ),
        chosen: filled.matching,
      }),
    weighting: () =>
      select({
        block: blockOf('weighting'),
        // Weights that were set otherwise are none of these: nothing chosen leaves them.
        optional: filled.weighting === undefined,
        label: t('programs:field.weighting'),
        options: WEIGHTING_ORDER.map((one) => option(t(`programs:weighting.${one}`), one)),
        chosen: filled.weighting,
      }),
    summaries: () =>
      select({
        block: blockOf('summaries'),
        label: t('programs:field.summaries'),
        options: (['none', 'weekly', 'monthly'] as const).map((one) =>
          option(t(`programs:summaries.${one}`), one),
        ),
        chosen: filled.summaries,
      }),
  };
  return modal({
    callbackId: CHANGE_FORM,
    metadata: JSON.stringify({ programId: id, version }),
    title: t('programs:change.title'),
    submit: t('common:button.save'),
    close: t('common:button.back'),
    blocks: [
      ...(meanwhile ? meanwhileBlocks(t, meanwhile) : [section(t('programs:change.lead'))]),
      ...has.map((field) => inputs[field]()),
      seen(t('programs:change.seen')),
    ],
  });
}

function meanwhileBlocks(t: Texts, { program, differing }: Meanwhile): KnownBlock[] {
  const now = detailsOf(program);
  return [
    section(t('programs:change.meanwhile')),
    list(
      differing.map((field) =>
        field === 'channel' && now.channel
          ? naming(`${t('programs:field.channel')}: `, [{ type: 'channel', channel_id: now.channel }])
          : line(run(`${t(`programs:field.${field}`)}: ${valueText(t, now, field)}`)),
      ),
    ),
    section(t('programs:change.again')),
  ];
}

/** What a program has set in a field, in words. */
function valueText(t: Texts, details: Details, field: DetailField): string {
  const nothing = t('programs:change.nothing');
  switch (field) {
    case 'name':
    case 'purpose':
    case 'channel':
      return details[field] || nothing;
    case 'startsOn':
    case 'endsOn':
      return details[field] ? dayName(t, details[field]) : nothing;
    case 'joining':
      return t(`programs:joining.${details.joining}`);
    case 'guests':
      return t(`programs:guests.${details.guests ? 'may' : 'no'}`);
    case 'joinsWhileRunning':
      return t(`programs:joinsWhileRunning.${details.joinsWhileRunning ? 'yes' : 'no'}`);
    case 'matching':
      return t(`programs:matching.${details.matching}`);
    case 'weighting':
      return t(`programs:weighting.${details.weighting ?? 'own'}`);
    case 'summaries':
      return t(`programs:summaries.${details.summaries}`);
  }
}

function nameInput(t: Texts, typed: string): InputBlock {
  return textInput({
    block: blockOf('name'),
    label: t('programs:field.name'),
    hint: t('programs:hint.name', { most: NAME_LENGTH }),
    isOneLine: true,
    most: NAME_LENGTH,
    typed,
  });
}

function channelInput(t: Texts, chosen: string | null, optional: boolean): InputBlock {
  return channelSelect({
    block: blockOf('channel'),
    optional,
    label: t('programs:field.channel'),
    hint: t('programs:hint.channel'),
    placeholder: t('programs:placeholder.channel'),
    chosen,
  });
}

const Opened = z.object({ programId: ProgramId, version: z.number().int() });

/** Which program a form was opened on, and as it stood when; nothing of a form made by hand. */
export function openedWith(metadata: string): z.infer<typeof Opened> | undefined {
  return carriedIn(metadata, Opened);
}

/** The form as it was sent. */
export function sentDetails(view: Sent): SentDetails {
  return {
    name: withoutControls(typedIn(view, blockOf('name'))),
    purpose: withoutControls(typedIn(view, blockOf('purpose'))),
    channel: conversationIn(view, blockOf('channel')),
    startsOn: dayIn(view, blockOf('startsOn')),
    endsOn: dayIn(view, blockOf('endsOn')),
    joining: optionIn(view, blockOf('joining')),
    guests: optionsIn(view, blockOf('guests')).includes(TICKED),
    joinsWhileRunning: optionsIn(view, blockOf('joinsWhileRunning')).includes(TICKED),
    matching: optionIn(view, blockOf('matching')),
    weighting: optionIn(view, blockOf('weighting')),
    summaries: optionIn(view, blockOf('summaries')),
  };
}

/** What is to be done in the fields that were wrong, by block. */
export function detailErrors(
  t: Texts,
  wrong: ReadonlyMap<DetailField | 'kind', WrongDetail>,
): Record<string, string> {
  return Object.fromEntries([...wrong].map(([field, what]) => [blockOf(field), wrongText(t, field, what)]));
}

function wrongText(t: Texts, field: DetailField | 'kind', what: WrongDetail): string {
  if (what === 'long')
    return t('programs:wrong.long', { most: field === 'name' ? NAME_LENGTH : PURPOSE_LENGTH });
  if (what !== 'missing') return t(`programs:wrong.${what}`);
  const asked = field === 'name' || field === 'kind' || field === 'channel' ? field : 'endsOn';
  return t(`programs:wrong.missing.${asked}`);
}

/** The form for another last day. */
export function extendForm(t: Texts, { id, endsOn }: Pick<Program, 'id' | 'endsOn'>): ModalView {
  return modal({
    callbackId: EXTEND_FORM,
    metadata: id,
    title: t('programs:extend.title'),
    submit: t('common:button.save'),
    close: t('common:button.cancel'),
    blocks: [
      section(t('programs:extend.lead')),
      dayInput({ block: blockOf('endsOn'), label: t('programs:field.endsOn'), day: endsOn }),
      seen(t('programs:extend.seen')),
    ],
  });
}

export function sentDay(view: Sent): string | null {
  return dayIn(view, blockOf('endsOn'));
}
