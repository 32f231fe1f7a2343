/** Modals and a Home that hold every input. */
import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import { DEEPER, kitchenElements } from './kitchen-elements.ts';
import { mrkdwn, plain, rich, SQUARE, type Words } from './kitchen-words.ts';

/** A modal with every input; `optional` leaves nothing that must be filled in. */
export function kitchenForm(words: Words): ModalView {
  const { say } = words;
  return {
    type: 'modal',
    callback_id: 'kitchen',
    title: plain(say('Every input', 24)),
    submit: plain(say('Send', 24)),
    close: plain(say('Stop', 24)),
    blocks: [
      { type: 'alert', level: 'warning', text: mrkdwn(say('An *alert* above the form', 200)) },
      ...inputs(words),
      DEEPER,
    ],
  };
}

/** What the form's last button opens over it. */
export function kitchenCloser(words: Words): ModalView {
  const { say } = words;
  return {
    type: 'modal',
    callback_id: 'closer',
    title: plain(say('A closer look', 24)),
    submit: plain(say('Done', 24)),
    blocks: kitchenElements(words) as KnownBlock[],
  };
}

export function kitchenHome(words: Words): HomeView {
  const { say, picture } = words;
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: plain(say('Home of everything', 150)) },
      { type: 'section', text: mrkdwn(say('Good morning, <@U0KASIANOW>')) },
      {
        type: 'card',
        block_id: 'home-card',
        title: mrkdwn(say('A card', 150)),
        hero_image: { type: 'image', image_url: picture(SQUARE), alt_text: say('A sun') },
        body: mrkdwn(say('At home', 200)),
      },
      {
        type: 'actions',
        block_id: 'home-acts',
        elements: [{ type: 'button', action_id: 'go', text: plain(say('Go', 75)) }],
      },
      // Of the first inputs those that a Home takes.
      ...inputs(words)
        .slice(0, 6)
        .filter(({ block_id }) => block_id !== 'Email' && block_id !== 'Number'),
      ...(kitchenElements(words, true) as KnownBlock[]),
    ],
  };
}

function inputs({ say }: Words): KnownBlock[] {
  const options = ['Alpha', 'Beta', 'Gamma'].map((text) => ({
    text: plain(say(text, 75)),
    value: text,
    description: plain(say(`The ${text} one`, 75)),
  }));
  const placeholder = plain(say('Choose', 150));
  const elements: Record<string, Extract<KnownBlock, { type: 'input' }>['element']> = {
    Text: { type: 'plain_text_input', action_id: 'a', max_length: 60, placeholder: plain(say('Write', 150)) },
    Paragraph: { type: 'plain_text_input', action_id: 'a', multiline: true, min_length: 3 },
    Email: { type: 'email_text_input', action_id: 'a', placeholder: plain(say('you@example.com', 150)) },
    Address: { type: 'url_text_input', action_id: 'a' },
    Number: {
      type: 'number_input',
      action_id: 'a',
      is_decimal_allowed: false,
      min_value: '1',
      max_value: '9',
    },
    Radio: { type: 'radio_buttons', action_id: 'a', options },
    Boxes: { type: 'checkboxes', action_id: 'a', options },
    One: { type: 'static_select', action_id: 'a', options, placeholder },
    Grouped: {
      type: 'static_select',
      action_id: 'a',
      option_groups: [{ label: plain(say('Letters', 75)), options }],
      placeholder,
    },
    Several: { type: 'multi_static_select', action_id: 'a', options, placeholder },
    Person: { type: 'users_select', action_id: 'a', placeholder },
    People: { type: 'multi_users_select', action_id: 'a', placeholder },
    Conversation: { type: 'conversations_select', action_id: 'a', placeholder },
    Conversations: { type: 'multi_conversations_select', action_id: 'a', placeholder },
    Channel: { type: 'channels_select', action_id: 'a', placeholder },
    Channels: { type: 'multi_channels_select', action_id: 'a', placeholder },
    Looked: { type: 'external_select', action_id: 'looked', min_query_length: 1, placeholder },
    'Looked up': { type: 'multi_external_select', action_id: 'looked', min_query_length: 1, placeholder },
    Date: { type: 'datepicker', action_id: 'a', placeholder },
    Time: { type: 'timepicker', action_id: 'a', placeholder },
    Moment: { type: 'datetimepicker', action_id: 'a' },
    Rich: {
      type: 'rich_text_input',
      action_id: 'a',
      initial_value: rich([{ type: 'text', text: say('Bold'), style: { bold: true } }]),
    },
    File: { type: 'file_input', action_id: 'a', filetypes: [say('pdf')], max_files: 2 },
  };
  return Object.entries(elements).map(([name, element]) => ({
    type: 'input',
    block_id: name,
    label: plain(say(name)),
    hint: plain(say(`About ${name}`)),
    optional: name === 'Rich' || name === 'File',
    element,
  }));
}
