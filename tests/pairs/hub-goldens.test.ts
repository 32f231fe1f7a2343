import { describe, expect, it } from 'vitest';
import { checkMessageBlocks, checkView } from '../../src/local-slack/blocks.ts';
import { textsIn } from '../../src/locales/texts.ts';
import { historyView } from '../../src/pairs/views/hub/history.ts';
import { hubView } from '../../src/pairs/views/hub/hub.ts';
import { nextText } from '../../src/pairs/views/hub/next.ts';
import { LANGUAGES } from '../../src/ports.ts';
import { MOST_HOME_BLOCKS } from '../../src/slack/asking.ts';
import { asRead } from '../guidance/as-read.ts';
import { COURSES, HUB, NOW } from '../house/rendered/hub.ts';

const newId = () => crypto.randomUUID();

/** What Slack would say to it; nothing where it would take it. */
function refusal(view: object): unknown {
  const checked =
    'type' in view ? checkView(view, newId) : checkMessageBlocks('blocks' in view ? view.blocks : [], newId);
  return checked.ok ? undefined : checked;
}

/** Long words are there to be shown, and not to be read again. */
const short = (text: string): string => text.replaceAll(/(ż{3})ż+/gi, '$1…');

describe.each(LANGUAGES)('what one opens of a pair that has begun, in %s', (language) => {
  const t = textsIn(language);

  it('Slack takes all of it, however much there is', () => {
    const refused = Object.entries(HUB).flatMap(([name, render]) =>
      render(t).flatMap((view) => {
        const problem = refusal(view);
        return problem ? [{ name, problem }] : [];
      }),
    );
    expect(refused).toEqual([]);
  });

  it('the Home keeps its budget', () => {
    for (const { blocks } of HUB['pairsSection']?.(t) ?? [])
      expect(Array.isArray(blocks) && blocks.length).toBeLessThanOrEqual(MOST_HOME_BLOCKS);
  });

  it('nothing that was typed stands in the answer to a command, whose text says all of it', () => {
    for (const { text, blocks } of HUB['statusMessage']?.(t) ?? []) {
      const said = Array.isArray(blocks)
        ? blocks.flatMap(
            (block) =>
              block.text?.text ??
              block.elements?.flatMap((one: { type: string; text: string }) =>
                one.type === 'mrkdwn' ? one.text : [],
              ) ??
              [],
          )
        : [];
      expect(text).toBe(said.join('\n\n'));
      expect(JSON.stringify({ text, blocks })).not.toMatch(/żżż|a & b|Say no/);
    }
  });

  it('what comes next, on each side', async () => {
    const read = COURSES.map((seen) => `${seen.kind}, ${seen.side}: ${nextText(t, seen, NOW)}`);
    await expect([...new Set(read)].join('\n')).toMatchFileSnapshot(`goldens/next.${language}.txt`);
  });

  it('a pair, what it has had, the Home and the answer to a command', async () => {
    const read: string[] = [];
    const golden = (name: string, views: readonly object[]): void => {
      read.push(`# ${name}\n${[...new Set(views.map((view) => short(asRead(view))))].join('\n\n')}`);
    };
    const two = COURSES.filter(({ kind, side }) => (kind === 'coaching') === (side === 'learner'));
    golden(
      'hub',
      two.map((seen) => hubView(t, seen, NOW)),
    );
    golden(
      'history',
      two.flatMap((seen) => [0, 9].map((page) => historyView(t, seen, page))),
    );
    for (const name of ['statusMessage', 'pairsSection']) golden(name, (HUB[name]?.(t) ?? []).slice(0, 3));
    await expect(read.join('\n\n')).toMatchFileSnapshot(`goldens/hub.${language}.txt`);
  });

  it('the other’s private words are in no view of this side: they are not in what it is given', () => {
    const [guide, learner] = (['guide', 'learner'] as const).map((side) =>
      COURSES.filter((seen) => seen.side === side).flatMap(({ sessions }) =>
        sessions.map(({ words }) => words),
      ),
    );
    expect(guide?.some((words) => 'takeaway' in words)).toBe(false);
    expect(learner?.some((words) => 'learning' in words)).toBe(false);
  });
});
