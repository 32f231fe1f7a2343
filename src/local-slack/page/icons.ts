/** The page's line icons: 20 × 20, drawn with the colour of the text around them, unseen by screen readers. */
import { s } from './dom.ts';

const paths = {
  bolt: 'M11 2.5 4.5 11.5h4.2L8.2 17.5 15.5 8.2h-4.7L11 2.5z',
  check: 'm4.5 10.5 3.6 3.6 7.4-8',
  chevron: 'm6 8 4 4 4-4',
  close: 'M5 5l10 10M15 5 5 15',
  dots: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  down: 'M10 4v12m-5-5 5 5 5-5',
  eye: 'M2.2 10S5 4.8 10 4.8 17.8 10 17.8 10 15 15.2 10 15.2 2.2 10 2.2 10zM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
  hash: 'M7.8 3.2 6.2 16.8M13.8 3.2l-1.6 13.6M3.8 7.4h13M3.2 12.6h13',
  lock: 'M5 9h10v8H5zM7 9V6.2a3 3 0 0 1 6 0V9',
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  people:
    'M7.5 9.2a2.9 2.9 0 1 0 0-5.8 2.9 2.9 0 0 0 0 5.8zM2 16.6c.3-3 2.6-4.8 5.5-4.8s5.2 1.8 5.5 4.800M13.6 8.800a2.5 2.5 0 1 0-.9-4.800M14.5 11.900c2 .4 3.3 2 3.5 4.5',
  send: 'M3 10 17 3.500l-4.5 13-3-5.500zM9.5 11 17 3.5',
  warning: 'M10 3 1.8 17h16.400zM10 8.200v4M10 14.600h.01',
} as const;

export type IconName = keyof typeof paths;

export function icon(name: IconName): SVGSVGElement {
  return s(
    'svg',
    { class: `icon icon-${name}`, viewBox: '0 0 20 20', 'aria-hidden': 'true', focusable: 'false' },
    s('path', { d: paths[name] }),
  );
}
