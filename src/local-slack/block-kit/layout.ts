/** Slack's blocks and views, and which block may stand where. Source of the fields: @slack/types 3.2. */
import { block } from './block.ts';
import { CHARTS } from './charts.ts';
import { oneOf, PICTURE, reachablePicture, someOf } from './composition.ts';
import { CONTAINERS } from './containers.ts';
import { LIMITS, limit, names } from './limits.ts';
import { RICH_TEXT } from './rich-text.ts';
import {
  anyText,
  anything,
  choice,
  fetched,
  flag,
  formed,
  integer,
  list,
  object,
  plain,
  required,
  type Shapes,
  string,
} from './rules.ts';
import { TABLES } from './tables.ts';

export type Surface = 'message' | 'modal' | 'home';

const surface = (name: Surface): readonly string[] =>
  Object.keys(LIMITS).flatMap((id) => {
    const [kind, type = ''] = id.split('.');
    return kind === 'surface' && names(id).includes(name) ? [type] : [];
  });

/** Which blocks each surface takes. Source: docs.slack.dev, Blocks ("Available in surfaces"). */
export const SURFACES: Record<Surface, readonly string[]> = {
  message: surface('message'),
  modal: surface('modal'),
  home: surface('home'),
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

const SECURE = formed((value) => /^https:\/\/[^/\s]/.test(value) && URL.canParse(value));

/** Blocks under `block:TYPE`, and the objects only they use. */
export const BLOCKS: Shapes = {
  ...RICH_TEXT,
  ...TABLES,
  ...CHARTS,
  ...CONTAINERS,
  context_text: {
    type: 'plain_text',
    fields: { text: required(string(limit('type.PlainTextElement.text'))), emoji: flag },
  },
  context_mrkdwn: {
    type: 'mrkdwn',
    fields: { text: required(string(limit('type.MrkdwnElement.text'))), verbatim: flag },
  },
  ...block('divider', {}),
  ...block('header', {
    text: required(plain(limit('type.HeaderBlock.text'))),
    // Not in @slack/types 3.2 (github.com/slack-go/slack, v0.26.0).
    level: integer({ min: 1, max: 4 }),
  }),
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
    [someOf('text', 'fields')],
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
      ...PICTURE,
      alt_text: required(string({ min: 1, ...limit('type.ImageBlock.alt_text') })),
      title: plain(limit('type.ImageBlock.title')),
    },
    [oneOf('image_url', 'slack_file'), reachablePicture],
  ),
  ...block('video', {
    video_url: required(SECURE),
    thumbnail_url: required(fetched()),
    alt_text: required(string(limit('video.alt_text'))),
    title: required(plain(limit('type.VideoBlock.title'))),
    title_url: SECURE,
    author_name: string(limit('type.VideoBlock.author_name')),
    provider_name: string(),
    provider_icon_url: fetched(),
    description: plain(),
  }),
  ...block('markdown', { text: required(string({ min: 1, ...limit('type.MarkdownBlock.text') })) }),
  ...block('alert', {
    text: required(anyText(limit('alert.text'))),
    level: choice('default', 'info', 'warning', 'error', 'success'),
  }),
};

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
