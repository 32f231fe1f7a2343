import { describe, expect, it } from 'vitest';
import { checkMessageBlocks, checkView } from '../../src/local-slack/blocks.ts';
import { textsIn } from '../../src/locales/texts.ts';
import { LANGUAGES } from '../../src/ports.ts';
import { asRead } from '../guidance/as-read.ts';
import { COHORT } from '../house/rendered/cohort.ts';
import type { Shown } from '../house/rendered/common.ts';

const newId = () => crypto.randomUUID();

function shownBy(name: string, language: (typeof LANGUAGES)[number]): Shown[] {
  return COHORT[name]?.(textsIn(language)) ?? [];
}

describe.each(LANGUAGES)('a cohort, in %s', (language) => {
  it.each(Object.keys(COHORT))('%s keeps to what Slack takes, for 200 pairs too', (name) => {
    const all = shownBy(name, language);
    expect(all.length).toBeGreaterThan(0);
    for (const one of all)
      expect(
        'type' in one ? checkView(one, newId) : checkMessageBlocks(one['blocks'], newId),
        JSON.stringify(one).slice(0, 200),
      ).toMatchObject({ ok: true });
  });

  it('carries ids alone, and few of them', () => {
    for (const { private_metadata: metadata } of shownBy('cohortDraft', language))
      expect(String(metadata)).toMatch(
        /^\{"draftId":"[\da-f-]{36}","version":\d+,"list":"[a-z]+","page":\d+\}$/,
      );
  });

  /** What a person reads, so that a change of texts is read before it goes out: `vitest run -u`. */
  it.each(['cohortSection', 'cohortPin', 'cohortPublish', 'cohortProgress', 'cohortSaid', 'cohortUnmatched'])(
    '%s reads as it should',
    async (name) => {
      const read = shownBy(name, language).map((one) => asRead(one));
      await expect(`${read.join('\n\n')}\n`).toMatchFileSnapshot(`goldens/cohort/${name}.${language}.txt`);
    },
  );

  it('the draft reads as it should, list by list', async () => {
    // Each list is shown three times, by page; the first page of the last two drafts has every kind of line.
    const read = shownBy('cohortDraft', language)
      .filter((_, at) => at % 3 === 0)
      .slice(-12)
      .map((one) => asRead(one));
    await expect(`${read.join('\n\n')}\n`).toMatchFileSnapshot(`goldens/cohort/cohortDraft.${language}.txt`);
  });
});
