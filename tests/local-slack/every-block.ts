/** Every block and element of @slack/types with every field it has; the compiler checks that the fields are theirs. */
import type {
  ActionsBlock,
  AlertBlock,
  InputBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  RichTextBlock,
} from '@slack/types';

const plain: PlainTextElement = { type: 'plain_text', text: 'x', emoji: true };
const mrkdwn: MrkdwnElement = { type: 'mrkdwn', text: 'x', verbatim: true };
const image = { type: 'image' as const, alt_text: 'x', image_url: 'https://example.org/a.png' };
const slackImage = { type: 'image' as const, alt_text: 'x', slack_file: { id: 'F1' } };
const confirm = { title: plain, text: mrkdwn, confirm: plain, deny: plain, style: 'danger' as const };
const option = { text: plain, value: 'a', description: plain };
const menu = { action_id: 'a', confirm, focus_on_load: false, placeholder: plain };
const several = { ...menu, max_selected_items: 2 };
const typed = {
  action_id: 'a',
  focus_on_load: false,
  placeholder: plain,
  dispatch_action_config: {
    trigger_actions_on: ['on_enter_pressed' as const, 'on_character_entered' as const],
  },
};
const filter = {
  include: ['im' as const, 'mpim' as const, 'private' as const, 'public' as const] satisfies [
    string,
    ...string[],
  ],
  exclude_bot_users: true,
  exclude_external_shared_channels: true,
};
const button = {
  type: 'button' as const,
  text: plain,
  action_id: 'a',
  confirm,
  value: 'a',
  url: 'https://example.org',
  style: 'primary' as const,
  accessibility_label: 'x',
};
const style = { bold: true, code: true, italic: true, strike: true, underline: true };

const leaves: RichTextBlock['elements'] = [
  {
    type: 'rich_text_section',
    elements: [
      { type: 'broadcast', range: 'here', style },
      { type: 'channel', channel_id: 'C1', style },
      { type: 'color', value: '#ff0000', style },
      { type: 'date', timestamp: 1, format: '{date}', url: 'https://example.org', fallback: 'x', style },
      { type: 'emoji', name: 'wave', unicode: '1f44b', url: 'https://example.org', style },
      { type: 'link', url: 'https://example.org', text: 'x', unsafe: true, style },
      { type: 'team', team_id: 'T1', style },
      { type: 'text', text: 'x', style },
      { type: 'user', user_id: 'U1', style },
      { type: 'usergroup', usergroup_id: 'S1', style },
    ],
  },
  {
    type: 'rich_text_list',
    style: 'ordered',
    indent: 1,
    border: 1,
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }],
  },
  { type: 'rich_text_quote', border: 0, elements: [{ type: 'text', text: 'x' }] },
  {
    type: 'rich_text_preformatted',
    border: 1,
    elements: [
      { type: 'text', text: 'x' },
      { type: 'link', url: 'https://example.org' },
    ],
  },
];
const richText: RichTextBlock = { type: 'rich_text', elements: leaves };

const interactive: ActionsBlock['elements'] = [
  button,
  {
    type: 'workflow_button',
    text: plain,
    action_id: 'a',
    confirm,
    style: 'danger',
    accessibility_label: 'x',
    workflow: {
      trigger: { url: 'https://example.org', customizable_input_parameters: [{ name: 'a', value: 'b' }] },
    },
  },
  {
    type: 'overflow',
    action_id: 'a',
    confirm,
    options: [{ text: plain, value: 'a', description: plain, url: 'https://example.org' }],
  },
  {
    type: 'checkboxes',
    action_id: 'a',
    confirm,
    focus_on_load: false,
    options: [{ text: mrkdwn, value: 'a', description: plain }],
    initial_options: [{ text: mrkdwn, value: 'a' }],
  },
  { type: 'radio_buttons', action_id: 'a', confirm, options: [option], initial_option: option },
  { type: 'static_select', ...menu, options: [option], initial_option: option },
  {
    type: 'multi_static_select',
    ...several,
    option_groups: [{ label: plain, options: [option] }],
    initial_options: [option],
  },
  { type: 'external_select', ...menu, initial_option: option, min_query_length: 1 },
  { type: 'multi_external_select', ...several, initial_options: [option], min_query_length: 1 },
  { type: 'users_select', ...menu, initial_user: 'U1' },
  { type: 'multi_users_select', ...several, initial_users: ['U1'] },
  {
    type: 'conversations_select',
    ...menu,
    initial_conversation: 'C1',
    default_to_current_conversation: true,
    response_url_enabled: false,
    filter,
  },
  {
    type: 'multi_conversations_select',
    ...several,
    initial_conversations: ['C1'],
    default_to_current_conversation: true,
    filter,
  },
  { type: 'channels_select', ...menu, initial_channel: 'C1', response_url_enabled: false },
  { type: 'multi_channels_select', ...several, initial_channels: ['C1'] },
  { type: 'datepicker', ...menu, initial_date: '2026-11-23' },
  { type: 'timepicker', ...menu, initial_time: '09:30', timezone: 'Europe/Warsaw' },
  { type: 'datetimepicker', action_id: 'a', confirm, focus_on_load: false, initial_date_time: 1_628_633_820 },
];
const fields: InputBlock['element'][] = [
  { type: 'plain_text_input', ...typed, initial_value: 'x', multiline: true, min_length: 1, max_length: 9 },
  { type: 'rich_text_input', ...typed, initial_value: richText, min_lines: 1, max_lines: 9 },
  { type: 'conversations_select', ...menu, response_url_enabled: true },
  { type: 'channels_select', ...menu, response_url_enabled: true },
  { type: 'email_text_input', ...typed, initial_value: 'a@example.org' },
  { type: 'url_text_input', ...typed, initial_value: 'https://example.org' },
  {
    type: 'number_input',
    ...typed,
    is_decimal_allowed: true,
    initial_value: '1',
    min_value: '0',
    max_value: '2',
  },
  { type: 'file_input', action_id: 'a', filetypes: ['pdf'], max_files: 2 },
];

/** Blocks for messages, with every element in them. */
export const FOR_MESSAGES: KnownBlock[] = [
  ...interactive.map((element): KnownBlock => ({ type: 'actions', block_id: 'b', elements: [element] })),
  richText,
  { type: 'divider' },
  { type: 'header', text: plain },
  { type: 'section', text: mrkdwn, fields: [plain, mrkdwn], accessory: slackImage, expand: true },
  { type: 'context', elements: [image, plain, mrkdwn] },
  {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: 'a',
        positive_button: { text: plain, value: 'a', accessibility_label: 'x' },
        negative_button: { text: plain, value: 'b', accessibility_label: 'x' },
      },
      {
        type: 'icon_button',
        action_id: 'b',
        confirm,
        icon: 'trash',
        text: plain,
        value: 'a',
        accessibility_label: 'x',
        visible_to_user_ids: ['U1'],
      },
    ],
  },
  { ...image, title: plain },
  { type: 'image', alt_text: 'x', slack_file: { url: 'https://example.org/a.png' } },
  {
    type: 'video',
    video_url: 'https://example.org/embed',
    thumbnail_url: 'https://example.org/a.png',
    alt_text: 'x',
    title: plain,
    title_url: 'https://example.org',
    author_name: 'x',
    provider_name: 'x',
    provider_icon_url: 'https://example.org/a.png',
    description: plain,
  },
  { type: 'markdown', text: 'x' },
  {
    type: 'table',
    rows: [[{ type: 'raw_text', text: 'x' }, { type: 'raw_number', text: '1', value: 1 }, richText]],
    column_settings: [{ align: 'right', is_wrapped: true }],
  },
  {
    type: 'data_table',
    caption: 'x',
    page_size: 5,
    row_header_column_index: 0,
    rows: [
      [
        { type: 'raw_text', text: 'x' },
        { type: 'raw_text', text: 'y' },
      ],
      [{ type: 'raw_number', text: '1', value: 1 }, richText],
    ],
  },
  {
    type: 'carousel',
    elements: [
      {
        type: 'card',
        hero_image: image,
        icon: slackImage,
        title: mrkdwn,
        subtitle: mrkdwn,
        body: mrkdwn,
        actions: [button],
      },
    ],
  },
  {
    type: 'container',
    title: plain,
    rich_text_title: richText,
    subtitle: mrkdwn,
    child_blocks: [{ type: 'divider' }, { type: 'header', text: plain }],
    width: 'wide',
    icon: image,
    is_collapsible: true,
    default_collapsed: true,
    has_header_divider: false,
  },
  {
    type: 'plan',
    title: 'x',
    tasks: [
      {
        type: 'task_card',
        task_id: 'a',
        title: 'x',
        details: richText,
        output: richText,
        sources: [{ type: 'url', url: 'https://example.org', text: 'x' }],
        status: 'in_progress',
      },
    ],
  },
];
const alert: AlertBlock = { type: 'alert', text: mrkdwn, level: 'warning' };

/** Blocks for modals: the alert, and inputs with what may stand in them. */
export const FOR_MODALS: KnownBlock[] = [
  ...fields.map(
    (element): KnownBlock => ({
      type: 'input',
      label: plain,
      hint: plain,
      optional: true,
      dispatch_action: true,
      element,
    }),
  ),
  alert,
];
