/** Draws the data_visualization block as SVG: pie, bar, area and line, with the numbers in a table for screen readers. */
import { h, s } from '../dom.ts';
import type { Axis, Chart, ChartBlock, Point, Series } from './chart-types.ts';

const width = 520;
const height = 220;
const left = 44;
const bottom = 28;

export function showChart(block: ChartBlock): HTMLElement {
  const { chart } = block;
  // A pie has no axis to read its numbers from.
  const names =
    chart.type === 'pie'
      ? chart.segments.map((one) => `${one.label} · ${one.value}`)
      : chart.series.map((one) => one.name);
  return h(
    'figure',
    { class: 'chart' },
    h('figcaption', { class: 'chart-title' }, block.title),
    chart.type === 'pie'
      ? drawPie(chart.segments)
      : drawSeries(chart.type, chart.series, labelsOf(chart), chart.axis_config),
    h(
      'ul',
      { class: 'legend' },
      ...names.map((name, index) => h('li', null, h('span', { class: `key fill-${index % 6}` }), name)),
    ),
    numbers(block.title, chart),
  );
}

function labelsOf(chart: Exclude<Chart, { type: 'pie' }>): string[] {
  return chart.axis_config?.categories ?? chart.series[0]?.data.map((point) => point.label) ?? [];
}

function drawPie(segments: Point[]): Element {
  const total = segments.reduce((sum, one) => sum + one.value, 0) || 1;
  let from = -Math.PI / 2;
  const paths = segments.map((segment, index) => {
    const to = from + 2 * Math.PI * Math.min(segment.value / total, 0.9999);
    const at = (angle: number) =>
      `${(110 + 100 * Math.cos(angle)).toFixed(2)} ${(110 + 100 * Math.sin(angle)).toFixed(2)}`;
    const d = `M110 110L${at(from)}A100 100 0 ${to - from > Math.PI ? 1 : 0} 1 ${at(to)}Z`;
    from = to;
    return s('path', { d, class: `slice fill-${index % 6}` });
  });
  return s(
    'svg',
    { class: 'chart-drawing chart-pie', viewBox: '0 0 220 220', 'aria-hidden': 'true' },
    ...paths,
  );
}

function drawSeries(
  type: 'bar' | 'area' | 'line',
  series: Series[],
  labels: string[],
  axis: Axis = {},
): Element {
  const values = series.flatMap((one) => one.data.map((point) => point.value));
  const top = niceTop(Math.max(0, ...values));
  const low = Math.min(0, ...values) < 0 ? -niceTop(-Math.min(...values)) : 0;
  const plot = { w: width - left - 8, h: height - bottom - 10 };
  const y = (value: number) => 10 + plot.h * (1 - (value - low) / (top - low || 1));
  const slot = plot.w / Math.max(labels.length, 1);
  const middle = (index: number) => left + slot * (index + 0.5);
  const lines = [0, 0.5, 1]
    .map((part) => low + (top - low) * part)
    .flatMap((value) => [
      s('line', { class: 'grid', x1: left, x2: width - 8, y1: y(value), y2: y(value) }),
      s(
        'text',
        { class: 'tick', x: left - 8, y: y(value) + 4, 'text-anchor': 'end' },
        String(+value.toFixed(2)),
      ),
    ]);
  const every = Math.ceil(labels.length / 8);
  const ticks = labels.map((label, index) =>
    index % every === 0
      ? s('text', { class: 'tick', x: middle(index), y: height - 10, 'text-anchor': 'middle' }, label)
      : null,
  );
  const valueAt = (one: Series, index: number) =>
    one.data.find((point) => point.label === labels[index])?.value ?? one.data[index]?.value ?? 0;
  const marks = series.flatMap((one, nth): Element[] => {
    if (type === 'bar') {
      const bar = (slot * 0.7) / series.length;
      return labels.map((_, index) => {
        const [a, b] = [y(Math.max(valueAt(one, index), 0)), y(Math.min(valueAt(one, index), 0))];
        const x = left + slot * index + slot * 0.15 + bar * nth;
        return s('rect', {
          class: `fill-${nth % 6}`,
          x,
          y: a,
          width: Math.max(bar - 2, 1),
          height: Math.max(b - a, 0.5),
          rx: 2,
        });
      });
    }
    const points = labels.map((_, index) => `${middle(index)} ${y(valueAt(one, index))}`);
    const line = s('path', { class: `stroke-${nth % 6}`, d: `M${points.join('L')}` });
    if (type === 'line') return [line];
    const area = `M${middle(0)} ${y(0)}L${points.join('L')}L${middle(labels.length - 1)} ${y(0)}Z`;
    return [s('path', { class: `area fill-${nth % 6}`, d: area }), line];
  });
  const drawing = s('svg', {
    class: 'chart-drawing',
    viewBox: `0 0 ${width} ${height}`,
    'aria-hidden': 'true',
  });
  drawing.append(...lines, ...ticks.filter((tick) => tick !== null), ...marks);
  const axes = [axis.y_label, axis.x_label].filter(Boolean).join(' by ');
  return axes === '' ? drawing : h('div', null, h('p', { class: 'axes' }, axes), drawing);
}

/** The next 1, 2, 5 or 10 of its power of ten: 37 → 50. */
function niceTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}

function numbers(title: string, chart: Chart): HTMLElement {
  const labels = chart.type === 'pie' ? chart.segments.map((one) => one.label) : labelsOf(chart);
  const series = chart.type === 'pie' ? [{ name: 'Value', data: chart.segments }] : chart.series;
  return h(
    'table',
    { class: 'unseen' },
    h('caption', null, title),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        h('th', { scope: 'col' }, 'Label'),
        ...series.map((one) => h('th', { scope: 'col' }, one.name)),
      ),
    ),
    h(
      'tbody',
      null,
      ...labels.map((label, index) =>
        h(
          'tr',
          null,
          h('th', { scope: 'row' }, label),
          ...series.map((one) => h('td', null, String(one.data[index]?.value ?? ''))),
        ),
      ),
    ),
  );
}
