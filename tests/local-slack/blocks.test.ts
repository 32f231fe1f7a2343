import { describe, expect, test } from 'vitest';
import { SURFACES } from '../../src/local-slack/block-kit/layout.ts';
import { limit, names } from '../../src/local-slack/block-kit/limits.ts';
import { checkMessageBlocks, checkOptions, checkView } from '../../src/local-slack/blocks.ts';

let count = 0;
const newId = () => `id${++count}`;
const chars = (length: number) => 'x'.repeat(length);
const plain = (length: number) => ({ type: 'plain_text', text: chars(length) });
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
const POINTS = [
  { label: 'x', value: 1 },
  { label: 'y', value: 2 },
];
const chartOf = (...series: object[]) => ({
  type: 'data_visualization',
  title: 'x',
  chart: { type: 'line', series, axis_config: { categories: ['x', 'y'] } },
});

/** What is wrong with the blocks of a message; [] when nothing is. */
function wrong(...blocks: unknown[]): string[] {
  const result = checkMessageBlocks(blocks, newId);
  return result.ok ? [] : [result.error, ...result.messages];
}

function wrongView(view: unknown): string[] {
  const result = checkView(view, newId);
  return result.ok ? [] : [result.error, ...result.messages];
}

describe('rules', () => {
  test.each<[string, unknown, string]>([
    ['no object', 'text', 'must provide an object [json-pointer:/blocks/0]'],
    ['no type', {}, 'missing required field: type [json-pointer:/blocks/0]'],
    ['an unknown block', { type: 'sections' }, 'unsupported type: sections [json-pointer:/blocks/0/type]'],
    ['a missing field', { type: 'header' }, 'missing required field: text [json-pointer:/blocks/0]'],
    [
      'a menu without options',
      section({ accessory: select({ options: [] }) }),
      'must provide at least 1 items [json-pointer:/blocks/0/accessory/options]',
    ],
    [
      'an address in an option outside of overflow menus',
      section({ accessory: select({ options: [{ ...option('a'), url: 'https://example.org' }] }) }),
      'invalid additional property: url [json-pointer:/blocks/0/accessory/options/0]',
    ],
    [
      'a smallest length above the largest',
      input({ type: 'plain_text_input', min_length: 3, max_length: 2 }),
      '`min_length` must not be greater than `max_length` [json-pointer:/blocks/0/element]',
    ],
    [
      'more chosen at first than may be chosen',
      section({
        accessory: {
          type: 'multi_static_select',
          max_selected_items: 1,
          options: [option('a'), option('b')],
          initial_options: [option('a'), option('b')],
        },
      }),
      'no more than 1 items allowed [json-pointer:/blocks/0/accessory/initial_options]',
    ],
    [
      'a first text that is too long for its field',
      input({ type: 'plain_text_input', initial_value: 'abc', max_length: 2 }),
      'must be less than 3 characters [json-pointer:/blocks/0/element/initial_value]',
    ],
    [
      'an image from two places',
      section({
        accessory: {
          type: 'image',
          alt_text: 'x',
          image_url: 'https://example.org/a',
          slack_file: { id: 'F1' },
        },
      }),
      'must define either `image_url` or `slack_file` [json-pointer:/blocks/0/accessory]',
    ],
    [
      'a container without a title',
      { type: 'container', child_blocks: [divider] },
      'must define either `title` or `rich_text_title` [json-pointer:/blocks/0]',
    ],
    [
      'a container that is closed and cannot be opened',
      { type: 'container', title: plain(2), child_blocks: [divider], default_collapsed: true },
      'must define `is_collapsible` to use `default_collapsed` [json-pointer:/blocks/0/default_collapsed]',
    ],
    [
      'a row header outside of a data table',
      {
        type: 'data_table',
        caption: 'x',
        rows: [[{ type: 'raw_text', text: 'x' }], [{ type: 'raw_text', text: 'x' }]],
        row_header_column_index: 1,
      },
      'must be less than 0 [json-pointer:/blocks/0/row_header_column_index]',
    ],
    [
      'a series without a point for each category',
      chartOf({ name: 'a', data: [{ label: 'x', value: 1 }] }),
      'must have one point for each of the categories [json-pointer:/blocks/0/chart/series/0/data]',
    ],
    [
      'two series of one name',
      chartOf({ name: 'a', data: POINTS }, { name: 'a', data: POINTS }),
      'the name "a" already exists [json-pointer:/blocks/0/chart/series/1/name]',
    ],
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
      'a day that the calendar does not have',
      section({ accessory: { type: 'datepicker', initial_date: '2026-02-30' } }),
      'failed to match schema [json-pointer:/blocks/0/accessory/initial_date]',
    ],
    [
      'a time zone that nobody knows',
      section({ accessory: { type: 'timepicker', timezone: 'Mars/Base' } }),
      'failed to match schema [json-pointer:/blocks/0/accessory/timezone]',
    ],
    [
      'an address that is none',
      actions(button({ url: 'see below' })),
      'invalid url [json-pointer:/blocks/0/elements/0/url]',
    ],
    [
      'a picture that Slack could not fetch',
      { type: 'image', alt_text: 'x', image_url: 'data:image/png;base64,AAAA' },
      'invalid url [json-pointer:/blocks/0/image_url]',
    ],
    [
      'a picture on this machine, which Slack does not reach',
      { type: 'image', alt_text: 'x', image_url: 'http://localhost:8080/a.png' },
      'downloading image failed [json-pointer:/blocks/0/image_url]',
    ],
    [
      'a video from nowhere',
      {
        type: 'video',
        title: plain(2),
        alt_text: 'x',
        video_url: 'https://',
        thumbnail_url: 'https://example.org/a.png',
      },
      'failed to match schema [json-pointer:/blocks/0/video_url]',
    ],
    [
      'a link without words in rich text',
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'link', url: 'https://a.b', text: '' }] }],
      },
      'must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]',
    ],
    [
      'an icon that Slack does not have',
      { type: 'context_actions', elements: [{ type: 'icon_button', icon: 'banana', text: plain(2) }] },
      'must be a valid enum value [json-pointer:/blocks/0/elements/0/icon]',
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

  test.each([
    ['a heading with a level', { type: 'header', text: plain(2), level: 2 }],
    [
      'a card with one of Slack’s icons',
      {
        type: 'card',
        title: { type: 'mrkdwn', text: 'x' },
        subtext: { type: 'mrkdwn', text: 'x' },
        slack_icon: { type: 'icon', name: 'rocket' },
      },
    ],
    [
      'code with its language',
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_preformatted', language: 'ts', elements: [{ type: 'text', text: 'x' }] },
        ],
      },
    ],
  ])('%s, which @slack/types does not know yet, is taken', (_, block) => {
    expect(wrong(block)).toEqual([]);
  });

  test('what an app leaves out comes back as Slack fills it in', () => {
    const bare = input({ type: 'plain_text_input', action_id: 'a' });
    const checked = checkView(modal([bare, section({ text: { type: 'mrkdwn', text: 'x' } })]), () => 'id');
    expect(checked.ok && checked.view.blocks).toMatchObject([
      {
        optional: false,
        dispatch_action: false,
        label: { emoji: true },
        element: { dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } },
      },
      { text: { verbatim: false } },
    ]);
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

  test('a menu in a block of a block is held to the same rules', () => {
    const deep = (value: string) => ({
      type: 'container',
      title: plain(2),
      child_blocks: [divider, section({ accessory: select({ initial_option: option(value) }) })],
    });
    expect(wrong(deep('a'))).toEqual([]);
    expect(wrong(deep('b'))[1]).toContain('/blocks/0/child_blocks/1/accessory/initial_option');
    const focused = input({ type: 'plain_text_input', focus_on_load: true });
    expect(wrong({ ...deep('a'), child_blocks: [focused] }, focused)[1]).toContain(
      'only one element can have `focus_on_load` [json-pointer:/blocks/1/element/focus_on_load]',
    );
  });

  test('a limit that is not in the data is a slip of the pen', () => {
    expect(() => limit('no.such')).toThrow('limits.json has no no.such');
    expect(() => names('alert.text')).toThrow('limits.json has no list alert.text');
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
    const card = { type: 'card', body: { type: 'mrkdwn', text: 'x' }, actions: [button()] };
    expect(checkMessageBlocks([{ type: 'carousel', elements: [card] }], () => 'made')).toMatchObject({
      blocks: [{ block_id: 'made', elements: [{ block_id: 'made', actions: [{ action_id: 'made' }] }] }],
    });
  });

  test('options of an external menu are options or groups of them', () => {
    const given = { ...option('a'), text: { ...plain(5), emoji: true } };
    expect(checkOptions({ options: [option('a')] })).toMatchObject({ ok: true, options: [given] });
    const group = { label: plain(2), options: [option('a')] };
    expect(checkOptions({ option_groups: [group] })).toMatchObject({
      ok: true,
      options: [],
      option_groups: [{ options: [given] }],
    });
    expect(checkOptions({ options: [{ text: 'a' }] })).toMatchObject({ ok: false });
    expect(checkOptions(undefined)).toMatchObject({ ok: false });
  });
});
