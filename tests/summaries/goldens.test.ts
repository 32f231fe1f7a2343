import { describe, expect, it } from 'vitest';
import { checkMessageBlocks, checkView } from '../../src/local-slack/blocks.ts';
import { textsIn } from '../../src/locales/texts.ts';
import { LANGUAGES } from '../../src/ports.ts';
import { asRead } from '../guidance/as-read.ts';
import type { Shown } from '../house/rendered/common.ts';
import { SUMMARIES } from '../house/rendered/summaries.ts';

const newId = () => crypto.randomUUID();
/** What chat.update takes of a text, and what was seen to be refused of a message, with some room. */
const [MOST_TEXT, MOST_CHARACTERS] = [4_000, 12_000];

function read(view: Shown): string {
  const checked = 'type' in view ? checkView(view, newId) : checkMessageBlocks(view['blocks'], newId);
  expect(checked).toMatchObject({ ok: true });
  return [asRead(view), ...drawn(view)].join('\n');
}

/** What stands in charts and tables. */
function drawn(view: Shown): string[] {
  const blocks: unknown = view['blocks'];
  return (Array.isArray(blocks) ? blocks : []).flatMap((block) => {
    if (block.type === 'data_visualization')
      return [
        `chart: ${block.title}: ${block.chart.series[0].data.map((point: { label: string; value: number }) => `${point.label} ${point.value}`).join(', ')}`,
      ];
    if (block.type === 'table')
      return [
        `table: ${block.rows.map((row: { text: string }[]) => row.map(({ text }) => text).join(' | ')).join(' / ')}`,
      ];
    return [];
  });
}

describe.each(LANGUAGES)('the summary, in %s', (language) => {
  const t = textsIn(language);

  it('reads like this, and Slack takes it', async () => {
    const all = Object.entries(SUMMARIES)
      .map(([name, render]) => `# ${name}\n${render(t).map(read).join('\n\n')}`)
      .join('\n\n');
    await expect(all).toMatchFileSnapshot(`goldens/summaries.${language}.txt`);
  });

  it('is short enough to be replaced, and says in its text all that its blocks say', () => {
    for (const post of SUMMARIES['summaryPost']?.(t) ?? []) {
      const text = String(post['text']);
      expect(text.length).toBeLessThan(MOST_TEXT);
      expect(JSON.stringify(post).length).toBeLessThan(MOST_CHARACTERS);
      const list = asRead(post)
        .split('\n')
        .filter((line) => line.startsWith('- '));
      expect(list.length).toBeGreaterThan(0);
      for (const line of list) expect(text).toContain(line.slice(2));
      expect(text).not.toContain('<!channel>');
    }
  });
});
