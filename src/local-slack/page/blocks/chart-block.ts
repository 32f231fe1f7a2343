/**
 * The data_visualization block (docs.slack.dev/reference/block-kit/blocks/data-visualization-block), of June 2026 and
 * not in @slack/types 3.2. What draws it is fetched when the first one is shown.
 */
import { h } from '../dom.ts';

export interface Point {
  label: string;
  value: number;
}
export interface Series {
  name: string;
  data: Point[];
}
export interface Axis {
  categories?: string[];
  x_label?: string;
  y_label?: string;
}
export type Chart =
  | { type: 'pie'; segments: Point[] }
  | { type: 'bar' | 'area' | 'line'; series: Series[]; axis_config?: Axis };
export interface ChartBlock {
  type: 'data_visualization';
  title: string;
  chart: Chart;
}

export function isChart(block: object): block is ChartBlock {
  return 'type' in block && block.type === 'data_visualization' && 'chart' in block;
}

/** A place for the chart, filled as soon as the drawing code is there. */
export function showChartBlock(block: ChartBlock): HTMLElement {
  const place = h('div', { class: 'block' });
  import('./charts.ts').then(({ showChart }) => place.append(showChart(block)));
  return place;
}
