/** Small payloads for the pairs: each is accepted as it stands, and grows by one number. */
import { checkMessageBlocks, checkView } from '../../../src/local-slack/blocks.ts';

export const chars = (length: number) => 'x'.repeat(length);
/** An address of so many characters. */
export const address = (length: number) => `https://a.b/${chars(length - 12)}`;
export const times = <T>(length: number, make: (index: number) => T) =>
  Array.from({ length }, (_, index) => make(index));

export const plain = (length = 2) => ({ type: 'plain_text', text: chars(length) });
export const mrkdwn = (length = 2) => ({ type: 'mrkdwn', text: chars(length) });
export const option = (more: object = {}) => ({ text: plain(), value: 'a', ...more });
export const options = (length: number) => times(length, (index) => option({ value: `${index}` }));
export const groups = (length: number) =>
  times(length, (index) => ({ label: plain(), options: [option({ value: `${index}` })] }));

export const divider = { type: 'divider' };
export const dividers = (length: number) => times(length, () => divider);
export const section = (more: object = {}) => ({ type: 'section', text: plain(), ...more });
export const actions = (...elements: object[]) => ({ type: 'actions', elements });
export const button = (more: object = {}) => ({ type: 'button', text: plain(), ...more });
export const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: plain(),
  element,
  ...more,
});
export const textInput = (more: object = {}) => input({ type: 'plain_text_input', ...more });
export const menu = (more: object) => section({ accessory: { options: options(2), ...more } });

export const contextActions = (...elements: object[]) => ({ type: 'context_actions', elements });
export const iconButton = (more: object = {}) => ({
  type: 'icon_button',
  icon: 'trash',
  text: plain(),
  ...more,
});
export const workflowButton = (more: object = {}) => ({
  type: 'workflow_button',
  text: plain(),
  workflow: { trigger: { url: 'https://slack.com/shortcuts/Ft1/x' } },
  ...more,
});
export const image = (more: object = {}) => ({
  type: 'image',
  image_url: 'https://example.org/a.png',
  alt_text: 'A',
  ...more,
});
export const video = (more: object = {}) => ({
  type: 'video',
  video_url: 'https://example.org/embed',
  thumbnail_url: 'https://example.org/a.png',
  alt_text: 'A',
  title: plain(),
  ...more,
});

const leaf = { type: 'text', text: 'x' };
const richSection = { type: 'rich_text_section', elements: [leaf] };
export const richText = (...elements: object[]) => ({
  type: 'rich_text',
  elements: elements.length > 0 ? elements : [richSection],
});
export const richList = (more: object) =>
  richText({ type: 'rich_text_list', style: 'bullet', elements: [richSection], ...more });

export const card = (more: object = {}) => ({ type: 'card', body: mrkdwn(), ...more });
export const carousel = (length: number) => ({ type: 'carousel', elements: times(length, () => card()) });
export const container = (more: object = {}) => ({
  type: 'container',
  title: plain(),
  child_blocks: [divider],
  ...more,
});
export const task = (more: object = {}) => ({
  type: 'task_card',
  task_id: 'a',
  title: 'A',
  status: 'pending',
  ...more,
});

export const rawText = (length = 1) => ({ type: 'raw_text', text: chars(length) });
export const rawNumber = (length = 1) => ({ type: 'raw_number', value: 1, text: chars(length) });
export const row = (length = 1) => times(length, () => rawText());
export const table = (more: object = {}) => ({ type: 'table', rows: [row(), row()], ...more });
export const dataTable = (more: object = {}) => ({
  type: 'data_table',
  caption: 'A',
  rows: [row(), row()],
  ...more,
});

export const points = (length: number) => times(length, (index) => ({ label: `${index}`, value: index }));
export const chart = (inside: object, more: object = {}) => ({
  type: 'data_visualization',
  title: 'A',
  chart: inside,
  ...more,
});
export const pie = (length = 1) => ({ type: 'pie', segments: points(length) });
/** A line chart of so many series, each with so many points. */
export const plot = (series = 1, length = 1, more: object = {}) => ({
  type: 'line',
  series: times(series, (index) => ({ name: `s${index}`, data: points(length) })),
  axis_config: { categories: points(length).map((point) => point.label), ...more },
});

export const modal = (blocks: unknown, more: object = {}) => ({
  type: 'modal',
  title: plain(),
  submit: plain(),
  blocks,
  ...more,
});
export const home = (blocks: unknown, more: object = {}) => ({ type: 'home', blocks, ...more });

let made = 0;
/** Makes ids that are all different. */
export const newId = () => `id${++made}`;

/** The code and messages of a refusal; [] where all is well. */
export function outcome(result: { ok: true } | { ok: false; error: string; messages: string[] }): string[] {
  return result.ok ? [] : [result.error, ...result.messages];
}

export const inMessage = (blocks: unknown[]) => outcome(checkMessageBlocks(blocks, newId));
export const asView = (view: unknown) => outcome(checkView(view, newId));
export const on = {
  message: (blocks: unknown[]) => inMessage(blocks),
  modal: (blocks: unknown[]) => asView(modal(blocks)),
  home: (blocks: unknown[]) => asView(home(blocks)),
};
