import { describe, expect, it } from 'vitest';
import { checkMessageBlocks, checkView } from '../../src/local-slack/blocks.ts';
import { type Texts, textsIn } from '../../src/locales/texts.ts';
import { LANGUAGES } from '../../src/ports.ts';
import { asRead } from '../guidance/as-read.ts';
import type { Shown } from '../house/rendered/common.ts';
import { JOINING } from '../house/rendered/joining.ts';
import { MANAGING } from '../house/rendered/managing.ts';
import { NEEDED } from '../house/rendered/needs.ts';
import { PROGRAMS } from '../house/rendered/programs.ts';
import { UNMET } from '../house/rendered/unmet.ts';

const newId = () => crypto.randomUUID();

/** Slack would take it, and this is what it says. */
function read(view: Shown): string {
  if (!('type' in view || 'text' in view)) return Object.values(view).join('\n');
  const checked = 'type' in view ? checkView(view, newId) : checkMessageBlocks(view['blocks'], newId);
  expect(checked).toMatchObject({ ok: true });
  return asRead(view);
}

describe.each(LANGUAGES)('what managers and coaches read, in %s', (language) => {
  const t: Texts = textsIn(language);
  const all = (isOf: (name: string) => boolean, views = MANAGING): string =>
    Object.entries(views)
      .filter(([name]) => isOf(name))
      .map(([name, render]) => `# ${name}\n${render(t).map(read).join('\n\n')}`)
      .join('\n\n');
  const isOfCoaches = (name: string) => name.startsWith('coach') || name === 'managersOnly';

  it('of confirming', async () => {
    await expect(all(isOfCoaches)).toMatchFileSnapshot(`goldens/coaches.${language}.txt`);
  });

  it('of the rhythm and the days off of a program', async () => {
    await expect(all((name) => !isOfCoaches(name))).toMatchFileSnapshot(`goldens/program.${language}.txt`);
  });

  it('of joining a program', async () => {
    await expect(all(() => true, JOINING)).toMatchFileSnapshot(`goldens/joining.${language}.txt`);
  });

  it('of what needs a manager today', async () => {
    await expect(all(() => true, NEEDED)).toMatchFileSnapshot(`goldens/needs.${language}.txt`);
  });

  it('of pairs that have not met', async () => {
    await expect(all(() => true, UNMET)).toMatchFileSnapshot(`goldens/unmet.${language}.txt`);
  });

  it('of a program from draft to end', async () => {
    await expect(all(() => true, PROGRAMS)).toMatchFileSnapshot(`goldens/life.${language}.txt`);
  });
});
