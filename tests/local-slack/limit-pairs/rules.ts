/** Pairs of what a payload must keep as a whole: ids, shapes, sizes, and which block may stand where. */
import { checkMessageArguments } from '../../../src/local-slack/block-kit/message.ts';
import type { Pair } from './pair.ts';
import {
  actions,
  asView,
  button,
  chars,
  chart,
  container,
  dataTable,
  divider,
  dividers,
  image,
  inMessage,
  input,
  modal,
  mrkdwn,
  newId,
  on,
  option,
  outcome,
  pie,
  plain,
  rawText,
  richText,
  row,
  section,
  table,
  textInput,
  times,
} from './payloads.ts';

const invalid = (message: string, pointer: string) => [
  'invalid_blocks',
  `[ERROR] ${message} [json-pointer:${pointer}]`,
];
const markdown = (length: number) => ({ type: 'markdown', text: chars(length) });
const select = (value: string) =>
  section({ accessory: { type: 'static_select', options: [option()], initial_option: option({ value }) } });
const channels = (more: object) => ({ type: 'channels_select', ...more });
const numbers = (more: object) => input({ type: 'number_input', is_decimal_allowed: false, ...more });
const withIds = (...ids: string[]) => ids.map((id) => ({ ...divider, block_id: id }));
const cells = (length: number) => dataTable({ rows: [[rawText()], [rawText(length - 1)]] });

/** A modal whose JSON takes so many bytes. */
function modalOf(bytes: number) {
  const blocks = times(99, () => section({ text: plain(2450) }));
  const bare = JSON.stringify(modal([...blocks, section({ text: plain(1) })])).length;
  return modal([...blocks, section({ text: plain(bytes - bare + 1) })]);
}

/** Blocks whose JSON takes so many characters. */
function blocksOf(length: number) {
  const blocks = times(4, () => section({ text: plain(2900) }));
  const bare = JSON.stringify([...blocks, section({ text: plain(1) })]).length;
  return [...blocks, section({ text: plain(length - bare + 1) })];
}

const message = (args: object) => outcome(checkMessageArguments(args, newId));
const footed = (length: number) => ({ attachments: [{ footer: chars(length) }] });

const SIZES: Pair[] = [
  {
    id: 'message.blocks',
    end: 'max',
    number: 50,
    within: () => inMessage(dividers(50)),
    beyond: () => inMessage(dividers(51)),
    refusal: invalid('no more than 50 items allowed', '/blocks'),
  },
  {
    id: 'view.payload_bytes',
    end: 'max',
    number: 250_000,
    within: () => asView(modalOf(250_000)),
    beyond: () => asView(modalOf(250_001)),
    refusal: ['view_too_large'],
  },
  {
    id: 'chat.postMessage.blocks_total_size',
    end: 'max',
    number: 13_200,
    within: () => inMessage(blocksOf(13_200)),
    beyond: () => inMessage(blocksOf(13_201)),
    refusal: ['msg_blocks_too_long'],
  },
  {
    id: 'message.markdown_blocks_cumulative',
    end: 'max',
    number: 12_000,
    within: () => inMessage([markdown(11_000), markdown(1000)]),
    beyond: () => inMessage([markdown(11_000), markdown(1001)]),
    refusal: invalid('must be less than 12001 characters in all markdown blocks', '/blocks'),
  },
  {
    id: 'message.tables',
    end: 'max',
    number: 1,
    within: () => inMessage([table()]),
    beyond: () => inMessage([dataTable(), container({ child_blocks: [table()] })]),
    refusal: ['invalid_attachments', '[ERROR] only_one_table_allowed'],
  },
  {
    id: 'message.tables',
    end: 'max',
    number: 1,
    within: () => message({ blocks: [divider], attachments: [{ blocks: [table()] }] }),
    beyond: () => message({ blocks: [table()], attachments: [{ blocks: [table()] }] }),
    refusal: ['invalid_attachments', '[ERROR] only_one_table_allowed'],
  },
  {
    id: 'message.markdown_blocks_cumulative',
    end: 'max',
    number: 12_000,
    within: () => message({ blocks: [markdown(7000)], attachments: [{ blocks: [markdown(5000)] }] }),
    beyond: () => message({ blocks: [markdown(7000)], attachments: [{ blocks: [markdown(5001)] }] }),
    refusal: [
      'invalid_attachments',
      '[ERROR] must be less than 12001 characters in all markdown blocks [json-pointer:/attachments/0/blocks]',
    ],
  },
  {
    id: 'block_id_unique_per_payload',
    end: 'rule',
    within: () => message({ blocks: withIds('a'), attachments: [{ blocks: withIds('b') }] }),
    beyond: () => message({ blocks: withIds('a'), attachments: [{ blocks: withIds('a') }] }),
    refusal: [
      'invalid_attachments',
      '[ERROR] `block_id` "a" already exists [json-pointer:/attachments/0/blocks/0/block_id]',
    ],
  },
  {
    id: 'data_visualization.per_message',
    end: 'max',
    number: 2,
    within: () => inMessage(times(2, () => chart(pie()))),
    beyond: () => inMessage(times(3, () => chart(pie()))),
    refusal: invalid('no more than 2 data_visualization blocks allowed', '/blocks'),
  },
  {
    id: 'data_table.content',
    end: 'max',
    number: 20_000,
    within: () => on.home([cells(20_000)]),
    beyond: () => on.home([cells(20_001)]),
    refusal: [
      'invalid_arguments',
      '[ERROR] must be less than 20001 characters in all cells [json-pointer:/view/blocks/0/rows]',
    ],
  },
  {
    id: 'table.content',
    end: 'max',
    number: 10_000,
    within: () => inMessage([table({ rows: [[rawText()], [rawText(9999)]] })]),
    beyond: () => inMessage([table({ rows: [[rawText()], [rawText(10_000)]] })]),
    refusal: invalid('must be less than 10001 characters in all cells', '/blocks/0/rows'),
  },
  {
    id: 'chat.postMessage.attachments',
    end: 'max',
    number: 100,
    within: () => message({ attachments: times(100, () => ({})) }),
    beyond: () => message({ attachments: times(101, () => ({})) }),
    refusal: ['too_many_attachments'],
  },
  {
    id: 'type.MessageAttachment.footer',
    end: 'max',
    number: 300,
    within: () => message(footed(300)),
    beyond: () => message(footed(301)),
    refusal: [
      'invalid_attachments',
      '[ERROR] must be less than 301 characters [json-pointer:/attachments/0/footer]',
    ],
  },
  {
    id: 'chat.postMessage.markdown_text',
    end: 'max',
    number: 12_000,
    within: () => message({ markdown_text: chars(12_000) }),
    beyond: () => message({ markdown_text: chars(12_001) }),
    refusal: ['msg_too_long'],
  },
];

const RULES: Pair[] = [
  {
    id: 'focus_on_load',
    end: 'max',
    number: 1,
    within: () => on.modal([textInput({ focus_on_load: true }), textInput()]),
    beyond: () => on.modal(times(2, () => textInput({ focus_on_load: true }))),
    refusal: [
      'invalid_arguments',
      '[ERROR] only one element can have `focus_on_load` [json-pointer:/view/blocks/1/element/focus_on_load]',
    ],
  },
  {
    id: 'modal.submit_required_with_input',
    end: 'rule',
    within: () => asView(modal([textInput()])),
    beyond: () => asView({ type: 'modal', title: plain(), blocks: [divider, textInput()] }),
    refusal: [
      'invalid_arguments',
      '[ERROR] must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]',
    ],
  },
  {
    id: 'block_id_unique_per_payload',
    end: 'rule',
    within: () => inMessage(withIds('a', 'b')),
    beyond: () => inMessage([...withIds('a'), container({ child_blocks: withIds('a') })]),
    refusal: invalid('`block_id` "a" already exists', '/blocks/1/child_blocks/0/block_id'),
  },
  {
    id: 'action_id_unique_per_block',
    end: 'rule',
    within: () => inMessage(times(2, () => actions(button({ action_id: 'a' })))),
    beyond: () => inMessage([actions(button({ action_id: 'a' }), button({ action_id: 'a' }))]),
    refusal: invalid('`action_id` "a" already exists', '/blocks/0/elements/1/action_id'),
  },
  {
    id: 'initial_option_must_match_options',
    end: 'rule',
    within: () => inMessage([select('a')]),
    beyond: () => inMessage([select('b')]),
    refusal: invalid('must be one of the provided options', '/blocks/0/accessory/initial_option'),
  },
  {
    id: 'response_url_enabled',
    end: 'rule',
    within: () => on.modal([input(channels({ response_url_enabled: true }))]),
    beyond: () => inMessage([actions(channels({ response_url_enabled: true }))]),
    refusal: invalid('invalid additional property: response_url_enabled', '/blocks/0/elements/0'),
  },
  {
    id: 'container.divider_or_collapsible',
    end: 'rule',
    within: () => inMessage([container({ is_collapsible: true, has_header_divider: false })]),
    beyond: () => inMessage([container({ is_collapsible: true, has_header_divider: true })]),
    refusal: invalid('cannot define both `is_collapsible` and `has_header_divider`', '/blocks/0'),
  },
  {
    id: 'number_input.order',
    end: 'rule',
    within: () => on.modal([numbers({ min_value: '2', initial_value: '2', max_value: '2' })]),
    beyond: () => on.modal([numbers({ min_value: '3', max_value: '2' })]),
    refusal: [
      'invalid_arguments',
      '[ERROR] `min_value` must not be greater than `max_value` [json-pointer:/view/blocks/0/element]',
    ],
  },
  {
    id: 'data_table.header_no_rich_text',
    end: 'rule',
    within: () => inMessage([dataTable({ rows: [row(), [richText()]] })]),
    beyond: () => inMessage([dataTable({ rows: [[richText()], row()] })]),
    refusal: invalid('unsupported type: rich_text', '/blocks/0/rows/0/0/type'),
  },
  {
    id: 'data_table.rows_equal_length',
    end: 'rule',
    within: () => inMessage([dataTable({ rows: [row(2), row(2)] })]),
    beyond: () => inMessage([dataTable({ rows: [row(2), row(2), row(1)] })]),
    refusal: invalid('all rows must have 2 cells, as the first', '/blocks/0/rows/2'),
  },
  {
    id: 'card.at_least_one_of',
    end: 'rule',
    within: () =>
      [{ hero_image: image() }, { title: mrkdwn() }, { actions: [button()] }, { body: mrkdwn() }].flatMap(
        (one) => inMessage([{ type: 'card', ...one }]),
      ),
    beyond: () => inMessage([{ type: 'card', subtitle: mrkdwn() }]),
    refusal: invalid('must define either `hero_image` or `title` or `actions` or `body`', '/blocks/0'),
  },
];

export const RULE_PAIRS: Pair[] = [...SIZES, ...RULES];
