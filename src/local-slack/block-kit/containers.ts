/** Blocks that hold others: cards and their carousel, the container, plans of tasks. Source: @slack/types 3.2. */
import { block } from './block.ts';
import { notBoth, someOf } from './composition.ts';
import { limit, names } from './limits.ts';
import {
  address,
  anyText,
  type Check,
  choice,
  flag,
  list,
  mrkdwn,
  object,
  plain,
  required,
  type Shapes,
  string,
} from './rules.ts';
import { SAY } from './wordings.ts';

// As ContainerBlock says, without `file`, which no app may send.
const IN_CONTAINER = ['actions', 'context', 'divider', 'header', 'image', 'input', 'rich_text'].concat([
  'section',
  'table',
  'video',
]);

const collapsedOnlyIfCollapsible: Check = (value, pointer, found) => {
  if (value['default_collapsed'] === true && value['is_collapsible'] !== true) {
    const place = `${pointer}/default_collapsed`;
    found.push({ message: SAY.needs('default_collapsed', 'is_collapsible'), pointer: place });
  }
};

/** Blocks of blocks, and the objects only they use. */
export const CONTAINERS: Shapes = {
  ...block(
    'card',
    {
      hero_image: object('element:image'),
      icon: object('element:image'),
      // This and the subtext are not in @slack/types 3.2 (github.com/slack-go/slack/pull/1562).
      slack_icon: object('slack_icon'),
      subtext: mrkdwn(),
      title: mrkdwn(limit('type.CardBlock.title')),
      subtitle: mrkdwn(limit('type.CardBlock.subtitle')),
      body: mrkdwn(limit('type.CardBlock.body')),
      actions: list(object('element:button'), { min: 1, ...limit('card.actions') }),
    },
    [someOf(...names('card.at_least_one_of')), notBoth('icon', 'slack_icon')],
  ),
  ...block('carousel', {
    elements: required(list(object('block:card'), limit('type.CarouselBlock.elements'))),
  }),
  ...block(
    'container',
    {
      title: plain(limit('type.ContainerBlock.title')),
      rich_text_title: object('block:rich_text'),
      subtitle: anyText(limit('type.ContainerBlock.subtitle')),
      child_blocks: required(
        list(object(...IN_CONTAINER.map((type) => `block:${type}`)), {
          min: 1,
          ...limit('type.ContainerBlock.child_blocks'),
        }),
      ),
      width: choice('narrow', 'standard', 'wide', 'full'),
      icon: object('element:image'),
      is_collapsible: flag,
      default_collapsed: flag,
      has_header_divider: flag,
    },
    // The last is how Slack's SDK for Python has it (github.com/slackapi/python-slack-sdk/pull/1949).
    [
      someOf('title', 'rich_text_title'),
      collapsedOnlyIfCollapsible,
      notBoth('is_collapsible', 'has_header_divider'),
    ],
  ),
  url_source: {
    type: 'url',
    fields: { url: required(address()), text: required(string({ min: 1 })) },
  },
  ...block('task_card', {
    task_id: required(string({ min: 1 })),
    title: required(string({ min: 1 })),
    details: object('block:rich_text'),
    output: object('block:rich_text'),
    sources: list(object('url_source')),
    status: required(choice('pending', 'in_progress', 'complete', 'error')),
  }),
  ...block('plan', { title: required(string({ min: 1 })), tasks: list(object('block:task_card')) }),
};
