/**
 * Holds the blocks and views an app sends against Slack's rules, and says what is wrong in Slack's words. Pure: ids
 * for blocks that came without are handed in.
 */
import type { KnownBlock, Option, OptionGroup, PlainTextElement } from '@slack/types';
import { allBlocks, checkAcross, countTables, elementsIn } from './block-kit/across.ts';
import { COMPOSITION } from './block-kit/composition.ts';
import { ELEMENTS } from './block-kit/elements.ts';
import { BLOCKS, SURFACES, type Surface, VIEWS } from './block-kit/layout.ts';
import { most } from './block-kit/limits.ts';
import { check, type Fields, isFields, object, type Problem, type Shapes } from './block-kit/rules.ts';
import { SAY } from './block-kit/wordings.ts';

/** A view that keeps Slack's rules, with every optional field filled in as Slack does. */
export interface CheckedView {
  type: 'modal' | 'home';
  callback_id: string;
  title: PlainTextElement | null;
  submit: PlainTextElement | null;
  close: PlainTextElement | null;
  blocks: KnownBlock[];
  private_metadata: string;
  external_id: string;
  clear_on_close: boolean;
  notify_on_close: boolean;
}

/** What is wrong, as in Slack's `response_metadata.messages`. */
export interface Refused {
  ok: false;
  error: string;
  messages: string[];
}

const SHAPES: Shapes = { ...COMPOSITION, ...ELEMENTS, ...BLOCKS, ...VIEWS };
const MOST = {
  messageBlocks: most('message.blocks'),
  blocksSize: most('chat.postMessage.blocks_total_size'),
  tables: most('message.tables'),
  viewBytes: most('view.payload_bytes'),
};
const EVERY_BLOCK = Object.keys(BLOCKS).filter((name) => name.startsWith('block:'));

/**
 * Checks the blocks of a message.
 * @param newId makes the block_id and action_id of what came without
 * @returns the blocks, or `invalid_blocks` (another code where Slack has one) with messages such as
 *   `[ERROR] must be less than 76 characters [json-pointer:/blocks/3/elements/0/text/text]`
 */
export function checkMessageBlocks(
  value: unknown,
  newId: () => string,
): { ok: true; blocks: KnownBlock[] } | Refused {
  if (!Array.isArray(value)) return { ok: false, error: 'invalid_blocks_format', messages: [] };
  const found: Problem[] = [];
  checkBlocks(value, 'message', '/blocks', found);
  if (found.length > 0) return refused('invalid_blocks', found);
  if (countTables(value) > MOST.tables) {
    // Slack answers with the code of attachments, although blocks are meant.
    return { ok: false, error: 'invalid_attachments', messages: [`[ERROR] ${SAY.secondTable()}`] };
  }
  if (JSON.stringify(value).length > MOST.blocksSize) {
    return { ok: false, error: 'msg_blocks_too_long', messages: [] };
  }
  return { ok: true, blocks: completed(value, newId) };
}

/**
 * Checks a view as views.open, push, update and publish take it.
 * @returns the view, or `invalid_arguments` (`view_too_large` over 250 kB) with messages that point into `/view`
 */
export function checkView(value: unknown, newId: () => string): { ok: true; view: CheckedView } | Refused {
  const found: Problem[] = [];
  if (Buffer.byteLength(JSON.stringify(value) ?? '') > MOST.viewBytes) {
    return { ok: false, error: 'view_too_large', messages: [] };
  }
  check(object('modal', 'home'), value, '/view', SHAPES, found);
  if (!isFields(value)) return refused('invalid_arguments', found);
  const type = value['type'] === 'home' ? 'home' : 'modal';
  const blocks = Array.isArray(value['blocks']) ? value['blocks'] : [];
  checkBlocks(blocks, type, '/view/blocks', found);
  if (type === 'modal' && value['submit'] === undefined) {
    const at = blocks.findIndex((block) => isFields(block) && block['type'] === 'input');
    if (at >= 0) {
      found.push({ message: SAY.noSubmit(), pointer: `/view/blocks/${at}/input` });
    }
  }
  if (found.length > 0) return refused('invalid_arguments', found);
  return { ok: true, view: { ...viewDefaults(value, type), blocks: completed(blocks, newId) } };
}

function refused(error: string, found: Problem[]): Refused {
  return {
    ok: false,
    error,
    messages: found.map(({ message, pointer }) => `[ERROR] ${message} [json-pointer:${pointer}]`),
  };
}

function checkBlocks(blocks: unknown[], surface: Surface, pointer: string, found: Problem[]): void {
  // Views say so in their own shape.
  if (surface === 'message' && blocks.length > MOST.messageBlocks) {
    found.push({ message: SAY.tooMany(MOST.messageBlocks), pointer });
  }
  const allowed = SURFACES[surface].map((type) => `block:${type}`);
  for (const [index, block] of blocks.entries()) {
    const known = isFields(block) && EVERY_BLOCK.includes(`block:${String(block['type'])}`);
    check(object(...(known ? allowed : EVERY_BLOCK)), block, `${pointer}/${index}`, SHAPES, found);
  }
  found.push(...checkAcross(blocks, surface, pointer));
}

/** Gives ids to blocks and interactive elements that came without, as Slack does. */
function completed(blocks: unknown[], newId: () => string): KnownBlock[] {
  const copies: unknown[] = structuredClone(blocks);
  for (const { block } of allBlocks(copies, '')) {
    block['block_id'] ??= newId();
    for (const [element] of elementsIn(block)) {
      const name = `element:${String(element['type'])}`;
      if ('action_id' in (SHAPES[name]?.fields ?? {})) element['action_id'] ??= newId();
    }
  }
  fillIn(copies);
  // The walk above has shown that they are what the type says.
  return copies as KnownBlock[];
}

/** What Slack gives back for a field that was left out, by type: so payloads of its deliveries show them. */
const LEFT_OUT: Record<string, Fields> = {
  plain_text: { emoji: true },
  mrkdwn: { verbatim: false },
  input: { optional: false, dispatch_action: false },
  plain_text_input: { dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } },
};

function fillIn(value: unknown): void {
  if (Array.isArray(value)) value.forEach(fillIn);
  if (!isFields(value)) return;
  for (const [name, one] of Object.entries(LEFT_OUT[String(value['type'])] ?? {})) value[name] ??= one;
  Object.values(value).forEach(fillIn);
}

function viewDefaults(value: Fields, type: 'modal' | 'home'): Omit<CheckedView, 'blocks'> {
  const text = (name: string): PlainTextElement | null => {
    const given = value[name];
    if (type === 'home' || !isFields(given)) return null;
    return { type: 'plain_text', text: String(given['text']), emoji: given['emoji'] !== false };
  };
  return {
    type,
    callback_id: String(value['callback_id'] ?? ''),
    title: text('title'),
    submit: text('submit'),
    close: text('close'),
    private_metadata: String(value['private_metadata'] ?? ''),
    external_id: String(value['external_id'] ?? ''),
    clear_on_close: value['clear_on_close'] === true,
    notify_on_close: value['notify_on_close'] === true,
  };
}

/** Checks what an app gives as the options of an external menu: `options`, or `option_groups`. */
export function checkOptions(
  value: unknown,
): { ok: true; options: Option[]; option_groups?: OptionGroup[] } | Refused {
  const found: Problem[] = [];
  check(object('options_answer'), value, '', SHAPES, found);
  if (found.length > 0 || !isFields(value)) return refused('invalid_options', found);
  const given = structuredClone(value);
  fillIn(given);
  const { options = [], option_groups: groups } = given;
  // The walk above has shown that they are what the type says.
  const known = { ok: true as const, options: options as Option[] };
  return groups === undefined ? known : { ...known, option_groups: groups as OptionGroup[] };
}
