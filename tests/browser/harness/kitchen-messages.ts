/** Messages that hold every block a message can hold. Each may have one table only, and every text comes from outside. */
import type { KnownBlock, RichTextBlock } from '@slack/types';
import { kitchenElements } from './kitchen-elements.ts';
import { GONE, mrkdwn, plain, rich, SQUARE, type Words } from './kitchen-words.ts';

/** By name: each is posted as one message. */
export function kitchenMessages(words: Words): Record<string, object[]> {
  const { say, to, site, picture } = words;
  const image = (url: string, alt: string) => ({
    type: 'image' as const,
    image_url: picture(url),
    alt_text: say(alt),
  });
  const button = (action_id: string, text: string, more: object = {}) => ({
    type: 'button' as const,
    action_id,
    text: plain(say(text, 75)),
    ...more,
  });
  const card = (name: string, text: string, hero?: string) => ({
    type: 'card' as const,
    block_id: `card-${name}`,
    ...(hero && { hero_image: image(hero, `A picture of ${name}`) }),
    icon: image(SQUARE, 'Logo'),
    title: mrkdwn(say(`*${name}*`, 150)),
    subtitle: mrkdwn(say('Room 4, second floor', 150)),
    body: mrkdwn(say(text, 200)),
    actions: [
      button(`take-${name}`, 'Take it', { style: 'primary', value: name }),
      button(`see-${name}`, 'See more', { url: to('https://example.com/more') }),
    ],
  });
  const basics: (KnownBlock | object)[] = [
    { type: 'header', text: plain(say('Every block of a message :tada:', 150)) },
    {
      type: 'section',
      text: mrkdwn(say('*Bold*, _italic_, ~struck~, `code`, <https://example.com|a link> and :seedling:')),
      accessory: button('more', 'More', { value: 'more' }),
    },
    { type: 'section', fields: [mrkdwn(say('*Left*\nfield')), plain(say('Right field'))] },
    {
      type: 'section',
      block_id: 'picked',
      text: plain(say('A section with a picture')),
      accessory: image(SQUARE, 'A sun over a green field'),
    },
    { type: 'divider' },
    {
      type: 'image',
      image_url: picture(GONE),
      alt_text: say('Hills'),
      title: plain(say('A picture that is gone')),
    },
    { type: 'image', image_url: picture(SQUARE), alt_text: say('A sun over a green field') },
    {
      type: 'context',
      elements: [image(SQUARE, 'Logo'), mrkdwn(say('Sent by *Foreign*')), plain(say('today'))],
    },
    {
      type: 'actions',
      block_id: 'acts',
      elements: [
        button('primary', 'Agree', { style: 'primary' }),
        button('danger', 'Delete', {
          style: 'danger',
          confirm: {
            title: plain(say('Delete it?', 100)),
            text: mrkdwn(say('It *cannot* come back.', 300)),
            confirm: plain(say('Delete', 30)),
            deny: plain(say('Keep', 30)),
          },
        }),
        button('link', 'Open', { url: to('https://example.com') }),
        {
          type: 'static_select',
          action_id: 'one',
          placeholder: plain(say('Choose one', 150)),
          options: ['First', 'Second'].map((text) => ({ text: plain(say(text, 75)), value: text })),
        },
        {
          type: 'overflow',
          action_id: 'menu',
          options: ['Edit', 'Share'].map((text) => ({ text: plain(say(text, 75)), value: text })),
        },
        {
          type: 'workflow_button',
          action_id: 'flow',
          text: plain(say('Run', 75)),
          workflow: { trigger: { url: site('https://slack.com/shortcuts/Ft0/x') } },
        },
      ],
    },
    richText(say, to),
  ];
  const agents = [
    { type: 'markdown', text: say(MARKDOWN, 12_000) },
    {
      type: 'plan',
      title: say('Find a room'),
      tasks: [
        task('read', 'Read the calendar', 'complete', say, to),
        task('ask', 'Ask the host', 'in_progress', say, to),
        task('book', 'Book it', 'pending', say, to),
        task('tell', 'Tell everybody', 'error', say, to),
      ],
    },
    task('alone', 'A task of its own', 'complete', say, to),
    {
      type: 'context_actions',
      block_id: 'feedback',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: 'rate',
          positive_button: { text: plain(say('Good', 75)), value: 'good' },
          negative_button: { text: plain(say('Bad', 75)), value: 'bad' },
        },
        {
          type: 'icon_button',
          action_id: 'bin',
          icon: 'trash',
          text: plain(say('Remove', 75)),
          value: 'bin',
        },
        {
          type: 'icon_button',
          action_id: 'hidden',
          icon: 'trash',
          text: plain('For others only'),
          visible_to_user_ids: ['U0SOMEBODY'],
        },
      ],
    },
    {
      type: 'video',
      title: plain(say('How rooms are booked', 199)),
      title_url: site('https://example.com/film'),
      video_url: site('https://video.example/film'),
      thumbnail_url: picture(GONE),
      alt_text: say('Two people before a door'),
      author_name: say('Ana', 49),
      provider_name: say('Films'),
      description: plain(say('Three minutes')),
    },
  ];
  const cards = [
    card('Linden', 'Eight seats, a _screen_, and a window to the yard.', GONE),
    {
      type: 'carousel',
      block_id: 'rooms',
      elements: ['Maple', 'Birch', 'Willow', 'Rowan'].map((name) => card(name, 'Four seats.', SQUARE)),
    },
    container(false, say, picture),
    container(true, say, picture),
  ];
  const table = [
    {
      type: 'data_table',
      caption: say('Rooms'),
      page_size: 4,
      rows: [
        ['Room', 'Seats', 'Floor'].map((text) => ({ type: 'raw_text', text: say(text) })),
        ...['Linden', 'Maple', 'Birch', 'Willow', 'Rowan', 'Alder', 'Elm', 'Oak', 'Ash'].map((name, at) => [
          { type: 'raw_text', text: say(name) },
          { type: 'raw_number', value: (at * 7) % 12, text: say(`${(at * 7) % 12} seats`) },
          rich([{ type: 'text', text: say(`Floor ${at % 3}`), style: { italic: true } }]),
        ]),
      ],
    },
  ];
  const plainTable = [
    {
      type: 'table',
      column_settings: [{ is_wrapped: true }, { align: 'right' }],
      rows: [
        ['Name', 'Hours'].map((text) => ({ type: 'raw_text', text: say(text) })),
        [
          rich([{ type: 'link', url: to('https://example.com'), text: say('Ana') }]),
          { type: 'raw_text', text: say('12') },
        ],
      ],
    },
    ...['pie', 'line'].map((type) => chart(type, say)),
  ];
  return { basics, agents, cards, table, plainTable, elements: kitchenElements(words) };
}

type Say = Words['say'];

const MARKDOWN = `# A heading

Some **bold**, _italic_, ~~struck~~ and \`code\`, with [a link](https://example.com) :rocket:

- one
- two
  1. two and a half
- [x] done

> A quote

| Room | Seats |
| --- | ---: |
| Linden | 8 |

\`\`\`
const code = 1;
\`\`\``;

function task(id: string, title: string, status: string, say: Say, to: Words['to']) {
  return {
    type: 'task_card',
    task_id: id,
    title: say(title),
    status,
    details: rich([{ type: 'text', text: say('Looked at three rooms') }]),
    output: rich([{ type: 'text', text: say('Linden is free'), style: { bold: true } }]),
    sources: [{ type: 'url', url: to('https://example.com/calendar'), text: say('Calendar') }],
  };
}

function container(collapsible: boolean, say: Say, picture: Words['picture']) {
  return {
    type: 'container',
    block_id: collapsible ? 'folded' : 'framed',
    title: plain(say(collapsible ? 'Can be folded' : 'A frame', 150)),
    subtitle: mrkdwn(say('With _two_ blocks', 150)),
    icon: { type: 'image', image_url: picture(SQUARE), alt_text: say('Logo') },
    ...(collapsible ? { is_collapsible: true } : { has_header_divider: true }),
    child_blocks: [
      { type: 'section', text: mrkdwn(say('Inside')) },
      {
        type: 'actions',
        block_id: `inner-${collapsible}`,
        elements: [
          { type: 'button', action_id: 'inner', text: plain(say('Inner button', 75)), value: 'inner' },
        ],
      },
    ],
  };
}

function chart(type: string, say: Say) {
  const points = ['May', 'June', 'July'].map((label, at) => ({ label: say(label, 20), value: 3 + at * 2 }));
  return {
    type: 'data_visualization',
    title: say('Pairs a month', 50),
    chart:
      type === 'pie'
        ? { type, segments: points }
        : {
            type,
            series: [{ name: say('Pairs', 20), data: points }],
            axis_config: {
              categories: points.map((one) => one.label),
              x_label: say('Month', 20),
              y_label: say('Pairs', 20),
            },
          },
  };
}

function richText(say: Say, to: Words['to']): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: say('Rich '), style: { bold: true } },
          { type: 'link', url: to('https://example.com'), text: say('link') },
          { type: 'user', user_id: say('U0MARTAWIL') },
          { type: 'emoji', name: say('seedling') },
          { type: 'color', value: say('#17645f') },
          { type: 'broadcast', range: 'here' },
          {
            type: 'date',
            timestamp: 1_795_000_000,
            format: say('{date_long} at {time}'),
            fallback: say('then'),
          },
        ],
      },
      {
        type: 'rich_text_list',
        style: 'ordered',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: say('An item') }] }],
      },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: say('A quote') }] },
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: say('Code') }] },
    ],
  };
}
