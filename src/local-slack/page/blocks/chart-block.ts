/**
 * The data_visualization block (docs.slack.dev/reference/block-kit/blocks/data-visualization-block), of June 2026 and
 * not in @slack/types 3.2. What draws it is fetched when the first one is shown.
 */
import { h } from '../dom.ts';
import type { ChartBlock } from './chart-types.ts';

export function isChart(block: object): block is ChartBlock {
  return 'type' in block && block.type === 'data_visualization' && 'chart' in block;
}

/** A place for the chart, filled as soon as the drawing code is there. */
export function showChartBlock(block: ChartBlock): HTMLElement {
  const place = h('div', { class: 'block' });
  import('./charts.ts').then(({ showChart }) => place.append(showChart(block)));
  return place;
}
