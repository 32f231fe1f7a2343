import { describe, expect, it } from 'vitest';
import { checkMessageBlocks, checkView } from '../../src/local-slack/blocks.ts';
import { textsIn } from '../../src/locales/texts.ts';
import { LANGUAGES } from '../../src/ports.ts';
import { asRead } from '../guidance/as-read.ts';
import { POSTS } from '../house/rendered/posts.ts';

const newId = () => crypto.randomUUID();

describe.each(LANGUAGES)('what managers read of posts, in %s', (language) => {
  it('fits Slack, and reads like this', async () => {
    const t = textsIn(language);
    const all = Object.values(POSTS).flatMap((render) => render(t));
    for (const view of all)
      expect(
        'type' in view ? checkView(view, newId) : checkMessageBlocks(view['blocks'], newId),
      ).toMatchObject({ ok: true });
    await expect(all.map(asRead).join('\n\n')).toMatchFileSnapshot(`goldens/posts.${language}.txt`);
  });
});
