/** Slack's composition objects, and what several descriptions share. Source of the fields: @slack/types 3.2. */
import { limit } from './limits.ts';
import {
  anyText,
  type Check,
  choice,
  flag,
  list,
  object,
  plain,
  required,
  type Shapes,
  string,
} from './rules.ts';

export const COLOUR = choice('primary', 'danger');

/** Exactly one of two fields must be there. */
export function oneOf(first: string, second: string): Check {
  return (value, pointer, found) => {
    if ((value[first] === undefined) === (value[second] === undefined)) {
      found.push({ message: `must define either \`${first}\` or \`${second}\``, pointer });
    }
  };
}

const OPTION = {
  value: required(string({ min: 1, ...limit('type.OptionDescriptor.value') })),
  url: string(limit('type.OptionDescriptor.url')),
};

/** Composition objects by name. */
export const COMPOSITION: Shapes = {
  option: {
    fields: {
      ...OPTION,
      text: required(plain(limit('type.PlainTextOption.text'))),
      description: plain(limit('type.OptionDescriptor.description')),
    },
  },
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
  },
  feedback_button: {
    fields: {
      text: required(plain(limit('type.Button.text'))),
      accessibility_label: string(limit('type.FeedbackButtons.accessibility_label')),
      value: required(string(limit('type.Button.value'))),
    },
  },
};
