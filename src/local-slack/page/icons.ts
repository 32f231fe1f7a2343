/** The page's line icons: 20 × 20, drawn with the colour of the text around them, unseen by screen readers. */
import { s } from './dom.ts';

const paths = {
  back: 'm12 5-5 5 5 5',
  bolt: 'M11 2.5 4.5 11.5h4.2L8.2 17.5 15.5 8.2h-4.7L11 2.5z',
  check: 'm4.5 10.5 3.6 3.6 7.4-8',
  chevron: 'm6 8 4 4 4-4',
  close: 'M5 5l10 10M15 5 5 15',
  dot: 'M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13z',
  dots: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  down: 'M10 4v12m-5-5 5 5 5-5',
  'down-thumb':
    'M13.5 4.5h2.200v7h-2.200M13.5 11.500l-3 5.500c-1.300 0-1.900-.9-1.700-2.200l.5-2.600H5.200c-1.100 0-1.800-1-1.500-2l1.300-4.500c.2-.8.8-1.200 1.500-1.200h7z',
  eye: 'M2.2 10S5 4.8 10 4.8 17.8 10 17.8 10 15 15.2 10 15.2 2.2 10 2.2 10zM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
  file: 'M5 2.500h6.500L15 6v11.500H5zM11.500 2.500V6H15',
  forward: 'm8 5 5 5-5 5',
  hash: 'M7.8 3.2 6.2 16.8M13.8 3.2l-1.6 13.6M3.8 7.4h13M3.2 12.6h13',
  info: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 9.200v4M10 6.600h.01',
  lock: 'M5 9h10v8H5zM7 9V6.2a3 3 0 0 1 6 0V9',
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  people:
    'M7.5 9.2a2.9 2.9 0 1 0 0-5.8 2.9 2.9 0 0 0 0 5.8zM2 16.6c.3-3 2.6-4.8 5.5-4.8s5.2 1.8 5.5 4.800M13.6 8.800a2.5 2.5 0 1 0-.9-4.800M14.5 11.900c2 .4 3.3 2 3.5 4.5',
  play: 'M7 4.500v11l9-5.500z',
  send: 'M3 10 17 3.500l-4.5 13-3-5.500zM9.5 11 17 3.5',
  sort: 'm6.500 8 3.500-3.500L13.500 8M6.500 12l3.500 3.500 3.500-3.500',
  trash:
    'M4 5.500h12M8 5.500V3.500h4v2M5.500 5.500l.8 11.500h7.400l.8-11.500M8.500 8.500v5.500M11.500 8.500v5.500',
  turning: 'M16.500 10A6.500 6.500 0 1 1 10 3.500',
  'up-thumb':
    'M6.500 15.500H4.300v-7h2.200M6.500 8.500l3-5.500c1.300 0 1.900.9 1.700 2.200l-.5 2.600h4.100c1.100 0 1.800 1 1.500 2L15 14.300c-.2.8-.8 1.200-1.500 1.200h-7z',
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
