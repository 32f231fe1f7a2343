/** Slack's menus, checkboxes and pickers: elements with a choice. Source of the fields: @slack/types 3.2. */
import { oneOf } from './composition.ts';
import { limit } from './limits.ts';
import {
  type Check,
  type Field,
  type Fields,
  flag,
  formed,
  integer,
  isFields,
  list,
  object,
  plain,
  required,
  type Shapes,
  string,
} from './rules.ts';
import { SAY } from './wordings.ts';

// What several elements have in common, as in @slack/types extensions.d.ts.
export const ACTION = { action_id: string({ min: 1, ...limit('type.Action.action_id') }) };
export const CONFIRM = { confirm: object('confirm') };
export const FOCUS = { focus_on_load: flag };
export const PLACEHOLDER = { placeholder: plain(limit('type.Placeholdable.placeholder')) };
const SEVERAL = { max_selected_items: integer(limit('type.MaxItemsSelectable.max_selected_items')) };
const MENU = { ...ACTION, ...CONFIRM, ...FOCUS, ...PLACEHOLDER };

const DATE = formed((value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && isDay(value));
const TIME = formed(/^([01]\d|2[0-3]):[0-5]\d$/);
const ZONE = formed(isZone);
const INSTANT = integer(limit('datetimepicker.initial_date_time'));

function isDay(value: string): boolean {
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(value);
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** An initial choice must be one of the options, with the same text and value. */
const initialAmongOptions: Check = (value, pointer, found) => {
  const groups = asList(value['option_groups']).flatMap((group) => asList(group['options']));
  const options = [...asList(value['options']), ...groups].map(identity);
  for (const name of ['initial_option', 'initial_options']) {
    const initial = [value[name]].flat().filter(isFields);
    if (initial.some((one) => !options.includes(identity(one)))) {
      found.push({ message: SAY.notAnOption(), pointer: `${pointer}/${name}` });
    }
  }
};

/** No more is chosen at first than may be chosen: assumed, as no source shows an answer. */
const initialInBounds: Check = (value, pointer, found) => {
  const chosen = value['initial_options'];
  const largest = value['max_selected_items'];
  if (Array.isArray(chosen) && typeof largest === 'number' && chosen.length > largest) {
    found.push({ message: SAY.tooMany(largest), pointer: `${pointer}/initial_options` });
  }
};

function asList(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

function identity(option: Fields): string {
  const text = isFields(option['text']) ? option['text']['text'] : undefined;
  return JSON.stringify([text, option['value']]);
}

function optionsUpTo(count: string, groups?: string): Record<string, Field> {
  // Options of menus are plain text; those of checkboxes and radio buttons may be mrkdwn.
  const option = object(groups === undefined ? 'rich_option' : 'option');
  const options = list(option, { min: 1, ...limit(count) });
  if (groups === undefined) return { options: required(options) };
  return { options, option_groups: list(object('option_group'), { min: 1, ...limit(groups) }) };
}

/** Menus, checkboxes and pickers under `element:TYPE`. */
export const MENUS: Shapes = {
  'element:overflow': {
    type: 'overflow',
    fields: {
      ...ACTION,
      ...CONFIRM,
      options: required(list(object('linked_option'), { min: 1, ...limit('type.Overflow.options') })),
    },
  },
  'element:checkboxes': {
    type: 'checkboxes',
    fields: {
      ...ACTION,
      ...CONFIRM,
      ...FOCUS,
      ...optionsUpTo('type.Checkboxes.options'),
      initial_options: list(object('rich_option'), { min: 1 }),
    },
    checks: [initialAmongOptions],
  },
  'element:radio_buttons': {
    type: 'radio_buttons',
    fields: {
      ...ACTION,
      ...CONFIRM,
      ...FOCUS,
      ...optionsUpTo('type.RadioButtons.options'),
      initial_option: object('rich_option'),
    },
    checks: [initialAmongOptions],
  },
  'element:static_select': {
    type: 'static_select',
    fields: {
      ...MENU,
      ...optionsUpTo('type.StaticSelect.options', 'type.StaticSelect.option_groups'),
      initial_option: object('option'),
    },
    checks: [oneOf('options', 'option_groups'), initialAmongOptions],
  },
  'element:multi_static_select': {
    type: 'multi_static_select',
    fields: {
      ...MENU,
      ...SEVERAL,
      ...optionsUpTo('type.MultiStaticSelect.options', 'type.MultiStaticSelect.option_groups'),
      initial_options: list(object('option'), { min: 1 }),
    },
    checks: [oneOf('options', 'option_groups'), initialAmongOptions, initialInBounds],
  },
  'element:external_select': {
    type: 'external_select',
    fields: { ...MENU, initial_option: object('option'), min_query_length: integer({ min: 0 }) },
  },
  'element:multi_external_select': {
    type: 'multi_external_select',
    fields: {
      ...MENU,
      ...SEVERAL,
      initial_options: list(object('option'), { min: 1 }),
      min_query_length: integer({ min: 0 }),
    },
  },
  'element:users_select': { type: 'users_select', fields: { ...MENU, initial_user: string() } },
  'element:multi_users_select': {
    type: 'multi_users_select',
    fields: { ...MENU, ...SEVERAL, initial_users: list(string(), { min: 1 }) },
  },
  'element:conversations_select': {
    type: 'conversations_select',
    fields: {
      ...MENU,
      initial_conversation: string(),
      default_to_current_conversation: flag,
      response_url_enabled: flag,
      filter: object('conversation_filter'),
    },
  },
  'element:multi_conversations_select': {
    type: 'multi_conversations_select',
    fields: {
      ...MENU,
      ...SEVERAL,
      initial_conversations: list(string(), { min: 1 }),
      default_to_current_conversation: flag,
      filter: object('conversation_filter'),
    },
  },
  'element:channels_select': {
    type: 'channels_select',
    fields: { ...MENU, initial_channel: string(), response_url_enabled: flag },
  },
  'element:multi_channels_select': {
    type: 'multi_channels_select',
    fields: { ...MENU, ...SEVERAL, initial_channels: list(string(), { min: 1 }) },
  },
  'element:datepicker': { type: 'datepicker', fields: { ...MENU, initial_date: DATE } },
  'element:timepicker': { type: 'timepicker', fields: { ...MENU, initial_time: TIME, timezone: ZONE } },
  'element:datetimepicker': {
    type: 'datetimepicker',
    fields: { ...ACTION, ...CONFIRM, ...FOCUS, initial_date_time: INSTANT },
  },
};
