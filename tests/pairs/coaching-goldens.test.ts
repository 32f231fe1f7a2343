import { describe, expect, it } from 'vitest';
import { checkMessageBlocks } from '../../src/local-slack/blocks.ts';
import { textsIn } from '../../src/locales/texts.ts';
import { SNOOZE } from '../../src/pairs/views/actions.ts';
import { coachingNudge } from '../../src/pairs/views/nudges/coaching.ts';
import { LANGUAGES } from '../../src/ports.ts';
import { asRead } from '../guidance/as-read.ts';
import { COACHING_CASES, WRITTEN } from '../house/rendered/coaching.ts';
import { partsOf } from '../house/rendered.ts';

describe.each(LANGUAGES)('what coaching says by itself, in %s', (language) => {
  const t = textsIn(language);
  const said = COACHING_CASES.map(({ name, seen, kind, once }) => ({
    name,
    kind,
    isPutOff: seen.snoozedUntil !== null,
    message: coachingNudge(t, seen, kind, once),
  }));

  it('at every point', async () => {
    const read = said.map(({ name, message }) => `# ${name}\n${asRead(message)}`);
    await expect(read.join('\n\n')).toMatchFileSnapshot(`goldens/coaching.${language}.txt`);
  });

  it('Slack takes it, and several fit into one message', () => {
    for (const { name, message } of said) {
      expect(checkMessageBlocks(message.blocks, () => crypto.randomUUID()).ok, name).toBe(true);
      expect(message.blocks.length, name).toBeLessThanOrEqual(6);
      expect(message.text.length, name).toBeLessThan(950);
    }
  });

  it('the top-level text says all of it, and nothing says what was written', () => {
    for (const { name, message } of said) {
      const texts = message.blocks.flatMap((block) =>
        block.type === 'section' && 'text' in block && block.text ? [block.text.text] : [],
      );
      expect(message.text, name).toBe(texts.join('\n\n'));
      const all = JSON.stringify(message);
      expect(all).not.toContain(WRITTEN);
      expect(all).not.toContain('mean it');
      expect(message.text).not.toContain('Darnell <');
    }
  });

  it('“not now” stands beside everything that asks for an answer', () => {
    for (const { name, kind, isPutOff, message } of said) {
      const ids = partsOf(message).flatMap(({ action_id }) =>
        typeof action_id === 'string' ? [action_id] : [],
      );
      const asks = ids.some((id) => !['pairs.calendar', 'pairs.move', 'pairs.goal'].includes(id));
      if (asks && kind !== 'prepare' && !isPutOff) expect(ids, name).toContain(SNOOZE);
    }
  });
});
