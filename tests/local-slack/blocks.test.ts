import { describe, expect, test } from 'vitest';
import { SURFACES } from '../../src/local-slack/block-kit/layout.ts';
import { checkMessageBlocks, checkOptions, checkView } from '../../src/local-slack/blocks.ts';

let count = 0;
const newId = () => `id${++count}`;
const chars = (length: number) => 'x'.repeat(length);
const plain = (length: number) => ({ type: 'plain_text', text: chars(length) });
const times = <T>(length: number, make: (index: number) => T) =>
  Array.from({ length }, (_, index) => make(index));
const option = (value: string, length = 5) => ({ text: plain(length), value });
const button = (more: object = {}) => ({ type: 'button', text: plain(5), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const section = (more: object) => ({ type: 'section', text: plain(5), ...more });
const select = (more: object = {}) => ({ type: 'static_select', options: [option('a')], ...more });
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain(5), element, ...more });
const modal = (blocks: unknown, more: object = {}) => ({
  type: 'modal',
  title: plain(5),
  submit: plain(5),
  blocks,
  ...more,
});
const divider = { type: 'divider' };

/** What is wrong with the blocks of a message; [] when nothing is. */
function wrong(...blocks: unknown[]): string[] {
  const result = checkMessageBlocks(blocks, newId);
  return result.ok ? [] : [result.error, ...result.messages];
}

function wrongView(view: unknown): string[] {
  const result = checkView(view, newId);
  return result.ok ? [] : [result.error, ...result.messages];
}

// Each row: the largest that is allowed, the smallest that is not, and what Slack says of it.
const AT_THE_LIMIT: [string, unknown, unknown, string][] = [
  [
    'a button text',
    actions(button({ text: plain(75) })),
    actions(button({ text: plain(76) })),
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
  ],
  [
    'a button value',
    actions(button({ value: chars(2000) })),
    actions(button({ value: chars(2001) })),
    'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
  ],
  [
    'an action_id',
    actions(button({ action_id: chars(255) })),
    actions(button({ action_id: chars(256) })),
    'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
  ],
  [
    'a block_id',
    { ...divider, block_id: chars(255) },
    { ...divider, block_id: chars(256) },
    'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
  ],
  [
    'a header',
    { type: 'header', text: plain(150) },
    { type: 'header', text: plain(151) },
    'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'a section text',
    section({ text: plain(3000) }),
    section({ text: plain(3001) }),
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'an empty section text',
    section({ text: plain(1) }),
    section({ text: plain(0) }),
    'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'section fields',
    section({ fields: times(10, () => plain(2)) }),
    section({ fields: times(11, () => plain(2)) }),
    'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
  ],
  [
    'a section field',
    section({ fields: [plain(2000)] }),
    section({ fields: [plain(2001)] }),
    'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
  ],
  [
    'elements of actions',
    actions(...times(25, () => button())),
    actions(...times(26, () => button())),
    'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    'elements of a context',
    { type: 'context', elements: times(10, () => plain(2)) },
    { type: 'context', elements: times(11, () => plain(2)) },
    'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    'options of a menu',
    section({ accessory: select({ options: times(100, (index) => option(`${index}`)) }) }),
    section({ accessory: select({ options: times(101, (index) => option(`${index}`)) }) }),
    'no more than 100 items allowed [json-pointer:/blocks/0/accessory/options]',
  ],
  [
    'no options',
    section({ accessory: select() }),
    section({ accessory: select({ options: [] }) }),
    'must provide at least 1 items [json-pointer:/blocks/0/accessory/options]',
  ],
  [
    'options of radio buttons',
    input({ type: 'radio_buttons', options: times(10, (index) => option(`${index}`)) }),
    input({ type: 'radio_buttons', options: times(11, (index) => option(`${index}`)) }),
    'no more than 10 items allowed [json-pointer:/blocks/0/element/options]',
  ],
  [
    'options of checkboxes',
    input({ type: 'checkboxes', options: times(10, (index) => option(`${index}`)) }),
    input({ type: 'checkboxes', options: times(11, (index) => option(`${index}`)) }),
    'no more than 10 items allowed [json-pointer:/blocks/0/element/options]',
  ],
  [
    'options of an overflow menu',
    section({ accessory: { type: 'overflow', options: times(5, (index) => option(`${index}`)) } }),
    section({ accessory: { type: 'overflow', options: times(6, (index) => option(`${index}`)) } }),
    'no more than 5 items allowed [json-pointer:/blocks/0/accessory/options]',
  ],
  [
    "an option's text",
    section({ accessory: select({ options: [option('a', 75)] }) }),
    section({ accessory: select({ options: [option('a', 76)] }) }),
    'must be less than 76 characters [json-pointer:/blocks/0/accessory/options/0/text/text]',
  ],
  [
    "an option's value",
    section({ accessory: select({ options: [option(chars(150))] }) }),
    section({ accessory: select({ options: [option(chars(151))] }) }),
    'must be less than 151 characters [json-pointer:/blocks/0/accessory/options/0/value]',
  ],
  [
    'a placeholder',
    section({ accessory: select({ placeholder: plain(150) }) }),
    section({ accessory: select({ placeholder: plain(151) }) }),
    'must be less than 151 characters [json-pointer:/blocks/0/accessory/placeholder/text]',
  ],
  [
    'a confirmation',
    actions(
      button({ confirm: { title: plain(100), text: plain(300), confirm: plain(30), deny: plain(30) } }),
    ),
    actions(
      button({ confirm: { title: plain(101), text: plain(300), confirm: plain(30), deny: plain(30) } }),
    ),
    'must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]',
  ],
  [
    'a label',
    input({ type: 'plain_text_input' }, { label: plain(2000) }),
    input({ type: 'plain_text_input' }, { label: plain(2001) }),
    'must be less than 2001 characters [json-pointer:/blocks/0/label/text]',
  ],
  [
    'max_length of a text field',
    input({ type: 'plain_text_input', max_length: 3000 }),
    input({ type: 'plain_text_input', max_length: 3001 }),
    'must be less than 3001 [json-pointer:/blocks/0/element/max_length]',
  ],
  [
    'rows of a table',
    { type: 'table', rows: times(100, () => [{ type: 'raw_text', text: 'x' }]) },
    { type: 'table', rows: times(101, () => [{ type: 'raw_text', text: 'x' }]) },
    'no more than 100 items allowed [json-pointer:/blocks/0/rows]',
  ],
];

describe('limits', () => {
  test.each(AT_THE_LIMIT)('%s: within and beyond', (_, within, beyond, message) => {
    expect(wrong(within)).toEqual([]);
    expect(wrong(beyond)).toEqual(['invalid_blocks', `[ERROR] ${message}`]);
  });

  test('a message takes 50 blocks, a modal and a Home tab 100', () => {
    const blocks = (length: number) => times(length, () => divider);
    expect(wrong(...blocks(50))).toEqual([]);
    expect(wrong(...blocks(51))[1]).toBe('[ERROR] no more than 50 items allowed [json-pointer:/blocks]');
    for (const make of [modal, (list: unknown) => ({ type: 'home', blocks: list })]) {
      expect(wrongView(make(blocks(100)))).toEqual([]);
      expect(wrongView(make(blocks(101)))[1]).toBe(
        '[ERROR] no more than 100 items allowed [json-pointer:/view/blocks]',
      );
    }
  });

  test.each(['title', 'submit', 'close'])('the %s of a modal takes 24 characters', (name) => {
    expect(wrongView(modal([divider], { [name]: plain(24) }))).toEqual([]);
    expect(wrongView(modal([divider], { [name]: plain(25) }))).toEqual([
      'invalid_arguments',
      `[ERROR] must be less than 25 characters [json-pointer:/view/${name}/text]`,
    ]);
  });

  test('private_metadata takes 3000 characters, a view 250 kB', () => {
    expect(wrongView(modal([divider], { private_metadata: chars(3000) }))).toEqual([]);
    expect(wrongView(modal([divider], { private_metadata: chars(3001) }))[1]).toContain(
      '/view/private_metadata',
    );
    expect(wrongView(modal([divider], { private_metadata: chars(250_001) }))).toEqual(['view_too_large']);
  });

  test('a message of much text in its blocks is too long as a whole', () => {
    expect(wrong(...times(4, () => section({ text: plain(2900) })))).toEqual([]);
    expect(wrong(...times(5, () => section({ text: plain(2900) })))).toEqual(['msg_blocks_too_long']);
  });
});

describe('rules', () => {
  test.each<[string, unknown, string]>([
    ['no object', 'text', 'must provide an object [json-pointer:/blocks/0]'],
    ['no type', {}, 'missing required field: type [json-pointer:/blocks/0]'],
    ['an unknown block', { type: 'sections' }, 'unsupported type: sections [json-pointer:/blocks/0/type]'],
    ['a missing field', { type: 'header' }, 'missing required field: text [json-pointer:/blocks/0]'],
    [
      'an empty section',
      { type: 'section' },
      'must define either `text` or `fields` [json-pointer:/blocks/0]',
    ],
    [
      'mrkdwn where only plain text may stand',
      { type: 'header', text: { type: 'mrkdwn', text: 'x' } },
      'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]',
    ],
    [
      'a text instead of a text object',
      { type: 'header', text: 'x' },
      'must provide an object [json-pointer:/blocks/0/text]',
    ],
    [
      'a field that nobody knows',
      { type: 'divider', text: plain(2) },
      'invalid additional property: text [json-pointer:/blocks/0]',
    ],
    [
      'a colour that is none',
      actions(button({ style: 'green' })),
      'must be a valid enum value [json-pointer:/blocks/0/elements/0/style]',
    ],
    [
      'an element that may not stand there',
      actions({ type: 'plain_text_input' }),
      'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      'null where an option is meant',
      section({ accessory: select({ initial_option: null }) }),
      'must provide an object [json-pointer:/blocks/0/accessory/initial_option]',
    ],
    [
      'an initial option that is none of the options',
      section({ accessory: select({ initial_option: option('b') }) }),
      'must be one of the provided options [json-pointer:/blocks/0/accessory/initial_option]',
    ],
    [
      'options and option groups together',
      section({ accessory: select({ option_groups: [{ label: plain(2), options: [option('a')] }] }) }),
      'must define either `options` or `option_groups` [json-pointer:/blocks/0/accessory]',
    ],
    [
      'a date that is none',
      section({ accessory: { type: 'datepicker', initial_date: '1.5.2026' } }),
      'failed to match schema [json-pointer:/blocks/0/accessory/initial_date]',
    ],
    [
      'an alert in a message',
      { type: 'alert', text: plain(2) },
      'unsupported type: alert [json-pointer:/blocks/0/type]',
    ],
    [
      'one action_id twice in a block',
      actions(button({ action_id: 'a' }), button({ action_id: 'a' })),
      '`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]',
    ],
  ])('%s is refused', (_, block, message) => {
    expect(wrong(block)).toEqual(['invalid_blocks', `[ERROR] ${message}`]);
  });

  test('a block_id stands once in a payload; an action_id may come again in another block', () => {
    expect(wrong({ ...divider, block_id: 'a' }, { ...divider, block_id: 'a' })).toEqual([
      'invalid_blocks',
      '[ERROR] `block_id` "a" already exists [json-pointer:/blocks/1/block_id]',
    ]);
    expect(wrong(actions(button({ action_id: 'a' })), actions(button({ action_id: 'a' })))).toEqual([]);
  });

  test('one element has the focus on load', () => {
    const focused = input({ type: 'plain_text_input', focus_on_load: true });
    expect(wrongView(modal([focused]))).toEqual([]);
    expect(wrongView(modal([focused, focused]))[1]).toContain('/view/blocks/1/element/focus_on_load');
  });

  test('a modal with an input needs a submit, one without does not', () => {
    const without = { type: 'modal', title: plain(5) };
    expect(wrongView({ ...without, blocks: [divider] })).toEqual([]);
    expect(wrongView({ ...without, blocks: [divider, input({ type: 'plain_text_input' })] })).toEqual([
      'invalid_arguments',
      '[ERROR] must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]',
    ]);
  });

  test('a view names all that is missing', () => {
    expect(wrongView({ type: 'modal' })).toEqual([
      'invalid_arguments',
      '[ERROR] missing required field: title [json-pointer:/view]',
      '[ERROR] missing required field: blocks [json-pointer:/view]',
    ]);
    expect(wrongView('modal')).toEqual([
      'invalid_arguments',
      '[ERROR] must provide an object [json-pointer:/view]',
    ]);
    expect(wrongView(undefined)[0]).toBe('invalid_arguments');
  });

  test('each surface takes its own blocks', () => {
    const chart = {
      type: 'data_visualization',
      title: 'x',
      chart: { type: 'pie', segments: [{ label: 'x', value: 1 }] },
    };
    const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] };
    expect(wrong(chart)).toEqual([]);
    expect(wrongView({ type: 'home', blocks: [chart] })[1]).toBe(
      '[ERROR] unsupported type: data_visualization [json-pointer:/view/blocks/0/type]',
    );
    expect(wrongView({ type: 'home', blocks: [table] })).toEqual([]);
    expect(wrongView(modal([table]))[1]).toContain('unsupported type: table');
    expect(wrong(table, table)).toEqual(['invalid_attachments', '[ERROR] only_one_table_allowed']);
    expect(SURFACES.modal).toContain('alert');
  });

  test('what is no list of blocks has a code of its own', () => {
    expect(checkMessageBlocks('[', newId)).toEqual({
      ok: false,
      error: 'invalid_blocks_format',
      messages: [],
    });
  });

  test('ids are made for what came without, and only there', () => {
    const result = checkMessageBlocks([actions(button(), button({ action_id: 'mine' }))], () => 'made');
    expect(result).toMatchObject({
      ok: true,
      blocks: [{ block_id: 'made', elements: [{ action_id: 'made' }, { action_id: 'mine' }] }],
    });
    const context = { type: 'context', elements: [plain(2)] };
    expect(checkMessageBlocks([context], () => 'made')).toMatchObject({
      blocks: [{ ...context, block_id: 'made' }],
    });
  });

  test('options of an external menu are options or groups of them', () => {
    expect(checkOptions({ options: [option('a')] })).toEqual({ ok: true, options: [option('a')] });
    const group = { label: plain(2), options: [option('a')] };
    expect(checkOptions({ option_groups: [group] })).toEqual({
      ok: true,
      options: [],
      option_groups: [group],
    });
    expect(checkOptions({ options: [{ text: 'a' }] })).toMatchObject({ ok: false });
    expect(checkOptions(undefined)).toMatchObject({ ok: false });
  });
});
