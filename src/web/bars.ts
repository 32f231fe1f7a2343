/** A bar of a chart. */
export interface Bar {
  label: string;
  /** 0 to 1: how far it goes. */
  share: number;
  /** What stands behind it, as "about 8 in 10". */
  text: string;
}

/** As wide as a telephone: there its words are as large as those around it. */
const WIDTH = 350;
const ROW = 44;
const BAR = 16;
/** Room for the longest words behind the longest bar, as "more than 19 in 20". */
const MOST = 180;

/**
 * A chart of horizontal bars as SVG, with all that it says as text in it: each label above its bar, each value behind
 * it, so that nothing is told by colour or length alone, and it prints as it stands.
 *
 * @param name what it shows, for those who cannot see it; `id` sets its parts apart on the page
 */
export function barsSvg(bars: readonly Bar[], { name, id }: { name: string; id: string }): string {
  const height = bars.length * ROW;
  const told = bars.map(({ label, text }) => `${label}: ${text}`).join('; ');
  const rows = bars.map(({ label, share, text }, at) => {
    const y = at * ROW;
    const width = Math.round(Math.min(1, Math.max(0, share)) * MOST);
    return `<text x="0" y="${y + 14}">${escaped(label)}</text>
<rect class="track" x="0" y="${y + 21}" width="${MOST}" height="${BAR}" rx="3"/>
<rect class="bar" x="0" y="${y + 21}" width="${width}" height="${BAR}" rx="3"/>
<text class="value" x="${MOST + 12}" y="${y + 34}">${escaped(text)}</text>`;
  });
  return `<svg viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="${id}-name ${id}-told">
<title id="${id}-name">${escaped(name)}</title><desc id="${id}-told">${escaped(told)}</desc>
${rows.join('\n')}
</svg>`;
}

const MARKUP: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Somebody's words inside HTML or an attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => MARKUP[sign] ?? sign);
}
