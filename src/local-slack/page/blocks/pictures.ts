/** Images, and the box for what this page cannot show. */
import { h } from '../dom.ts';

/**
 * An image that the page may load (its own server's, or `data:`); others leave this machine, so they show as their
 * alt text.
 */
export function showPicture(
  image: { alt_text: string; image_url?: string },
  size: 'hero' | 'icon' | 'large' | 'small' | 'thumbnail',
): HTMLElement {
  const url = image.image_url ?? '';
  const local = url.startsWith('data:image/') || isOwn(url);
  if (local) return h('img', { class: `picture picture-${size}`, src: url, alt: image.alt_text });
  const small = size === 'small' || size === 'icon';
  return h(
    'span',
    {
      class: `picture picture-${size} picture-missing`,
      role: 'img',
      'aria-label': image.alt_text,
      title: url === '' ? image.alt_text : `${image.alt_text}: not loaded from ${url}`,
    },
    small ? '' : image.alt_text,
    !small && url !== '' && h('span', { class: 'picture-note' }, 'Not loaded: it is elsewhere.'),
  );
}

function isOwn(url: string): boolean {
  try {
    return new URL(url).origin === window.location.origin;
  } catch {
    return false;
  }
}

export function showUnknown(what: 'block' | 'element', type: string): HTMLElement {
  return h('div', { class: 'unknown' }, `local-slack cannot show this ${what}: `, h('code', null, type));
}
