/** The card, carousel and container blocks. */
import type { CardBlock, CarouselBlock, ContainerBlock, KnownBlock, MrkdwnElement } from '@slack/types';
import type { Child } from '../dom.ts';
import { h } from '../dom.ts';
import { icon } from '../icons.ts';
import { plainText, showText } from '../text/show.ts';
import { showButton } from './buttons.ts';
import { slotFor } from './elements.ts';
import { blockIdOf } from './form.ts';
import { showPicture } from './pictures.ts';
import { showRichText } from './rich-text.ts';
import type { Scene } from './scene.ts';

type Attributes = Record<string, string | number | null>;

export function showCard(
  card: CardBlock,
  blockId: string,
  scene: Scene,
  attributes: Attributes = {},
): HTMLElement {
  const line = (text: MrkdwnElement | undefined, name: string) =>
    text && h('div', { class: `card-${name}` }, ...showText(text, scene.world));
  const buttons = card.actions ?? [];
  return h(
    'div',
    { class: 'card', ...attributes },
    card.hero_image && h('div', { class: 'card-hero' }, showPicture(card.hero_image, 'hero')),
    h(
      'div',
      { class: 'card-body' },
      (card.icon || card.title || card.subtitle) &&
        h(
          'div',
          { class: 'card-head' },
          card.icon && showPicture(card.icon, 'icon'),
          h('div', { class: 'card-names' }, line(card.title, 'title'), line(card.subtitle, 'subtitle')),
        ),
      line(card.body, 'text'),
      buttons.length > 0 &&
        h(
          'div',
          { class: 'actions' },
          ...buttons.map((button, index) => showButton(button, slotFor(button, index, blockId, scene))),
        ),
    ),
  );
}

/** Cards side by side. The row scrolls by the arrow keys when it has the focus, and by two buttons. */
export function showCarousel(block: CarouselBlock, blockId: string, scene: Scene): HTMLElement {
  const count = block.elements.length;
  const cards = block.elements.map((card, index) =>
    showCard(card, blockIdOf(card, index, blockId), scene, {
      role: 'group',
      'aria-roledescription': 'card',
      'aria-label': `${index + 1} of ${count}`,
    }),
  );
  const row = h(
    'div',
    { class: 'carousel-row', tabindex: 0, role: 'group', 'aria-label': `Cards, ${count} in a row` },
    ...cards,
  );
  const move = (name: 'back' | 'forward', by: -1 | 1) => {
    const button = h(
      'button',
      {
        type: 'button',
        class: 'icon-button',
        'aria-label': by < 0 ? 'Previous card' : 'Next card',
        'data-focus': `${scene.prefix}/${blockId}/${name}`,
      },
      icon(name),
    );
    button.addEventListener('click', () => {
      const step = (cards[1]?.offsetLeft ?? 0) - (cards[0]?.offsetLeft ?? 0) || row.clientWidth;
      row.scrollBy({ left: by * step });
    });
    return button;
  };
  const back = move('back', -1);
  const forward = move('forward', 1);
  // Not `disabled`: the button that was just pressed would lose the focus.
  const ends = () => {
    back.setAttribute('aria-disabled', String(row.scrollLeft < 4));
    forward.setAttribute('aria-disabled', String(row.scrollLeft + row.clientWidth > row.scrollWidth - 4));
  };
  row.addEventListener('scroll', ends);
  new ResizeObserver(ends).observe(row);
  return h(
    'section',
    { class: 'carousel', 'aria-roledescription': 'carousel', 'aria-label': `${count} cards` },
    row,
    count > 1 && h('div', { class: 'carousel-moves' }, back, forward),
  );
}

/** `show` draws a block: handed in, as the blocks in a container are drawn by the code that draws containers. */
export function showContainer(
  block: ContainerBlock,
  blockId: string,
  scene: Scene,
  show: (block: KnownBlock, blockId: string, scene: Scene) => HTMLElement,
): HTMLElement {
  const title: Child = block.rich_text_title
    ? showRichText(block.rich_text_title, scene.world)
    : block.title && plainText(block.title);
  const head = [
    block.icon && showPicture(block.icon, 'icon'),
    h(
      'span',
      { class: 'container-names' },
      h('span', { class: 'container-title' }, title),
      block.subtitle && h('span', { class: 'container-subtitle' }, ...showText(block.subtitle, scene.world)),
    ),
  ];
  const content = h(
    'div',
    { class: 'container-content' },
    ...block.child_blocks.map((child, index) => show(child, blockIdOf(child, index, blockId), scene)),
  );
  const width = `container container-${block.width ?? 'standard'}`;
  if (block.is_collapsible)
    return h(
      'details',
      { class: width, open: block.default_collapsed !== true },
      h(
        'summary',
        { class: 'container-head', 'data-focus': `${scene.prefix}/${blockId}/head` },
        ...head,
        icon('chevron'),
      ),
      content,
    );
  const line = block.has_header_divider ? 'with-line' : '';
  return h('div', { class: width }, h('div', { class: `container-head ${line}` }, ...head), content);
}
