import type { ActionsBlockElement, InputBlockElement, KnownBlock, PlainTextOption } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { elementsOf, Form, isEmpty, listedOptions } from '../../../src/local-slack/page/blocks/form.ts';
import type { ElementState } from '../../../src/local-slack/page/protocol.ts';

// The states are those of docs.slack.dev/reference/interaction-payloads/view-interactions-payload and block_actions.

const text = (words: string) => ({ type: 'plain_text' as const, text: words });
const option = (value: string): PlainTextOption => ({ text: text(`Option ${value}`), value });
const [A, B, C] = [option('a'), option('b'), option('c')];
const options = [A, B, C];

const input = (element: InputBlockElement, block_id = 'block'): KnownBlock => ({
  type: 'input',
  block_id,
  label: text('Label'),
  element: { ...element, action_id: element.action_id ?? 'action' },
});

/** A form that shows some blocks. */
function formOf(blocks: KnownBlock[], conversation: string | null = null): Form {
  const form = new Form();
  form.settle(blocks, conversation);
  return form;
}

const stateOf = (element: InputBlockElement, conversation: string | null = null) =>
  formOf([input(element)], conversation).state()['block']?.['action'];

// Each row: an element with nothing in it, what it holds; the same with an initial value, what it holds.
const ELEMENTS: [
  InputBlockElement,
  Omit<ElementState, 'type'>,
  InputBlockElement,
  Omit<ElementState, 'type'>,
][] = [
  [
    { type: 'plain_text_input' },
    { value: null },
    { type: 'plain_text_input', initial_value: 'hello' },
    { value: 'hello' },
  ],
  [
    { type: 'email_text_input' },
    { value: null },
    { type: 'email_text_input', initial_value: 'a@b.example' },
    { value: 'a@b.example' },
  ],
  [
    { type: 'url_text_input' },
    { value: null },
    { type: 'url_text_input', initial_value: 'https://a.example' },
    { value: 'https://a.example' },
  ],
  [
    { type: 'number_input', is_decimal_allowed: false },
    { value: null },
    { type: 'number_input', is_decimal_allowed: false, initial_value: '0' },
    { value: '0' },
  ],
  [
    { type: 'static_select', options },
    { selected_option: null },
    { type: 'static_select', options, initial_option: B },
    { selected_option: B },
  ],
  [
    { type: 'external_select' },
    { selected_option: null },
    { type: 'external_select', initial_option: B },
    { selected_option: B },
  ],
  [
    { type: 'radio_buttons', options },
    { selected_option: null },
    { type: 'radio_buttons', options, initial_option: A },
    { selected_option: A },
  ],
  [
    { type: 'multi_static_select', options },
    { selected_options: [] },
    { type: 'multi_static_select', options, initial_options: [A, C] },
    { selected_options: [A, C] },
  ],
  [
    { type: 'multi_external_select' },
    { selected_options: [] },
    { type: 'multi_external_select', initial_options: [A] },
    { selected_options: [A] },
  ],
  [
    { type: 'checkboxes', options },
    { selected_options: [] },
    { type: 'checkboxes', options, initial_options: [B] },
    { selected_options: [B] },
  ],
  [
    { type: 'users_select' },
    { selected_user: null },
    { type: 'users_select', initial_user: 'U1' },
    { selected_user: 'U1' },
  ],
  [
    { type: 'multi_users_select' },
    { selected_users: [] },
    { type: 'multi_users_select', initial_users: ['U1', 'U2'] },
    { selected_users: ['U1', 'U2'] },
  ],
  [
    { type: 'conversations_select' },
    { selected_conversation: null },
    { type: 'conversations_select', initial_conversation: 'C1' },
    { selected_conversation: 'C1' },
  ],
  [
    { type: 'multi_conversations_select' },
    { selected_conversations: [] },
    { type: 'multi_conversations_select', initial_conversations: ['C1'] },
    { selected_conversations: ['C1'] },
  ],
  [
    { type: 'channels_select' },
    { selected_channel: null },
    { type: 'channels_select', initial_channel: 'C1' },
    { selected_channel: 'C1' },
  ],
  [
    { type: 'multi_channels_select' },
    { selected_channels: [] },
    { type: 'multi_channels_select', initial_channels: ['C1', 'C2'] },
    { selected_channels: ['C1', 'C2'] },
  ],
  [
    { type: 'datepicker' },
    { selected_date: null },
    { type: 'datepicker', initial_date: '2026-11-23' },
    { selected_date: '2026-11-23' },
  ],
  [
    { type: 'timepicker' },
    { selected_time: null },
    { type: 'timepicker', initial_time: '00:00' },
    { selected_time: '00:00' },
  ],
  [
    { type: 'datetimepicker' },
    { selected_date_time: null },
    { type: 'datetimepicker', initial_date_time: 1628633820 },
    { selected_date_time: 1628633820 },
  ],
];

describe.each(ELEMENTS)('$type', (bare, empty, filled, initial) => {
  const type = bare.type;

  it('holds nothing at first', () => {
    expect(stateOf(bare)).toEqual({ type, ...empty });
    expect(isEmpty({ type, ...empty })).toBe(true);
  });

  it('holds its initial value', () => {
    expect(stateOf(filled)).toEqual({ type, ...initial });
    expect(isEmpty({ type, ...initial })).toBe(false);
  });

  it('keeps what it holds when the view changes around it', () => {
    const form = formOf([input(bare)]);
    form.set('block', 'action', { type, ...initial });
    form.settle([{ type: 'divider' }, input(bare), input({ type: 'plain_text_input' }, 'new')], null);
    expect(form.get('block', 'action')).toEqual({ type, ...initial });
    expect(form.get('new', 'action')).toEqual({ type: 'plain_text_input', value: null });
  });

  it('keeps that it was emptied, though it has an initial value', () => {
    const form = formOf([input(filled)]);
    form.set('block', 'action', { type, ...empty });
    form.settle([input(filled)], null);
    expect(form.get('block', 'action')).toEqual({ type, ...empty });
  });
});

describe('a view update', () => {
  const hello: ElementState = { type: 'plain_text_input', value: 'typed' };
  const typed = () => {
    const form = formOf([input({ type: 'plain_text_input', initial_value: 'initial' })]);
    form.set('block', 'action', hello);
    return form;
  };
  const fresh: KnownBlock[] = [input({ type: 'plain_text_input', initial_value: 'fresh' })];

  it('does not bring a new initial value to an element that stays', () => {
    const form = typed();
    form.settle(fresh, null);
    expect(form.state()).toEqual({ block: { action: hello } });
  });

  it.each<[string, KnownBlock, string, string]>([
    ['block_id', input({ type: 'plain_text_input', initial_value: 'fresh' }, 'other'), 'other', 'action'],
    [
      'action_id',
      input({ type: 'plain_text_input', initial_value: 'fresh', action_id: 'other' }),
      'block',
      'other',
    ],
  ])(
    'with another %s begins with the initial value, and forgets the old one',
    (_, block, blockId, actionId) => {
      const form = typed();
      form.settle([block], null);
      expect(form.state()).toEqual({
        [blockId]: { [actionId]: { type: 'plain_text_input', value: 'fresh' } },
      });
      form.settle(fresh, null);
      expect(form.get('block', 'action')).toEqual({ type: 'plain_text_input', value: 'fresh' });
    },
  );

  it('with another type of element under the same ids begins anew', () => {
    const form = typed();
    form.settle([input({ type: 'email_text_input' })], null);
    expect(form.state()).toEqual({ block: { action: { type: 'email_text_input', value: null } } });
  });

  it('moves what is typed along with its block', () => {
    const form = typed();
    form.settle([input({ type: 'datepicker' }, 'first'), ...fresh], null);
    expect(form.get('block', 'action')).toEqual(hello);
  });

  it('does not keep a choice that is no longer offered', () => {
    const form = formOf([input({ type: 'static_select', options })]);
    form.set('block', 'action', { type: 'static_select', selected_option: C });
    form.settle([input({ type: 'static_select', options: [B, C] })], null);
    expect(form.get('block', 'action')?.selected_option).toEqual(C);
    form.settle([input({ type: 'static_select', options: [A, B], initial_option: A })], null);
    expect(form.get('block', 'action')?.selected_option).toEqual(A);
  });

  it('keeps a choice from a group of options, and one that the app looked up', () => {
    const groups: InputBlockElement = {
      type: 'static_select',
      option_groups: [
        { label: text('One'), options: [A] },
        { label: text('Two'), options: [B] },
      ],
    };
    const form = formOf([input(groups), input({ type: 'external_select' }, 'looked-up')]);
    form.set('block', 'action', { type: 'static_select', selected_option: B });
    form.set('looked-up', 'action', { type: 'external_select', selected_option: C });
    form.settle([input(groups), input({ type: 'external_select' }, 'looked-up')], null);
    expect(form.get('block', 'action')?.selected_option).toEqual(B);
    expect(form.get('looked-up', 'action')?.selected_option).toEqual(C);
  });
});

describe('the conversation one comes from', () => {
  const one = { type: 'conversations_select', default_to_current_conversation: true } as const;
  const many = { type: 'multi_conversations_select', default_to_current_conversation: true } as const;

  it.each<[string, InputBlockElement, string | null, Omit<ElementState, 'type'>]>([
    ['is chosen when it is asked for', one, 'C9', { selected_conversation: 'C9' }],
    ['leaves it empty when there is none', one, null, { selected_conversation: null }],
    [
      'is left alone when nobody asks for it',
      { type: 'conversations_select' },
      'C9',
      { selected_conversation: null },
    ],
    // docs.slack.dev: here initial_conversation takes precedence …
    [
      'gives way to an initial one',
      { ...one, initial_conversation: 'C1' },
      'C9',
      { selected_conversation: 'C1' },
    ],
    ['is chosen among many', many, 'C9', { selected_conversations: ['C9'] }],
    ['leaves many empty when there is none', many, null, { selected_conversations: [] }],
    // … and here initial_conversations is ignored.
    [
      'goes before initial ones among many',
      { ...many, initial_conversations: ['C1'] },
      'C9',
      { selected_conversations: ['C9'] },
    ],
  ])('%s', (_, element, conversation, state) => {
    expect(stateOf(element, conversation)).toEqual({ type: element.type, ...state });
  });
});

describe('the state of a whole view', () => {
  const button: ActionsBlockElement = { type: 'button', text: text('Go'), action_id: 'go' };
  const blocks: KnownBlock[] = [
    { type: 'section', block_id: 's1', text: text('Text') },
    {
      type: 'section',
      block_id: 's2',
      text: text('Text'),
      accessory: { type: 'users_select', action_id: 'who', initial_user: 'U1' },
    },
    {
      type: 'section',
      block_id: 's3',
      text: text('Text'),
      accessory: { type: 'image', image_url: 'https://a.example/a.png', alt_text: 'A' },
    },
    {
      type: 'actions',
      block_id: 'a1',
      elements: [
        button,
        { type: 'overflow', action_id: 'more', options: [A, B] },
        { type: 'datepicker', action_id: 'day' },
        { type: 'checkboxes', action_id: 'ticks', options, initial_options: [C] },
      ],
    },
    input({ type: 'plain_text_input', initial_value: 'hello', action_id: 'words' }, 'i1'),
    input({ type: 'file_input', action_id: 'file' }, 'i2'),
    input({ type: 'rich_text_input', action_id: 'rich' }, 'i3'),
  ];

  it('has every element that holds a value, in inputs, sections and actions alike', () => {
    expect(formOf(blocks).state()).toEqual({
      s2: { who: { type: 'users_select', selected_user: 'U1' } },
      a1: {
        day: { type: 'datepicker', selected_date: null },
        ticks: { type: 'checkboxes', selected_options: [C] },
      },
      i1: { words: { type: 'plain_text_input', value: 'hello' } },
    });
  });

  it('knows the interactive elements, and images are none', () => {
    const found = elementsOf(blocks).map(({ blockId, actionId }) => `${blockId}/${actionId}`);
    expect(found).toEqual([
      's2/who',
      'a1/go',
      'a1/more',
      'a1/day',
      'a1/ticks',
      'i1/words',
      'i2/file',
      'i3/rich',
    ]);
  });

  it('is empty without elements', () => {
    expect(formOf([]).state()).toEqual({});
    expect(new Form().state()).toEqual({});
    expect(formOf([{ type: 'divider' }]).get('block', 'action')).toBeUndefined();
  });

  it('gives ids to blocks and elements that have none', () => {
    const nameless: KnownBlock[] = [
      { type: 'divider' },
      { type: 'actions', elements: [{ type: 'datepicker' }, { type: 'timepicker' }] },
    ];
    expect(formOf(nameless).state()).toEqual({
      'block-1': {
        'action-0': { type: 'datepicker', selected_date: null },
        'action-1': { type: 'timepicker', selected_time: null },
      },
    });
  });

  it('does not confuse ids with odd characters in them', () => {
    const form = formOf([
      input({ type: 'plain_text_input', action_id: 'c' }, 'a","b'),
      input({ type: 'plain_text_input', action_id: 'b","c' }, 'a'),
    ]);
    form.set('a","b', 'c', { type: 'plain_text_input', value: 'one' });
    expect(form.state()).toEqual({
      'a","b': { c: { type: 'plain_text_input', value: 'one' } },
      a: { 'b","c': { type: 'plain_text_input', value: null } },
    });
  });
});

it('lists the options of what has a list', () => {
  expect(listedOptions({ type: 'radio_buttons', options })).toEqual(options);
  expect(listedOptions({ type: 'checkboxes', options: [A] })).toEqual([A]);
  const option_groups = [
    { label: text('One'), options: [A] },
    { label: text('Two'), options: [B, C] },
  ];
  expect(listedOptions({ type: 'multi_static_select', option_groups })).toEqual(options);
  expect(listedOptions({ type: 'static_select' })).toEqual([]);
  expect(listedOptions({ type: 'external_select' })).toBeNull();
  expect(listedOptions({ type: 'datepicker' })).toBeNull();
});

it.each<[ElementState, boolean]>([
  [{ type: 'plain_text_input', value: '' }, true],
  [{ type: 'plain_text_input', value: '0' }, false],
  [{ type: 'datetimepicker', selected_date_time: 0 }, false],
  [{ type: 'checkboxes' }, true],
])('%j is empty: %s', (state, empty) => expect(isEmpty(state)).toBe(empty));
