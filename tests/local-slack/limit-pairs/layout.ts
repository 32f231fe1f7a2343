/** Pairs of the limits of blocks and views. */
import { fewest, largest, longest, most, type Pair, shortest, smallest, view } from './pair.ts';
import {
  actions,
  button,
  card,
  carousel,
  chars,
  chart,
  container,
  contextActions,
  dataTable,
  divider,
  dividers,
  home,
  iconButton,
  image,
  input,
  modal,
  mrkdwn,
  pie,
  plain,
  plot,
  points,
  rawNumber,
  rawText,
  richList,
  row,
  section,
  table,
  times,
  video,
} from './payloads.ts';

const typing = (more: object) => input({ type: 'plain_text_input' }, more);
const charted = (more: object) => chart(plot(1, 1, more));
const named = (name: string) => chart({ ...plot(), series: [{ name, data: points(1) }] });
const category = (name: string) =>
  chart({
    ...plot(1, 1, { categories: [name] }),
    series: [{ name: 'a', data: [{ label: name, value: 1 }] }],
  });

const SIMPLE = [
  longest('type.Block.block_id', 255, (n) => ({ ...divider, block_id: chars(n) }), '/block_id'),
  most('type.ActionsBlock.elements', 25, (n) => actions(...times(n, () => button())), '/elements'),
  most(
    'type.ContextBlock.elements',
    10,
    (n) => ({ type: 'context', elements: times(n, () => plain()) }),
    '/elements',
  ),
  most(
    'type.ContextActionsBlock.elements',
    5,
    (n) => contextActions(...times(n, () => iconButton())),
    '/elements',
  ),
  longest('type.HeaderBlock.text', 150, (n) => ({ type: 'header', text: plain(n) }), '/text/text'),
  longest('type.ImageBlock.alt_text', 2000, (n) => image({ alt_text: chars(n) }), '/alt_text'),
  longest('type.ImageBlock.title', 2000, (n) => image({ title: plain(n) }), '/title/text'),
  longest('type.InputBlock.label', 2000, (n) => typing({ label: plain(n) }), '/label/text'),
  longest('type.InputBlock.hint', 2000, (n) => typing({ hint: plain(n) }), '/hint/text'),
  longest('type.MarkdownBlock.text', 12_000, (n) => ({ type: 'markdown', text: chars(n) }), '/text'),
  shortest('type.SectionBlock.text', 1, (n) => section({ text: mrkdwn(n) }), '/text/text'),
  longest('type.SectionBlock.text', 3000, (n) => section({ text: mrkdwn(n) }), '/text/text'),
  most('type.SectionBlock.fields', 10, (n) => section({ fields: times(n, () => plain()) }), '/fields'),
  longest('type.SectionBlock.fields[].text', 2000, (n) => section({ fields: [plain(n)] }), '/fields/0/text'),
  longest('type.VideoBlock.title', 199, (n) => video({ title: plain(n) }), '/title/text'),
  longest('type.VideoBlock.author_name', 49, (n) => video({ author_name: chars(n) }), '/author_name'),
  longest('video.alt_text', 200, (n) => video({ alt_text: chars(n) }), '/alt_text'),
  longest('alert.text', 200, (n) => ({ type: 'alert', text: plain(n) }), '/text/text', 'modal'),
  smallest('type.RichTextList.indent', 0, (n) => richList({ indent: n }), '/elements/0/indent'),
  largest('type.RichTextList.indent', 8, (n) => richList({ indent: n }), '/elements/0/indent'),
];

const HOLDERS = [
  longest('type.CardBlock.title', 150, (n) => card({ title: mrkdwn(n) }), '/title/text'),
  longest('type.CardBlock.subtitle', 150, (n) => card({ subtitle: mrkdwn(n) }), '/subtitle/text'),
  longest('type.CardBlock.body', 200, (n) => card({ body: mrkdwn(n) }), '/body/text'),
  most('card.actions', 3, (n) => card({ actions: times(n, () => button()) }), '/actions'),
  fewest('type.CarouselBlock.elements', 1, carousel, '/elements'),
  most('type.CarouselBlock.elements', 10, carousel, '/elements'),
  longest('type.ContainerBlock.title', 150, (n) => container({ title: plain(n) }), '/title/text'),
  longest('type.ContainerBlock.subtitle', 150, (n) => container({ subtitle: plain(n) }), '/subtitle/text'),
  most(
    'type.ContainerBlock.child_blocks',
    10,
    (n) => container({ child_blocks: dividers(n) }),
    '/child_blocks',
  ),
];

const TABLES = [
  most('type.TableBlock.rows', 100, (n) => table({ rows: times(n, () => row()) }), '/rows'),
  most('type.TableBlock.rows[]', 20, (n) => table({ rows: [row(n)] }), '/rows/0'),
  most(
    'type.TableBlock.column_settings',
    20,
    (n) => table({ column_settings: times(n, () => ({})) }),
    '/column_settings',
  ),
  shortest('type.RawTextElement.text', 1, (n) => table({ rows: [[rawText(n)]] }), '/rows/0/0/text'),
  shortest('type.RawNumberElement.text', 1, (n) => table({ rows: [[rawNumber(n)]] }), '/rows/0/0/text'),
  smallest('type.DataTableBlock.page_size', 1, (n) => dataTable({ page_size: n }), '/page_size'),
  largest('type.DataTableBlock.page_size', 100, (n) => dataTable({ page_size: n }), '/page_size'),
  fewest('data_table.rows', 2, (n) => dataTable({ rows: times(n, () => row()) }), '/rows'),
  most('data_table.rows', 201, (n) => dataTable({ rows: times(n, () => row()) }), '/rows'),
  fewest('data_table.columns', 1, (n) => dataTable({ rows: [row(n), row(n)] }), '/rows/0'),
  most('data_table.columns', 20, (n) => dataTable({ rows: [row(n), row(n)] }), '/rows/0'),
];

const CHARTS = [
  longest('data_visualization.title', 50, (n) => chart(pie(), { title: chars(n) }), '/title'),
  most('data_visualization.segments', 12, (n) => chart(pie(n)), '/chart/segments'),
  most('data_visualization.series', 12, (n) => chart(plot(n)), '/chart/series'),
  longest('data_visualization.series_name', 20, (n) => named(chars(n)), '/chart/series/0/name'),
  most('data_visualization.data', 20, (n) => chart(plot(1, n)), '/chart/series/0/data'),
  most('data_visualization.categories', 20, (n) => chart(plot(1, n)), '/chart/axis_config/categories'),
  longest(
    'data_visualization.category_label',
    20,
    (n) => category(chars(n)),
    '/chart/axis_config/categories/0',
  ),
  longest(
    'data_visualization.axis_label',
    50,
    (n) => charted({ x_label: chars(n) }),
    '/chart/axis_config/x_label',
  ),
  longest(
    'data_visualization.axis_label',
    50,
    (n) => charted({ y_label: chars(n) }),
    '/chart/axis_config/y_label',
  ),
];

const VIEWS = [
  view.most('type.BaseView.blocks', 100, (n) => home(dividers(n)), '/blocks'),
  view.fewest('modal.blocks', 1, (n) => modal(dividers(n)), '/blocks'),
  view.most('modal.blocks', 100, (n) => modal(dividers(n)), '/blocks'),
  view.most('home.blocks', 100, (n) => home(dividers(n)), '/blocks'),
  view.longest(
    'type.BaseView.private_metadata',
    3000,
    (n) => modal([divider], { private_metadata: chars(n) }),
    '/private_metadata',
  ),
  view.longest(
    'type.BaseView.callback_id',
    255,
    (n) => modal([divider], { callback_id: chars(n) }),
    '/callback_id',
  ),
  view.longest('type.ModalView.title', 24, (n) => modal([divider], { title: plain(n) }), '/title/text'),
  view.longest('type.ModalView.submit', 24, (n) => modal([divider], { submit: plain(n) }), '/submit/text'),
  view.longest('type.ModalView.close', 24, (n) => modal([divider], { close: plain(n) }), '/close/text'),
];

export const LAYOUT_PAIRS: Pair[] = [...SIMPLE, ...HOLDERS, ...TABLES, ...CHARTS, ...VIEWS];
