/** Blocks whose drawing code is fetched when the first of them is shown: most pages never need it. */
import { h } from '../dom.ts';

/**
 * Remembers one such module. `draw` gives the block at once when the module is there, and otherwise a place that fills
 * itself. `const later = drawnLater(() => import('./charts.ts'))`.
 */
export function drawnLater<M>(
  fetchCode: () => Promise<M>,
): (draw: (module: M) => HTMLElement) => HTMLElement {
  let there: { module: M } | null = null;
  return (draw) => {
    const place = h('div', { class: 'block' });
    if (there !== null) {
      place.append(draw(there.module));
      return place;
    }
    place.setAttribute('aria-busy', 'true');
    fetchCode()
      .then((module) => {
        there = { module };
        place.append(draw(module));
      })
      .catch(() => {
        place.append(
          h('p', { class: 'unknown' }, 'The server of local-slack does not answer: this cannot be shown.'),
        );
      })
      .finally(() => place.removeAttribute('aria-busy'));
    return place;
  };
}
