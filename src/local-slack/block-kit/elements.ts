/** Slack's elements: buttons, images, text fields, and the menus of menus.ts. Source of the fields: @slack/types 3.2. */
import { COLOUR, inOrder, oneOf, PICTURE, reachablePicture } from './composition.ts';
import { limit, most } from './limits.ts';
import { ACTION, CONFIRM, FOCUS, MENUS, PLACEHOLDER } from './menus.ts';
import {
  address,
  type Check,
  choice,
  flag,
  integer,
  list,
  object,
  plain,
  required,
  type Shapes,
  string,
} from './rules.ts';
import { SAY } from './wordings.ts';

const DISPATCH = { dispatch_action_config: object('dispatch_action_config') };
const TYPED = { ...ACTION, ...DISPATCH, ...FOCUS, ...PLACEHOLDER };

/** What stands in a text field at first is as long as it may be: assumed, as no source shows an answer. */
const initialInLength: Check = (value, pointer, found) => {
  const { initial_value: initial, min_length: least, max_length: largest } = value;
  if (typeof initial !== 'string') return;
  const place = `${pointer}/initial_value`;
  if (typeof least === 'number' && initial.length < least) {
    found.push({ message: SAY.tooShort(least), pointer: place });
  }
  if (typeof largest === 'number' && initial.length > largest) {
    found.push({ message: SAY.tooLong(largest), pointer: place });
  }
};

/** The numbers of a number_input are texts: each must be one, whole where decimals are not allowed, and in order. */
const numbersInOrder: Check = (value, pointer, found) => {
  const names = ['min_value', 'initial_value', 'max_value'];
  const number = value['is_decimal_allowed'] === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  const given = names.flatMap((name) => {
    const text = value[name];
    if (typeof text !== 'string') return [];
    if (!number.test(text)) found.push({ message: SAY.noMatch(), pointer: `${pointer}/${name}` });
    return [{ name, number: Number(text) }];
  });
  for (const [index, { name, number: larger }] of given.entries()) {
    const before = given[index - 1];
    if (before && before.number > larger) {
      found.push({ message: SAY.outOfOrder(before.name, name), pointer });
    }
  }
};

/** Elements under `element:TYPE`. */
export const ELEMENTS: Shapes = {
  ...MENUS,
  'element:button': {
    type: 'button',
    fields: {
      ...ACTION,
      ...CONFIRM,
      text: required(plain(limit('type.Button.text'))),
      value: string(limit('type.Button.value')),
      url: address(limit('type.Button.url')),
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
      workflow: required(object('workflow')),
      style: COLOUR,
      accessibility_label: string(limit('type.WorkflowButton.accessibility_label')),
    },
  },
  'element:icon_button': {
    type: 'icon_button',
    fields: {
      ...ACTION,
      ...CONFIRM,
      icon: required(choice('trash')),
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
    fields: { ...PICTURE, alt_text: required(string({ min: 1 })) },
    checks: [oneOf('image_url', 'slack_file'), reachablePicture],
  },
  'element:plain_text_input': {
    type: 'plain_text_input',
    fields: {
      ...TYPED,
      initial_value: string({ max: most('plain_text_input.max_length') }),
      multiline: flag,
      min_length: integer({ min: 0, ...limit('type.PlainTextInput.min_length') }),
      max_length: integer(limit('plain_text_input.max_length')),
    },
    checks: [inOrder('min_length', 'max_length'), initialInLength],
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
    checks: [numbersInOrder],
  },
  'element:rich_text_input': {
    type: 'rich_text_input',
    fields: {
      ...TYPED,
      initial_value: object('block:rich_text'),
      min_lines: integer(limit('type.RichTextInput.min_lines')),
      max_lines: integer(limit('type.RichTextInput.max_lines')),
    },
    checks: [inOrder('min_lines', 'max_lines')],
  },
  'element:file_input': {
    type: 'file_input',
    fields: {
      ...ACTION,
      filetypes: list(string({ min: 1 }), { min: 1 }),
      max_files: integer(limit('type.FileInput.max_files')),
    },
  },
};
