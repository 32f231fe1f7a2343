import type { InputBlock, InputBlockElement, PlainTextOption } from '@slack/types';
import { LIMITS } from './limits.ts';
import { cut, plain } from './text.ts';

/** The inputs that our forms are made of, cut to Slack's limits. What was sent in them is read by block: see sent.ts. */

/** What every input has. */
interface Field {
  /** Under which it is read, and a problem with it is said. */
  block: string;
  /** What its element is called within the block; `chosen` or `typed` unless said. */
  action?: string;
  label: string;
  hint?: string;
  optional?: boolean;
  /** A choice is told at once, under `action`, and not only when the form is sent. */
  tellsAtOnce?: boolean;
}

export type Option = PlainTextOption & { value: string };

/** An option of a list; `means` explains it on a line of its own. */
export function option(text: string, value: string, means?: string): Option {
  return {
    text: plain(text, LIMITS.option),
    value,
    ...(means !== undefined && { description: plain(means, LIMITS.option) }),
  };
}

/** One of a few, all of which are seen. `chosen`: the value that is chosen for a start. */
export function radios({
  options,
  chosen,
  ...field
}: Field & { options: Option[]; chosen?: string | undefined }): InputBlock {
  const initial = options.find(({ value }) => value === chosen);
  return input(field, {
    type: 'radio_buttons',
    options,
    ...(initial && { initial_option: initial }),
  });
}

/** Any of a few, all of which are seen. `chosen`: the values that are ticked for a start. */
export function checkboxes({
  options,
  chosen = [],
  ...field
}: Field & { options: Option[]; chosen?: readonly string[] }): InputBlock {
  const ticked = options.filter(({ value }) => chosen.includes(value));
  return input(field, {
    type: 'checkboxes',
    options,
    ...(ticked.length > 0 && { initial_options: ticked }),
  });
}

/** A single box to tick. */
export function checkbox({
  option,
  isTicked = false,
  ...field
}: Field & { option: Option; isTicked?: boolean }): InputBlock {
  return checkboxes({ ...field, options: [option], chosen: isTicked ? [option.value] : [] });
}

/** One of many. `chosen`: the value that stands there for a start; a value that is no option is left out. */
export function select({
  options,
  chosen,
  placeholder,
  ...field
}: Field & { options: Option[]; chosen?: string | undefined; placeholder?: string }): InputBlock {
  const initial = options.find(({ value }) => value === chosen);
  return input(field, {
    type: 'static_select',
    ...(placeholder !== undefined && { placeholder: plain(placeholder, LIMITS.placeholder) }),
    options,
    ...(initial && { initial_option: initial }),
  });
}

/** The same where there are more than a list takes, in groups of at most a hundred. */
export function selectOfGroups({
  groups,
  chosen,
  placeholder,
  ...field
}: Field & {
  groups: { label: string; options: Option[] }[];
  chosen?: string | undefined;
  placeholder: string;
}): InputBlock {
  const initial = groups.flatMap(({ options }) => options).find(({ value }) => value === chosen);
  return input(field, {
    type: 'static_select',
    placeholder: plain(placeholder, LIMITS.placeholder),
    option_groups: groups.map(({ label, options }) => ({ label: plain(label, LIMITS.option), options })),
    ...(initial && { initial_option: initial }),
  });
}

/**
 * Several of many, `most` at most.
 *
 * @param chosen the values that stand there for a start; those that are no options are left out
 * @param isRanked they stand in their own order, and not in that of the options
 */
export function multiSelect({
  options,
  chosen,
  isRanked = false,
  most,
  placeholder,
  ...field
}: Field & {
  options: Option[];
  chosen: readonly string[];
  isRanked?: boolean;
  most: number;
  placeholder: string;
}): InputBlock {
  const initial = isRanked
    ? chosen.flatMap((one) => options.find(({ value }) => value === one) ?? [])
    : options.filter(({ value }) => chosen.includes(value));
  return input(field, {
    type: 'multi_static_select',
    placeholder: plain(placeholder, LIMITS.placeholder),
    max_selected_items: most,
    options,
    ...(initial.length > 0 && { initial_options: initial }),
  });
}

/** Members of the workspace, `most` at most; `chosen` are their ids. */
export function peopleSelect({
  chosen,
  most,
  placeholder,
  ...field
}: Field & { chosen: readonly string[]; most: number; placeholder: string }): InputBlock {
  return input(field, {
    type: 'multi_users_select',
    placeholder: plain(placeholder, LIMITS.placeholder),
    max_selected_items: most,
    ...(chosen.length > 0 && { initial_users: [...chosen] }),
  });
}

/** A channel, open or private; `chosen` is its id. */
export function channelSelect({
  chosen,
  placeholder,
  ...field
}: Field & { chosen: string | null; placeholder: string }): InputBlock {
  return input(field, {
    type: 'conversations_select',
    placeholder: plain(placeholder, LIMITS.placeholder),
    filter: { include: ['public', 'private'], exclude_external_shared_channels: true },
    ...(chosen !== null && { initial_conversation: chosen }),
  });
}

/** Words, `most` characters of them, on several lines unless said otherwise. `typed` stands there for a start. */
export function textInput({
  most,
  typed = '',
  placeholder,
  isOneLine = false,
  ...field
}: Field & { most: number; typed?: string; placeholder?: string; isOneLine?: boolean }): InputBlock {
  return input(field, {
    type: 'plain_text_input',
    ...(!isOneLine && { multiline: true }),
    max_length: most,
    ...(placeholder !== undefined && { placeholder: plain(placeholder, LIMITS.placeholder) }),
    ...(typed !== '' && { initial_value: cut(typed, most) }),
  });
}

/** A whole number. Its bounds are ours to say: Slack would only repeat the number, without what it counts. */
export function wholeNumber({ number, ...field }: Field & { number: number | null }): InputBlock {
  return input(field, {
    type: 'number_input',
    is_decimal_allowed: false,
    ...(number !== null && { initial_value: String(number) }),
  });
}

/** A day; `day` (`YYYY-MM-DD`) stands there for a start. */
export function dayInput({ day, ...field }: Field & { day: string | null }): InputBlock {
  return input(field, {
    type: 'datepicker',
    ...(day !== null && { initial_date: day }),
  });
}

/** A time of the day (`HH:MM`) in an IANA zone; without one, on whatever wall it is read. */
export function timeInput({
  time,
  timeZone,
  ...field
}: Field & { time: string; timeZone?: string }): InputBlock {
  return input(field, {
    type: 'timepicker',
    initial_time: time,
    ...(timeZone !== undefined && { timezone: timeZone }),
  });
}

/** One member of the workspace. */
export function personSelect(field: Field): InputBlock {
  return input(field, {
    type: 'users_select',
  });
}

function input(
  { block, action, label, hint, optional = false, tellsAtOnce = false }: Field,
  element: InputBlockElement,
): InputBlock {
  const usual = element.type === 'plain_text_input' || element.type === 'number_input' ? 'typed' : 'chosen';
  return {
    type: 'input',
    block_id: block,
    ...(optional && { optional }),
    ...(tellsAtOnce && { dispatch_action: true }),
    label: plain(label, LIMITS.inputLabel),
    ...(hint !== undefined && { hint: plain(hint, LIMITS.inputLabel) }),
    element: { ...element, action_id: action ?? usual },
  };
}
