/** Lists and menus that lie over the page, dialogs included: popovers in the top layer, placed beside their anchor. */

const gapPx = 4;
const edgePx = 8;
const tallPx = 320;

/** Opens a `popover="manual"` beside an anchor, and keeps it there while things scroll. */
export function openPopover(node: HTMLElement, anchor: HTMLElement, width: 'match' | 'own'): void {
  node.showPopover();
  placeBeside(node, anchor, width);
  const follow = (event: Event) => {
    if (event.target instanceof Node && node.contains(event.target)) return;
    placeBeside(node, anchor, width);
  };
  window.addEventListener('scroll', follow, true);
  window.addEventListener('resize', follow);
  const onToggle = (event: Event) => {
    if (!(event instanceof ToggleEvent) || event.newState !== 'closed') return;
    window.removeEventListener('scroll', follow, true);
    window.removeEventListener('resize', follow);
    node.removeEventListener('toggle', onToggle);
  };
  node.addEventListener('toggle', onToggle);
}

/** Below the anchor when there is room, else above; never over the edge of the window. */
export function placeBeside(node: HTMLElement, anchor: HTMLElement, width: 'match' | 'own'): void {
  const at = anchor.getBoundingClientRect();
  if (width === 'match') node.style.width = `${at.width}px`;
  const below = window.innerHeight - at.bottom - gapPx - edgePx;
  const above = at.top - gapPx - edgePx;
  const height = Math.min(node.scrollHeight + 2, tallPx);
  const under = below >= height || below >= above;
  node.style.maxHeight = `${Math.max(80, Math.min(tallPx, under ? below : above))}px`;
  const actual = node.offsetHeight;
  node.style.top = `${under ? at.bottom + gapPx : at.top - gapPx - actual}px`;
  const left = width === 'match' ? at.left : Math.min(at.left, window.innerWidth - node.offsetWidth - edgePx);
  node.style.left = `${Math.max(edgePx, left)}px`;
}
