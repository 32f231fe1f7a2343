/**
 * The data_visualization block, of June 2026 and not in @slack/types 3.2.
 * Source: docs.slack.dev/reference/block-kit/blocks/data-visualization-block.
 */
import { block } from './block.ts';
import { limit } from './limits.ts';
import { type Check, isFields, list, number, object, required, type Shapes, string } from './rules.ts';
import { SAY } from './wordings.ts';

const LABEL = string({ min: 1, ...limit('data_visualization.category_label') });
const NAME = string({ min: 1, ...limit('data_visualization.series_name') });
const AXIS = string({ min: 1, ...limit('data_visualization.axis_label') });

/** Series have names of their own, and each has one point for each category. */
const seriesFitCategories: Check = (value, pointer, found) => {
  const axis = isFields(value['axis_config']) ? value['axis_config'] : {};
  const categories = sorted(axis['categories']);
  const names = new Set<unknown>();
  for (const [index, series] of listOf(value['series']).filter(isFields).entries()) {
    const place = `${pointer}/series/${index}`;
    const name = series['name'];
    if (names.has(name)) found.push({ message: SAY.sameName(name), pointer: `${place}/name` });
    names.add(name);
    const labels = sorted(
      listOf(series['data']).map((point) => (isFields(point) ? point['label'] : undefined)),
    );
    if (labels !== categories) found.push({ message: SAY.notTheCategories(), pointer: `${place}/data` });
  }
};

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function sorted(labels: unknown): string {
  return JSON.stringify(listOf(labels).toSorted());
}

const PLOTS: Shapes = Object.fromEntries(
  ['bar', 'area', 'line'].map((type) => [
    `chart:${type}`,
    {
      type,
      fields: {
        series: required(list(object('data_series'), { min: 1, ...limit('data_visualization.series') })),
        axis_config: required(object('axis_config')),
      },
      checks: [seriesFitCategories],
    },
  ]),
);

/** Charts, and the objects only they use. */
export const CHARTS: Shapes = {
  ...PLOTS,
  'chart:pie': {
    type: 'pie',
    fields: {
      segments: required(list(object('data_point'), { min: 1, ...limit('data_visualization.segments') })),
    },
  },
  data_point: { fields: { label: required(LABEL), value: required(number()) } },
  data_series: {
    fields: {
      name: required(NAME),
      data: required(list(object('data_point'), { min: 1, ...limit('data_visualization.data') })),
    },
  },
  axis_config: {
    fields: {
      categories: required(list(LABEL, { min: 1, ...limit('data_visualization.categories') })),
      x_label: AXIS,
      y_label: AXIS,
    },
  },
  ...block('data_visualization', {
    title: required(string({ min: 1, ...limit('data_visualization.title') })),
    chart: required(object('chart:pie', ...Object.keys(PLOTS))),
  }),
};
