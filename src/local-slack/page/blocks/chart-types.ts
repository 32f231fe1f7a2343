/** What a data_visualization block holds; @slack/types 3.2 does not know it yet. */
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
/** The data_visualization block (docs.slack.dev/reference/block-kit/blocks/data-visualization-block). */
export interface ChartBlock {
  type: 'data_visualization';
  title: string;
  chart: Chart;
}
