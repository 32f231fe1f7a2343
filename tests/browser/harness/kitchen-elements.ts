/** Every element that tells the app of a change at once, one a block, for messages, modals and Homes. */
import type { KnownBlock } from '@slack/types';
import { mrkdwn, plain, type Words } from './kitchen-words.ts';

/**
 * The blocks' ids are the types of their elements; what is looked up at the app is called `looked`. A Home takes no
 * date with a time.
 */
export function kitchenElements({ say, to }: Words, isHome = false): object[] {
  const option = (text: string, more: object = {}) => ({
    text: plain(say(text, 75)),
    value: text.toLowerCase(),
    ...more,
  });
  const options = ['Red', 'Green', 'Blue'].map((text) => option(text));
  const placeholder = plain(say('Choose', 150));
  const confirm = {
    title: plain(say('Really?', 100)),
    text: plain(say('It goes out at once.', 300)),
    confirm: plain(say('Yes', 30)),
    deny: plain(say('No', 30)),
  };
  const lookedUp = { action_id: 'looked', min_query_length: 1, placeholder };
  const accessories: Record<string, object> = {
    button: { text: plain(say('Press', 75)), value: 'pressed', style: 'primary', confirm },
    overflow: { options: [option('Edit'), option('Read on', { url: to('https://example.com/on') })] },
    radio_buttons: { options },
    checkboxes: { options },
    static_select: { options, placeholder },
    multi_static_select: { options, placeholder },
    users_select: { placeholder },
    multi_users_select: { placeholder },
    conversations_select: { placeholder },
    multi_conversations_select: { placeholder },
    channels_select: { placeholder },
    multi_channels_select: { placeholder },
    external_select: lookedUp,
    multi_external_select: lookedUp,
    datepicker: {},
    timepicker: {},
  };
  const moment = {
    type: 'actions',
    block_id: 'datetimepicker',
    elements: [{ type: 'datetimepicker', action_id: 'used' }],
  };
  return [
    ...Object.entries(accessories).map(([type, fields]) => ({
      type: 'section',
      block_id: type,
      text: mrkdwn(say(`Here is: ${type.replaceAll('_', ' ')}`)),
      accessory: { type, action_id: 'used', ...fields },
    })),
    ...(isHome ? [] : [moment]),
    {
      type: 'input',
      block_id: 'plain_text_input',
      label: plain(say('Enter sends it')),
      dispatch_action: true,
      element: { type: 'plain_text_input', action_id: 'used' },
    },
  ];
}

/** Opens the next view from a modal. */
export const DEEPER: KnownBlock = {
  type: 'actions',
  block_id: 'deeper',
  elements: [{ type: 'button', action_id: 'deeper', text: plain('Look closer') }],
};
