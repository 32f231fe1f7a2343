/** Block Kit to DOM: one function a block. What cannot be shown is a box that says so. */
import type { AlertBlock, ContextBlock, ImageElement, KnownBlock, SectionBlock } from '@slack/types';
import type { KeyedItem } from '../dom.ts';
import { h, idPart, unseen } from '../dom.ts';
import { icon } from '../icons.ts';
import { plainText, showText } from '../text/show.ts';
import type { ChartBlock } from './chart-types.ts';
import { showActions, showInputBlock, showSectionElement } from './elements.ts';
import { blockIdOf } from './form.ts';
import { drawnLater } from './later.ts';
import { showPicture, showUnknown } from './pictures.ts';
import { showRichText } from './rich-text.ts';
import type { Scene } from './scene.ts';
import { showTable } from './tables.ts';

const charts = drawnLater(() => import('./charts.ts'));
const markdown = drawnLater(() => import('./markdown.ts'));
const cards = drawnLater(() => import('./cards.ts'));
const agents = drawnLater(() => import('./agents.ts'));
const media = drawnLater(() => import('./media.ts'));
const dataTables = drawnLater(() => import('./data-tables.ts'));

/** Of June 2026, and not in @slack/types 3.2. */
function isChart(block: object): block is ChartBlock {
  return 'type' in block && block.type === 'data_visualization' && 'chart' in block;
}

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
  if (isChart(block)) return charts(({ showChart }) => showChart(block));
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
      return h('div', { class: 'block' }, showTable(block.rows, block.column_settings ?? [], world));
    case 'data_table':
      return dataTables(({ showDataTable }) => showDataTable(block, `${scene.prefix}/${blockId}`, world));
    case 'markdown':
      return markdown(({ showMarkdown }) => showMarkdown(block.text));
    case 'card':
      return cards(({ showCard }) => showCard(block, blockId, scene));
    case 'carousel':
      return cards(({ showCarousel }) => showCarousel(block, blockId, scene));
    case 'container':
      return cards(({ showContainer }) => showContainer(block, blockId, scene, showBlock));
    case 'plan':
      return agents(({ showPlan }) => showPlan(block, scene));
    case 'task_card':
      return agents(({ showTask }) => showTask(block, scene, 'lone-task'));
    case 'context_actions':
      return agents(({ showContextActions }) => showContextActions(block, blockId, scene));
    case 'video':
      return media(({ showVideo }) => showVideo(block));
    case 'file':
      return media(({ showFile }) => showFile(block));
    case 'alert':
      return showAlert(block, scene);
    default:
      return h('div', { class: 'block' }, showUnknown('block', typeOf(block)));
  }
}

/** The type of what @slack/types does not know. */
function typeOf(block: object): string {
  return 'type' in block ? String(block.type) : 'without a type';
}

function showAlert(block: AlertBlock, scene: Scene): HTMLElement {
  const level = block.level ?? 'default';
  const sign = level === 'success' ? 'check' : level === 'default' || level === 'info' ? 'info' : 'warning';
  const names = {
    default: null,
    info: 'Information',
    warning: 'Warning',
    error: 'Error',
    success: 'Success',
  };
  const name = names[level] ?? null;
  return h(
    'div',
    { class: `block alert alert-${level}` },
    icon(sign),
    h('div', null, name && unseen(`${name}: `), ...showText(block.text, scene.world)),
  );
}

function showSection(block: SectionBlock, blockId: string, scene: Scene): HTMLElement {
  const { world } = scene;
  const textId = `${scene.prefix}-${idPart(blockId)}-text`;
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
