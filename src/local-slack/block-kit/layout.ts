/** Slack's blocks and views, and which block may stand where. Source of the fields: @slack/types 3.2. */
import { oneOf } from './composition.ts';
import { limit } from './limits.ts';
import {
  anyText,
  anything,
  type Check,
  choice,
  type Field,
  flag,
  integer,
  list,
  mrkdwn,
  object,
  plain,
  required,
  type Shape,
  type Shapes,
  string,
} from './rules.ts';

export type Surface = 'message' | 'modal' | 'home';

/** Which blocks each surface takes. Source: docs.slack.dev, Blocks ("Available in surfaces"). */
export const SURFACES: Record<Surface, readonly string[]> = {
  message: ['actions', 'card', 'carousel', 'container', 'context', 'context_actions', 'data_table'].concat(
    ['data_visualization', 'divider', 'header', 'image', 'input', 'markdown', 'plan', 'rich_text'],
    ['section', 'table', 'task_card', 'video'],
  ),
  modal: ['actions', 'alert', 'card', 'context', 'divider', 'header', 'image', 'input'].concat([
    'rich_text',
    'section',
    'video',
  ]),
  home: ['actions', 'card', 'carousel', 'context', 'data_table', 'divider', 'header', 'image'].concat([
    'input',
    'rich_text',
    'section',
    'table',
    'video',
  ]),
};

const SELECTS = ['static', 'external', 'users', 'conversations', 'channels'].flatMap((source) => [
  `element:${source}_select`,
  `element:multi_${source}_select`,
]);
const PICKERS = ['checkboxes', 'radio_buttons', 'datepicker', 'timepicker'].map((type) => `element:${type}`);

// As SectionBlockAccessory, ActionsBlockElement and InputBlockElement in @slack/types say.
const ACCESSORY = [...SELECTS, ...PICKERS].concat([
  'element:button',
  'element:image',
  'element:overflow',
  'element:workflow_button',
]);
const IN_ACTIONS = [...SELECTS, ...PICKERS].concat(
  ['element:button', 'element:overflow', 'element:workflow_button'],
  ['element:datetimepicker', 'element:rich_text_input'],
);
const IN_INPUT = [...SELECTS, ...PICKERS, 'element:datetimepicker'].concat(
  ['plain_text', 'email_text', 'url_text', 'number', 'rich_text', 'file'].map(
    (kind) => `element:${kind}_input`,
  ),
);

const BLOCK_ID = { block_id: string(limit('type.Block.block_id')) };
const NUMBER_OR_TEXT = list(object('raw_text', 'raw_number', 'block:rich_text'));

/** At least one of some fields must be there. */
function someOf(...names: string[]): Check {
  return (value, pointer, found) => {
    if (names.every((name) => value[name] === undefined)) {
      const named = names.map((name) => `\`${name}\``).join(' or ');
      found.push({ message: `must define either ${named}`, pointer });
    }
  };
}

function block(type: string, fields: Record<string, Field>, more: Partial<Shape> = {}): Shapes {
  return { [`block:${type}`]: { type, fields: { ...BLOCK_ID, ...fields }, ...more } };
}

/** Blocks under `block:TYPE`, and the objects only they use. */
export const BLOCKS: Shapes = {
  raw_text: { type: 'raw_text', fields: { text: required(string(limit('type.RawTextElement.text'))) } },
  raw_number: {
    type: 'raw_number',
    fields: { text: required(string(limit('type.RawNumberElement.text'))), value: required(anything) },
  },
  column_settings: { fields: { align: choice('left', 'center', 'right'), is_wrapped: flag } },
  context_text: {
    type: 'plain_text',
    fields: { text: required(string({ min: 1, max: 3000 })), emoji: flag },
  },
  context_mrkdwn: {
    type: 'mrkdwn',
    fields: { text: required(string({ min: 1, max: 3000 })), verbatim: flag },
  },
  ...block('divider', {}),
  ...block('header', { text: required(plain(limit('type.HeaderBlock.text'))) }),
  ...block(
    'section',
    {
      text: anyText(limit('type.SectionBlock.text')),
      fields: list(anyText(limit('type.SectionBlock.fields[].text')), {
        min: 1,
        ...limit('type.SectionBlock.fields'),
      }),
      accessory: object(...ACCESSORY),
      expand: flag,
    },
    { checks: [someOf('text', 'fields')] },
  ),
  ...block('actions', {
    elements: required(list(object(...IN_ACTIONS), { min: 1, ...limit('type.ActionsBlock.elements') })),
  }),
  ...block('context', {
    elements: required(
      list(object('element:image', 'context_text', 'context_mrkdwn'), {
        min: 1,
        ...limit('type.ContextBlock.elements'),
      }),
    ),
  }),
  ...block('context_actions', {
    elements: required(
      list(object('element:feedback_buttons', 'element:icon_button'), {
        min: 1,
        ...limit('type.ContextActionsBlock.elements'),
      }),
    ),
  }),
  ...block('input', {
    label: required(plain(limit('type.InputBlock.label'))),
    hint: plain(limit('type.InputBlock.hint')),
    optional: flag,
    dispatch_action: flag,
    element: required(object(...IN_INPUT)),
  }),
  ...block(
    'image',
    {
      image_url: string({ max: 3000 }),
      slack_file: anything,
      alt_text: required(string(limit('type.ImageBlock.alt_text'))),
      title: plain(limit('type.ImageBlock.title')),
    },
    { checks: [oneOf('image_url', 'slack_file')] },
  ),
  ...block('video', {
    video_url: required(string()),
    thumbnail_url: required(string()),
    alt_text: required(string(limit('video.alt_text'))),
    title: required(plain(limit('type.VideoBlock.title'))),
    title_url: string(),
    author_name: string(limit('type.VideoBlock.author_name')),
    provider_name: string(),
    provider_icon_url: string(),
    description: plain(),
  }),
  ...block('markdown', { text: required(string({ min: 1, ...limit('type.MarkdownBlock.text') })) }),
  ...block('alert', {
    text: required(anyText(limit('alert.text'))),
    level: choice('default', 'info', 'warning', 'error', 'success'),
  }),
  ...block('rich_text', { elements: required(list(anything)) }),
  ...block('table', {
    rows: required(list(limited(NUMBER_OR_TEXT, 'type.TableBlock.rows[]'), limit('type.TableBlock.rows'))),
    column_settings: list(object('column_settings'), limit('type.TableBlock.column_settings')),
  }),
  ...block('data_table', {
    rows: required(list(limited(NUMBER_OR_TEXT, 'data_table.columns'), limit('data_table.rows'))),
    caption: required(string()),
    page_size: integer(limit('type.DataTableBlock.page_size')),
    row_header_column_index: integer({ min: 0 }),
  }),
  ...block(
    'card',
    {
      hero_image: object('element:image'),
      icon: object('element:image'),
      title: mrkdwn(limit('type.CardBlock.title')),
      subtitle: mrkdwn(limit('type.CardBlock.subtitle')),
      body: mrkdwn(limit('type.CardBlock.body')),
      actions: list(object('element:button'), { min: 1, ...limit('card.actions') }),
    },
    { checks: [someOf('hero_image', 'title', 'actions', 'body')] },
  ),
  ...block('carousel', {
    elements: required(list(object('block:card'), limit('type.CarouselBlock.elements'))),
  }),
  // Of these, only what is here is known well enough to refuse a payload.
  ...block(
    'container',
    { child_blocks: required(list(anything, { min: 1, ...limit('type.ContainerBlock.child_blocks') })) },
    { open: true },
  ),
  ...block('data_visualization', { title: string(limit('data_visualization.title')) }, { open: true }),
  ...block('plan', { title: required(string()) }, { open: true }),
  ...block('task_card', { task_id: required(string()), title: required(string()) }, { open: true }),
};

function limited(rule: Field, name: string): Field {
  return rule.kind === 'list' ? { ...rule, limit: { min: 1, ...limit(name) } } : rule;
}

const VIEW = {
  type: required(choice('modal', 'home')),
  private_metadata: string(limit('type.BaseView.private_metadata')),
  callback_id: string(limit('type.BaseView.callback_id')),
  external_id: string({ max: 255 }),
};

/** The two kinds of views; their blocks are checked apart, with the surface. */
export const VIEWS: Shapes = {
  modal: {
    type: 'modal',
    fields: {
      ...VIEW,
      title: required(plain(limit('type.ModalView.title'))),
      submit: plain(limit('type.ModalView.submit')),
      close: plain(limit('type.ModalView.close')),
      blocks: required(list(anything, limit('modal.blocks'))),
      clear_on_close: flag,
      notify_on_close: flag,
    },
  },
  home: {
    type: 'home',
    fields: {
      ...VIEW,
      // Slack lets these pass on Home tabs, where they mean nothing.
      title: plain(),
      submit: plain(),
      close: plain(),
      clear_on_close: flag,
      notify_on_close: flag,
      blocks: required(list(anything, limit('home.blocks'))),
    },
  },
};
