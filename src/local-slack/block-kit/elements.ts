/** Slack's interactive elements. Source of the fields: @slack/types 3.2. */
import { COLOUR, oneOf } from './composition.ts';
import { limit } from './limits.ts';
import {
  anything,
  type Check,
  type Field,
  type Fields,
  flag,
  integer,
  isFields,
  list,
  object,
  plain,
  required,
  type Shapes,
  string,
} from './rules.ts';

// What several elements have in common, as in @slack/types extensions.d.ts.
const ACTION = { action_id: string({ min: 1, ...limit('type.Action.action_id') }) };
const CONFIRM = { confirm: object('confirm') };
const FOCUS = { focus_on_load: flag };
const PLACEHOLDER = { placeholder: plain(limit('type.Placeholdable.placeholder')) };
const DISPATCH = { dispatch_action_config: object('dispatch_action_config') };
const SEVERAL = { max_selected_items: integer(limit('type.MaxItemsSelectable.max_selected_items')) };
const MENU = { ...ACTION, ...CONFIRM, ...FOCUS, ...PLACEHOLDER };
const TYPED = { ...ACTION, ...DISPATCH, ...FOCUS, ...PLACEHOLDER };

const DATE = string({}, /^\d{4}-\d{2}-\d{2}$/);
const TIME = string({}, /^([01]\d|2[0-3]):[0-5]\d$/);

/** An initial choice must be one of the options, with the same text and value. */
const initialAmongOptions: Check = (value, pointer, found) => {
  const groups = asList(value['option_groups']).flatMap((group) => asList(group['options']));
  const options = [...asList(value['options']), ...groups].map(identity);
  const initial: [string, unknown][] =
    value['initial_options'] === undefined
      ? [['initial_option', value['initial_option']]]
      : asList(value['initial_options']).map((one, index) => [`initial_options/${index}`, one]);
  for (const [name, one] of initial) {
    if (isFields(one) && !options.includes(identity(one))) {
      found.push({ message: 'must be one of the options', pointer: `${pointer}/${name}` });
    }
  }
};

const lengthsInOrder: Check = (value, pointer, found) => {
  const { min_length: min, max_length: max } = value;
  if (typeof min === 'number' && typeof max === 'number' && min > max) {
    found.push({ message: '`min_length` must not be greater than `max_length`', pointer });
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

/** Elements under `element:TYPE`. */
export const ELEMENTS: Shapes = {
  'element:button': {
    type: 'button',
    fields: {
      ...ACTION,
      ...CONFIRM,
      text: required(plain(limit('type.Button.text'))),
      value: string(limit('type.Button.value')),
      url: string(limit('type.Button.url')),
      style: COLOUR,
      accessibility_label: string(limit('type.Button.accessibility_label')),
    },
  },
  'element:workflow_button': {
    type: 'workflow_button',
    fields: {
      ...ACTION,
      ...CONFIRM,
      text: required(plain(limit('type.WorkflowButton.text'))),
      workflow: required(anything),
      style: COLOUR,
      accessibility_label: string(limit('type.WorkflowButton.accessibility_label')),
    },
  },
  'element:icon_button': {
    type: 'icon_button',
    fields: {
      ...ACTION,
      ...CONFIRM,
      icon: required(string()),
      text: required(plain(limit('type.Button.text'))),
      value: string(limit('type.Button.value')),
      accessibility_label: string(limit('type.IconButton.accessibility_label')),
      visible_to_user_ids: list(string(), limit('icon_button.visible_to_user_ids')),
    },
  },
  'element:feedback_buttons': {
    type: 'feedback_buttons',
    fields: {
      ...ACTION,
      positive_button: required(object('feedback_button')),
      negative_button: required(object('feedback_button')),
    },
  },
  'element:image': {
    type: 'image',
    fields: { image_url: string({ max: 3000 }), slack_file: anything, alt_text: required(string()) },
    checks: [oneOf('image_url', 'slack_file')],
  },
  'element:overflow': {
    type: 'overflow',
    fields: {
      ...ACTION,
      ...CONFIRM,
      options: required(list(object('option'), { min: 1, ...limit('type.Overflow.options') })),
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
    checks: [oneOf('options', 'option_groups'), initialAmongOptions],
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
  'element:timepicker': { type: 'timepicker', fields: { ...MENU, initial_time: TIME, timezone: string() } },
  'element:datetimepicker': {
    type: 'datetimepicker',
    fields: { ...ACTION, ...CONFIRM, ...FOCUS, initial_date_time: integer({ min: 0 }) },
  },
  'element:plain_text_input': {
    type: 'plain_text_input',
    fields: {
      ...TYPED,
      initial_value: string({ max: 3000 }),
      multiline: flag,
      min_length: integer({ min: 0, ...limit('type.PlainTextInput.min_length') }),
      max_length: integer(limit('plain_text_input.max_length')),
    },
    checks: [lengthsInOrder],
  },
  'element:email_text_input': { type: 'email_text_input', fields: { ...TYPED, initial_value: string() } },
  'element:url_text_input': { type: 'url_text_input', fields: { ...TYPED, initial_value: string() } },
  'element:number_input': {
    type: 'number_input',
    fields: {
      ...TYPED,
      is_decimal_allowed: required(flag),
      initial_value: string(),
      min_value: string(),
      max_value: string(),
    },
  },
  'element:rich_text_input': {
    type: 'rich_text_input',
    fields: {
      ...TYPED,
      initial_value: object('block:rich_text'),
      min_lines: integer(limit('type.RichTextInput.min_lines')),
      max_lines: integer(limit('type.RichTextInput.max_lines')),
    },
  },
  'element:file_input': {
    type: 'file_input',
    fields: { ...ACTION, filetypes: list(string()), max_files: integer(limit('type.FileInput.max_files')) },
  },
};
