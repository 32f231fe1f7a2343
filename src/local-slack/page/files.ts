/** The files of a message: what each is, and a link that saves it. */
import { h, unseen } from './dom.ts';
import { icon } from './icons.ts';
import type { ShownMessage } from './protocol.ts';
import type { World } from './state.ts';

/** One card a file; null for a message without any. */
export function showFiles(message: ShownMessage, world: World): HTMLElement | null {
  const files = message.files ?? [];
  if (files.length === 0) return null;
  const cards = files.map(({ id, name, title, type, bytes }) => {
    const href = `/page/file/${encodeURIComponent(id)}?user=${encodeURIComponent(world.me.id)}`;
    const about = `${type}, ${sizeOf(bytes)}`;
    return h(
      'li',
      null,
      h(
        'a',
        { class: 'file', href, download: name },
        unseen('Download'),
        icon('file'),
        h(
          'span',
          { class: 'file-words' },
          h('span', { class: 'file-title' }, title),
          h('span', { class: 'file-about' }, title === name ? about : `${name}, ${about}`),
        ),
        icon('download'),
      ),
    );
  });
  return h('ul', { class: 'files', 'aria-label': files.length === 1 ? 'File' : 'Files' }, ...cards);
}

/** `812 bytes`, `1.4 kB`. */
function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  return `${new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 }).format(bytes / 1000)} kB`;
}
