/** Rules about a payload as a whole: ids, focus, and how much of something it may hold. */
import type { Surface } from './layout.ts';
import { LIMITS, most, names } from './limits.ts';
import { type Fields, isFields, type Problem } from './rules.ts';
import { SAY } from './wordings.ts';

/** A block with its place, as `/blocks/0/child_blocks/1`. */
interface Placed {
  block: Fields;
  pointer: string;
}

/** Where blocks hold other blocks. */
const INNER = new Map<unknown, string>([
  ['container', 'child_blocks'],
  ['carousel', 'elements'],
  ['plan', 'tasks'],
]);
const TABLES: readonly unknown[] = ['table', 'data_table'];

/** All blocks of a payload with those inside them, each before its own. What is no block is left out. */
export function allBlocks(blocks: readonly unknown[], pointer: string): Placed[] {
  return blocks.flatMap((block, index) => {
    if (!isFields(block)) return [];
    const place = `${pointer}/${index}`;
    const name = INNER.get(block['type']);
    const inner = name === undefined ? undefined : block[name];
    return [{ block, pointer: place }, ...(Array.isArray(inner) ? allBlocks(inner, `${place}/${name}`) : [])];
  });
}

/** The elements of a block, each with its place in the block; blocks inside it are none. */
export function elementsIn(block: Fields): [Fields, string][] {
  const places: [unknown, string][] = [
    [block['accessory'], 'accessory'],
    [block['element'], 'element'],
  ];
  for (const name of ['elements', 'actions']) {
    const list = block[name];
    if (!Array.isArray(list) || INNER.get(block['type']) === name) continue;
    for (const [index, one] of list.entries()) places.push([one, `${name}/${index}`]);
  }
  return places.flatMap(([one, at]) => (isFields(one) ? [[one, at] as [Fields, string]] : []));
}

/** How many tables there are, those in containers counted. */
export function countTables(blocks: readonly unknown[]): number {
  return allBlocks(blocks, '').filter(({ block }) => TABLES.includes(block['type'])).length;
}

type Rule = (all: readonly Placed[], pointer: string) => Problem[];

/** Each block_id once in a payload. */
const uniqueBlockIds: Rule = (all) =>
  repeated(all.map(({ block, pointer }) => ({ id: block['block_id'], pointer: `${pointer}/block_id` }))).map(
    ({ id, pointer }) => ({ message: SAY.sameBlockId(id), pointer }),
  );

/** Each action_id once in its block. */
const uniqueActionIds: Rule = (all) =>
  all.flatMap(({ block, pointer }) =>
    repeated(
      elementsIn(block).map(([one, at]) => ({ id: one['action_id'], pointer: `${pointer}/${at}/action_id` })),
    ).map(({ id, pointer: place }) => ({ message: SAY.sameActionId(id), pointer: place })),
  );

const oneFocus: Rule = (all) =>
  all
    .flatMap(({ block, pointer }) =>
      elementsIn(block).flatMap(([one, at]) =>
        one['focus_on_load'] === true ? [`${pointer}/${at}/focus_on_load`] : [],
      ),
    )
    .slice(most('focus_on_load'))
    .map((pointer) => ({ message: SAY.secondFocus(), pointer }));

/** A single block says itself when it is too long. */
const markdownTogether: Rule = (all, pointer) => {
  const texts = all.flatMap(({ block }) => (block['type'] === 'markdown' ? [String(block['text'])] : []));
  const max = most('message.markdown_blocks_cumulative');
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  return texts.length > 1 && length > max ? [{ message: SAY.longMarkdown(max), pointer }] : [];
};

const fewCharts: Rule = (all, pointer) => {
  const max = most('data_visualization.per_message');
  const charts = all.filter(({ block }) => block['type'] === 'data_visualization').length;
  return charts > max ? [{ message: SAY.manyCharts(max), pointer }] : [];
};

/** Elements that not every surface takes, as email fields, which stand in modals alone. */
const elementsOn =
  (surface: Surface): Rule =>
  (all) =>
    all.flatMap(({ block, pointer }) =>
      elementsIn(block).flatMap(([one, at]) => {
        const name = `element_surface.${String(one['type'])}`;
        if (!(name in LIMITS) || names(name).includes(surface)) return [];
        return [{ message: SAY.unknownType(one['type']), pointer: `${pointer}/${at}/type` }];
      }),
    );

/** A menu gives a response_url in an input of a modal only (docs.slack.dev, select menu element). */
const responseUrlOn =
  (surface: Surface): Rule =>
  (all) =>
    all.flatMap(({ block, pointer }) =>
      elementsIn(block).flatMap(([one, at]) => {
        const isRight = surface === 'modal' && block['type'] === 'input';
        if (one['response_url_enabled'] !== true || isRight) return [];
        return [{ message: SAY.unknownField('response_url_enabled'), pointer: `${pointer}/${at}` }];
      }),
    );

const on = (surface: Surface): Rule[] => [
  uniqueBlockIds,
  uniqueActionIds,
  oneFocus,
  elementsOn(surface),
  responseUrlOn(surface),
];
const RULES: Record<Surface, readonly Rule[]> = {
  message: [...on('message'), markdownTogether, fewCharts],
  modal: on('modal'),
  home: on('home'),
};

/** Holds a payload against what its blocks must keep together. */
export function checkAcross(blocks: readonly unknown[], surface: Surface, pointer: string): Problem[] {
  const all = allBlocks(blocks, pointer);
  return RULES[surface].flatMap((rule) => rule(all, pointer));
}

/** The same for the blocks of a message and of its attachments together; each part with its place. */
export function checkAcrossParts(
  parts: readonly { blocks: readonly unknown[]; pointer: string }[],
): Problem[] {
  const all = parts.flatMap(({ blocks, pointer }) => allBlocks(blocks, pointer));
  return RULES.message.flatMap((rule) => rule(all, parts.at(-1)?.pointer ?? ''));
}

/** The second and later of those that share an id. */
function repeated<T extends { id: unknown }>(all: readonly T[]): T[] {
  const seen = new Set<unknown>();
  return all.filter(({ id }) => {
    const again = id !== undefined && seen.has(id);
    seen.add(id);
    return again;
  });
}
