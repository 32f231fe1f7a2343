import type { InputBlockElement, KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { checkInputs } from '../../../src/local-slack/page/blocks/check.ts';
import { Form } from '../../../src/local-slack/page/blocks/form.ts';
import type { ElementState } from '../../../src/local-slack/page/protocol.ts';

const text = (words: string) => ({ type: 'plain_text' as const, text: words });
const options = ['a', 'b', 'c'].map((value) => ({ text: text(value), value }));

const input = (
  element: InputBlockElement,
  more: { optional?: boolean; block_id?: string } = {},
): KnownBlock => ({
  type: 'input',
  block_id: 'block',
  label: text('Label'),
  element: { ...element, action_id: 'action' },
  ...more,
});

/** What the client says of one field that holds something; null when it is content. */
function said(element: InputBlockElement, held: Omit<ElementState, 'type'>, optional = false): string | null {
  const blocks = [input(element, { optional })];
  const form = new Form();
  form.settle(blocks, null);
  form.set('block', 'action', { type: element.type, ...held });
  return checkInputs(blocks, form).get('block') ?? null;
}

const REQUIRED = 'Please complete this required field.';

describe('a required field', () => {
  it.each<InputBlockElement>([
    { type: 'plain_text_input' },
    { type: 'email_text_input' },
    { type: 'url_text_input' },
    { type: 'number_input', is_decimal_allowed: true },
    { type: 'static_select', options },
    { type: 'external_select' },
    { type: 'users_select' },
    { type: 'conversations_select' },
    { type: 'channels_select' },
    { type: 'multi_static_select', options },
    { type: 'multi_external_select' },
    { type: 'multi_users_select' },
    { type: 'multi_conversations_select' },
    { type: 'multi_channels_select' },
    { type: 'radio_buttons', options },
    { type: 'checkboxes', options },
    { type: 'datepicker' },
    { type: 'timepicker' },
    { type: 'datetimepicker' },
  ])('is missed when empty, an optional one is not: $type', (element) => {
    const required = [input(element)];
    const form = new Form();
    form.settle(required, null);
    expect(checkInputs(required, form)).toEqual(new Map([['block', REQUIRED]]));
    expect(checkInputs([input(element, { optional: true })], form)).toEqual(new Map());
  });

  it.each<[InputBlockElement, Omit<ElementState, 'type'>]>([
    [{ type: 'plain_text_input' }, { value: 'x' }],
    [{ type: 'number_input', is_decimal_allowed: false }, { value: '0' }],
    [{ type: 'checkboxes', options }, { selected_options: options.slice(0, 1) }],
    [{ type: 'static_select', options }, { selected_option: { text: text('a'), value: 'a' } }],
    [{ type: 'multi_users_select' }, { selected_users: ['U1'] }],
    [{ type: 'datepicker' }, { selected_date: '2026-11-23' }],
    [{ type: 'timepicker' }, { selected_time: '00:00' }],
    [{ type: 'datetimepicker' }, { selected_date_time: 0 }],
  ])('is content with $type %j', (element, held) => expect(said(element, held)).toBeNull());

  it('is missed when it holds an empty text', () => {
    expect(said({ type: 'plain_text_input' }, { value: '' })).toBe(REQUIRED);
  });

  it.each<InputBlockElement>([{ type: 'file_input' }, { type: 'rich_text_input' }])(
    'that this page cannot fill in does not block the form: $type',
    (element) => {
      const form = new Form();
      form.settle([input(element)], null);
      expect(checkInputs([input(element)], form)).toEqual(new Map());
    },
  );
});

describe('the length of a text', () => {
  it.each<[number | undefined, number | undefined, number, string | null]>([
    [2, 4, 1, 'Please write at least 2 characters.'],
    [2, 4, 2, null],
    [2, 4, 4, null],
    [2, 4, 5, 'Please write at most 4 characters.'],
    [undefined, 1, 2, 'Please write at most 1 character.'],
    [5, undefined, 4, 'Please write at least 5 characters.'],
    [0, undefined, 1, null],
    [undefined, undefined, 3000, null],
  ])('from %s to %s, of %i characters', (min_length, max_length, length, problem) => {
    const limits = {
      ...(min_length !== undefined && { min_length }),
      ...(max_length !== undefined && { max_length }),
    };
    expect(said({ type: 'plain_text_input', ...limits }, { value: 'x'.repeat(length) })).toBe(problem);
  });

  it('of an optional field counts only once something is written', () => {
    expect(said({ type: 'plain_text_input', min_length: 5 }, { value: null }, true)).toBeNull();
    expect(said({ type: 'plain_text_input', min_length: 5 }, { value: 'x' }, true)).toBe(
      'Please write at least 5 characters.',
    );
  });
});

describe('a number', () => {
  const WHOLE = 'Please enter a whole number.';
  const ANY = 'Please enter a number.';
  it.each<[string, string | null, string | null]>([
    // docs.slack.dev, number input: 0.25, 5.5 and -10 are valid, decimals only where they are allowed.
    ['5', null, null],
    ['-10', null, null],
    ['0.25', WHOLE, null],
    ['5.5', WHOLE, null],
    ['five', WHOLE, ANY],
    ['1e3', WHOLE, ANY],
    ['0x10', WHOLE, ANY],
    ['Infinity', WHOLE, ANY],
    ['-', WHOLE, ANY],
    ['1,5', WHOLE, ANY],
    ['1.2.3', WHOLE, ANY],
  ])('%j', (value, whole, decimal) => {
    expect(said({ type: 'number_input', is_decimal_allowed: false }, { value })).toBe(whole);
    expect(said({ type: 'number_input', is_decimal_allowed: true }, { value })).toBe(decimal);
  });

  it.each<[string, string | null]>([
    ['-3', 'Please enter -2.5 or more.'],
    ['-2.5', null],
    ['0', null],
    // Numbers, not texts: 9 is less than 10.
    ['9', null],
    ['10', null],
    ['10.01', 'Please enter 10 or less.'],
    ['100', 'Please enter 10 or less.'],
  ])('%s from -2.5 to 10', (value, problem) => {
    const element: InputBlockElement = {
      type: 'number_input',
      is_decimal_allowed: true,
      min_value: '-2.5',
      max_value: '10',
    };
    expect(said(element, { value })).toBe(problem);
  });

  it('has a limit of zero', () => {
    const element: InputBlockElement = {
      type: 'number_input',
      is_decimal_allowed: false,
      min_value: '0',
      max_value: '0',
    };
    expect(said(element, { value: '-1' })).toBe('Please enter 0 or more.');
    expect(said(element, { value: '1' })).toBe('Please enter 0 or less.');
  });
});

describe('how many are chosen', () => {
  const most = { max_selected_items: 2 };
  it.each<[InputBlockElement, Omit<ElementState, 'type'>, Omit<ElementState, 'type'>]>([
    [
      { type: 'multi_static_select', options, ...most },
      { selected_options: options.slice(0, 2) },
      { selected_options: options },
    ],
    [
      { type: 'multi_external_select', ...most },
      { selected_options: options.slice(0, 2) },
      { selected_options: options },
    ],
    [
      { type: 'multi_users_select', ...most },
      { selected_users: ['1', '2'] },
      { selected_users: ['1', '2', '3'] },
    ],
    [
      { type: 'multi_conversations_select', ...most },
      { selected_conversations: ['1', '2'] },
      { selected_conversations: ['1', '2', '3'] },
    ],
    [
      { type: 'multi_channels_select', ...most },
      { selected_channels: ['1', '2'] },
      { selected_channels: ['1', '2', '3'] },
    ],
  ])('$type', (element, enough, tooMany) => {
    expect(said(element, enough)).toBeNull();
    expect(said(element, tooMany)).toBe('Please choose at most 2.');
  });

  it('is free without max_selected_items', () => {
    expect(said({ type: 'multi_static_select', options }, { selected_options: options })).toBeNull();
  });
});

describe('addresses', () => {
  it.each<[string, boolean]>([
    ['a@b.example', true],
    ['a.b+c@d.e.example', true],
    ['a', false],
    ['a@b', false],
    ['a b@c.example', false],
    ['@b.example', false],
    ['a@b@c.example', false],
  ])('an email address %j: %s', (value, fine) => {
    expect(said({ type: 'email_text_input' }, { value })).toBe(
      fine ? null : 'Please enter a valid email address.',
    );
  });

  it.each<[string, boolean]>([
    ['https://a.example/b?c', true],
    ['http://localhost:3000', true],
    ['a.example', false],
    ['/path', false],
    ['https://', false],
  ])('a URL %j: %s', (value, fine) => {
    expect(said({ type: 'url_text_input' }, { value }) === null).toBe(fine);
  });
});

it('says what is wrong of every field by its block, and nothing of other blocks', () => {
  const blocks: KnownBlock[] = [
    {
      type: 'section',
      block_id: 'beside',
      text: text('Text'),
      accessory: { type: 'users_select', action_id: 'who' },
    },
    input({ type: 'plain_text_input' }, { block_id: 'one' }),
    input({ type: 'plain_text_input', initial_value: 'fine' }, { block_id: 'two' }),
    input({ type: 'email_text_input', initial_value: 'wrong' }, { block_id: 'three', optional: true }),
    input({ type: 'datepicker' }, { block_id: 'four', optional: true }),
  ];
  const form = new Form();
  form.settle(blocks, null);
  expect(checkInputs(blocks, form)).toEqual(
    new Map([
      ['one', REQUIRED],
      ['three', 'Please enter a valid email address.'],
    ]),
  );
  expect(checkInputs([], form)).toEqual(new Map());
});
