/** Images, and the box for what this page cannot show. */
import { h } from '../dom.ts';
import { safeUrl } from '../text/mrkdwn.ts';

interface Picture {
  alt_text: string;
  image_url?: string;
}
type Size = 'hero' | 'icon' | 'large' | 'small' | 'thumbnail';

/** An image from where the app says it is; where it does not come, its alt text. */
export function showPicture(image: Picture, size: Size): HTMLElement {
  const url = safeUrl(image.image_url ?? '');
  if (url === null || !/^https?:/.test(url)) return missing(image, size, null);
  const node = h('img', { class: `picture picture-${size}`, alt: image.alt_text });
  node.addEventListener('error', () => node.replaceWith(missing(image, size, url)));
  // Last, so that no error is missed.
  node.src = url;
  return node;
}

function missing({ alt_text: words }: Picture, size: Size, url: string | null): HTMLElement {
  const small = size === 'small' || size === 'icon';
  return h(
    'span',
    {
      class: `picture picture-${size} picture-missing`,
      role: 'img',
      'aria-label': words,
      title: url === null ? words : `${words}: not found at ${url}`,
    },
    small ? '' : words,
    !small && url !== null && h('span', { class: 'picture-note' }, 'Not found where the app says it is.'),
  );
}

export function showUnknown(what: 'block' | 'element', type: string): HTMLElement {
  return h('div', { class: 'unknown' }, `local-slack cannot show this ${what}: `, h('code', null, type));
}
