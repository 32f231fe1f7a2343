/** Block Kit to DOM: one function a block. What cannot be shown is a box that says so. */
import type { ContextBlock, ImageElement, KnownBlock, SectionBlock } from '@slack/types';
import type { KeyedItem } from '../dom.ts';
import { h } from '../dom.ts';
import { plainText, showText } from '../text/show.ts';
import { isChart, showChartBlock } from './chart-block.ts';
import { showActions, showInputBlock, showSectionElement } from './elements.ts';
import { blockIdOf } from './form.ts';
import { showPicture, showUnknown } from './pictures.ts';
import { showRichText } from './rich-text.ts';
import type { Scene } from './scene.ts';
import { showTable } from './tables.ts';

/** Blocks as keyed children: a block that an update left as it was keeps its node, its focus and its caret. */
export function blockItems(blocks: KnownBlock[], scene: Scene): KeyedItem[] {
  return blocks.map((block, index) => ({
    key: blockIdOf(block, index),
    signature: JSON.stringify(block),
    build: () => showBlock(block, blockIdOf(block, index), scene),
  }));
}

/** One block. */
export function showBlock(block: KnownBlock, blockId: string, scene: Scene): HTMLElement {
  const { world } = scene;
  if (isChart(block)) return showChartBlock(block);
  switch (block.type) {
    case 'section':
      return showSection(block, blockId, scene);
    case 'header':
      return h(scene.headings, { class: 'block block-header' }, plainText(block.text));
    case 'divider':
      return h('hr', { class: 'block block-divider' });
    case 'context':
      return showContext(block, scene);
    case 'actions':
      return showActions(block, blockId, scene);
    case 'input':
      return showInputBlock(block, blockId, scene);
    case 'image': {
      const title = block.title === undefined ? null : plainText(block.title);
      return h(
        'figure',
        { class: 'block block-image' },
        title && h('figcaption', null, title),
        showPicture(block, 'large'),
      );
    }
    case 'rich_text':
      return h('div', { class: 'block' }, showRichText(block, world));
    case 'table':
      return h('div', { class: 'block' }, showTable(block.rows, block.column_settings ?? [], null, world));
    case 'data_table':
      return h('div', { class: 'block' }, showTable(block.rows, [], block.caption, world));
    case 'alert':
      return h(
        'div',
        { class: `block alert alert-${block.level ?? 'default'}` },
        ...showText(block.text, world),
      );
    default:
      return h('div', { class: 'block' }, showUnknown('block', block.type));
  }
}

function showSection(block: SectionBlock, blockId: string, scene: Scene): HTMLElement {
  const { world } = scene;
  const textId = `${scene.prefix}-${blockId}-text`;
  const accessory = block.accessory;
  return h(
    'div',
    { class: `block section ${accessory === undefined ? '' : 'has-accessory'}` },
    h(
      'div',
      { class: 'section-words' },
      block.text && h('div', { class: 'section-text', id: textId }, ...showText(block.text, world)),
      block.fields &&
        h(
          'div',
          { class: 'fields' },
          ...block.fields.map((field) => h('div', { class: 'field' }, ...showText(field, world))),
        ),
    ),
    accessory &&
      h(
        'div',
        { class: `accessory accessory-${accessory.type}` },
        accessory.type === 'image'
          ? showPicture(accessory, 'thumbnail')
          : showSectionElement(accessory, blockId, block.text === undefined ? null : textId, scene),
      ),
  );
}

function showContext(block: ContextBlock, scene: Scene): HTMLElement {
  const show = (element: ContextBlock['elements'][number]): HTMLElement =>
    isImage(element)
      ? showPicture(element, 'small')
      : h('div', { class: 'context-text' }, ...showText(element, scene.world));
  return h('div', { class: 'block context' }, ...block.elements.map(show));
}

function isImage(element: ContextBlock['elements'][number]): element is ImageElement {
  return element.type === 'image';
}
