/** Slack's composition objects, and what several descriptions share. Source of the fields: @slack/types 3.2. */
import { limit } from './limits.ts';
import {
  address,
  anyText,
  anything,
  type Check,
  choice,
  fetched,
  flag,
  list,
  object,
  plain,
  required,
  type Shapes,
  string,
} from './rules.ts';
import { SAY } from './wordings.ts';

export const COLOUR = choice('primary', 'danger');

/** Exactly one of some fields must be there. */
export function oneOf(...fields: string[]): Check {
  return (value, pointer, found) => {
    const there = fields.filter((name) => value[name] !== undefined);
    if (there.length !== 1) found.push({ message: SAY.either(fields), pointer });
  };
}

/** At least one of some fields must be there. */
export function someOf(...fields: string[]): Check {
  return (value, pointer, found) => {
    if (fields.every((name) => value[name] === undefined)) {
      found.push({ message: SAY.either(fields), pointer });
    }
  };
}

/** At most one of two fields may be there, and count where it is a flag. */
export function notBoth(field: string, other: string): Check {
  const isThere = (value: unknown) => value !== undefined && value !== false;
  return (value, pointer, found) => {
    if (isThere(value[field]) && isThere(value[other])) {
      found.push({ message: SAY.notBoth(field, other), pointer });
    }
  };
}

/** Two numbers of an object, the first of which may not be the greater. */
export function inOrder(smaller: string, larger: string): Check {
  return (value, pointer, found) => {
    const [least, greatest] = [value[smaller], value[larger]];
    if (typeof least === 'number' && typeof greatest === 'number' && least > greatest) {
      found.push({ message: SAY.outOfOrder(smaller, larger), pointer });
    }
  };
}

/** An image by its address, or a file that Slack already has. */
// What Slack could not fetch from outside; whether the rest is there cannot be known on this machine.
const OUT_OF_REACH = /^https?:\/\/(localhost|127\.|\[::1\])/i;
export const reachablePicture: Check = (value, pointer, found) => {
  const url = value['image_url'];
  if (typeof url === 'string' && OUT_OF_REACH.test(url)) {
    found.push({ message: SAY.noDownload(), pointer: `${pointer}/image_url` });
  }
};
export const PICTURE = { image_url: fetched({ max: 3000 }), slack_file: object('slack_file') };

const OPTION = { value: required(string({ min: 1, ...limit('type.OptionDescriptor.value') })) };
const PLAIN_OPTION = {
  ...OPTION,
  text: required(plain(limit('type.PlainTextOption.text'))),
  description: plain(limit('type.OptionDescriptor.description')),
};

/** Composition objects by name. */
export const COMPOSITION: Shapes = {
  option: { fields: PLAIN_OPTION },
  /** Only in overflow menus may an option lead to an address. */
  linked_option: { fields: { ...PLAIN_OPTION, url: address(limit('type.OptionDescriptor.url')) } },
  /** Of checkboxes and radio buttons. */
  rich_option: {
    fields: {
      ...OPTION,
      text: required(anyText(limit('type.MrkdwnOption.text'))),
      description: anyText(limit('type.OptionDescriptor.description')),
    },
  },
  option_group: {
    fields: {
      label: required(plain(limit('type.OptionGroup.label'))),
      options: required(list(object('option'), { min: 1, ...limit('type.OptionGroup.options') })),
    },
  },
  /** What an app answers a request for options with. */
  options_answer: {
    fields: {
      options: list(object('option'), limit('type.StaticSelect.options')),
      option_groups: list(object('option_group'), limit('type.StaticSelect.option_groups')),
    },
    checks: [oneOf('options', 'option_groups')],
  },
  /** One of Slack's own icons, in place of a picture. Not in @slack/types 3.2. */
  slack_icon: { type: 'icon', fields: { name: required(string({ min: 1 })) } },
  slack_file: { fields: { url: string({ min: 1 }), id: string({ min: 1 }) }, checks: [oneOf('url', 'id')] },
  workflow: { fields: { trigger: required(object('workflow_trigger')) } },
  workflow_trigger: {
    fields: {
      url: required(fetched()),
      customizable_input_parameters: list(object('workflow_parameter')),
    },
  },
  workflow_parameter: { fields: { name: required(string()), value: required(anything) } },
  confirm: {
    fields: {
      title: plain(limit('type.Confirm.title')),
      text: required(anyText(limit('type.Confirm.text'))),
      confirm: plain(limit('type.Confirm.confirm')),
      deny: plain(limit('type.Confirm.deny')),
      style: COLOUR,
    },
  },
  dispatch_action_config: {
    fields: { trigger_actions_on: list(choice('on_enter_pressed', 'on_character_entered'), { min: 1 }) },
  },
  conversation_filter: {
    fields: {
      include: list(choice('im', 'mpim', 'private', 'public'), { min: 1 }),
      exclude_external_shared_channels: flag,
      exclude_bot_users: flag,
    },
    checks: [someOf('include', 'exclude_external_shared_channels', 'exclude_bot_users')],
  },
  feedback_button: {
    fields: {
      text: required(plain(limit('type.Button.text'))),
      accessibility_label: string(limit('type.FeedbackButtons.accessibility_label')),
      value: required(string(limit('type.Button.value'))),
    },
  },
};
