import type { Block, TableBlock } from '@slack/types';
import { cut } from '../../slack/text.ts';

/** A bar for each of these, all of one series. */
export interface Bars {
  title: string;
  series: string;
  bars: { label: string; value: number }[];
}

/** Slack's limits of the block, in characters (docs.slack.dev, data visualization block; of June 2026). */
const MOST = { title: 50, label: 20 };

/** The data_visualization block, which @slack/types does not know yet. For messages only, two at most in each. */
interface ChartBlock extends Block {
  type: 'data_visualization';
  title: string;
  chart: {
    type: 'bar';
    series: { name: string; data: { label: string; value: number }[] }[];
    axis_config: { categories: string[] };
  };
}

export function barChart({ title, series, bars }: Bars): ChartBlock {
  const data = bars.map(({ label, value }) => ({ label: cut(label, MOST.label), value }));
  return {
    type: 'data_visualization',
    title: cut(title, MOST.title),
    chart: {
      type: 'bar',
      series: [{ name: cut(series, MOST.label), data }],
      axis_config: { categories: data.map(({ label }) => label) },
    },
  };
}

/** The same for workspaces that do not know charts: names and values, the first row naming the columns. */
export function tableOf(rows: readonly (readonly [string, string])[]): TableBlock {
  return {
    type: 'table',
    rows: rows.map((row) => row.map((text) => ({ type: 'raw_text' as const, text }))),
    column_settings: [{ is_wrapped: true }, { is_wrapped: true }],
  };
}
