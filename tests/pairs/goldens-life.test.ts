import { describe, expect, it } from 'vitest';
import { checkMessageBlocks, checkView } from '../../src/local-slack/blocks.ts';
import { textsIn } from '../../src/locales/texts.ts';
import type { Seen } from '../../src/pairs/seen.ts';
import { changeForm, proposalForm, proposedView } from '../../src/pairs/views/life/changing.ts';
import { goodbyeView, leaveForm } from '../../src/pairs/views/life/leaving.ts';
import {
  pausedMessage,
  proposalAnswered,
  proposalMessage,
  resumedMessage,
} from '../../src/pairs/views/life/messages.ts';
import { pairPauseForm, snoozedView, snoozeForm } from '../../src/pairs/views/life/waiting.ts';
import { endedMessage } from '../../src/pairs/views/messages.ts';
import { pairView } from '../../src/pairs/views/trial.ts';
import { LANGUAGES } from '../../src/ports.ts';
import { asRead } from '../guidance/as-read.ts';
import { LIFE } from '../house/rendered/life.ts';
import { SEEN, SEEN_BEGUN } from '../house/rendered/pairs.ts';

const UNTIL = { until: new Date('2026-12-08T08:00:00Z'), timeZone: 'Europe/Warsaw' };
const newId = () => crypto.randomUUID();

/** A client's and a mentor's: the two kinds, and the two sides. */
const TWO = [...SEEN, ...SEEN_BEGUN].filter(
  ({ kind, side }) =>
    (kind === 'coaching' && side === 'learner') || (kind === 'mentoring' && side === 'guide'),
);
/** Of those, the first of each kind for which this holds. */
const each = (is: (now: Seen['now']) => boolean): Seen[] =>
  (['coaching', 'mentoring'] as const).flatMap(
    (kind) => TWO.find((seen) => seen.kind === kind && is(seen.now)) ?? [],
  );

const RUNNING = each((now) => now.state === 'running' && !now.left && !now.proposal);
const ASKED = each((now) => now.state === 'running' && now.proposal?.version === 2);
const PROPOSED = each((now) => now.state === 'running' && now.proposal?.mine === true);
const QUIET = each((now) => now.state === 'paused' && now.silence && !now.proposal);
const OPEN = each((now) => now.state === 'paused' && !now.silence && now.until === null);
const UNTIL_A_DAY = each((now) => now.state === 'paused' && now.until !== null && !now.left);
const PARTED = each((now) => now.state === 'ended' && now.goodbye !== null);

describe.each(LANGUAGES)('how a pair rests, changes and ends, in %s', (language) => {
  const t = textsIn(language);

  it('what is said and asked, to a client and to a mentor', async () => {
    const read: string[] = [];
    const golden = (name: string, states: readonly Seen[], view: (seen: Seen) => object): void => {
      expect(states).toHaveLength(2);
      for (const seen of states) read.push(`# ${name}: ${seen.kind}, ${seen.side}\n${asRead(view(seen))}`);
    };
    golden('reminders later', RUNNING, (seen) => snoozeForm(t, seen));
    golden('reminders wait', RUNNING, (seen) => snoozedView(t, seen, UNTIL));
    golden('a pause', RUNNING, (seen) => pairPauseForm(t, seen, 90));
    golden('paused, until somebody says so', OPEN, (seen) => pausedMessage(t, seen));
    golden('paused until a day', UNTIL_A_DAY, (seen) => pausedMessage(t, seen));
    golden('paused after silence', QUIET, (seen) => pausedMessage(t, seen));
    golden('how it stands, paused', QUIET, (seen) => pairView(t, seen));
    golden('was paused', RUNNING, (seen) => pausedMessage(t, seen));
    golden('it goes on', RUNNING, (seen) => resumedMessage(t, seen));
    golden('went on, paused since', QUIET, (seen) => resumedMessage(t, seen));
    golden('went on, ended since', PARTED, (seen) => resumedMessage(t, seen));
    golden('other terms', RUNNING, (seen) => changeForm(t, seen));
    golden('a plan with more sessions', RUNNING, (seen) => changeForm(t, seen, { extends: true }));
    golden('other terms, proposed', PROPOSED, (seen) => proposedView(t, seen));
    golden('other terms, proposed before', PROPOSED, (seen) => changeForm(t, seen));
    golden('the other proposes', ASKED, (seen) => proposalMessage(t, seen, { version: 2 }));
    golden('an older proposal', ASKED, (seen) => proposalMessage(t, seen, { version: 1 }));
    golden('a proposal to answer', ASKED, (seen) => proposalForm(t, seen));
    golden('a newer proposal', ASKED, (seen) => proposalForm(t, seen, { isNewer: true }));
    golden('something else instead', ASKED, (seen) => changeForm(t, seen, { anew: true }));
    golden('agreed', RUNNING, (seen) => proposalAnswered(t, seen, { agreed: true }));
    golden('not agreed', RUNNING, (seen) => proposalAnswered(t, seen, { agreed: false }));
    golden('the end', RUNNING, (seen) => leaveForm(t, seen));
    golden('ended', PARTED, (seen) => endedMessage(t, seen));
    golden('a goodbye', PARTED, (seen) => goodbyeView(t, seen));
    await expect(read.join('\n\n')).toMatchFileSnapshot(`goldens/life.${language}.txt`);
  });

  it('Slack takes every one of them', () => {
    const refused = Object.entries(LIFE).flatMap(([name, render]) =>
      render(t).flatMap((view) => {
        const checked =
          'type' in view
            ? checkView(view, newId)
            : checkMessageBlocks('blocks' in view ? view['blocks'] : [], newId);
        return checked.ok ? [] : [{ name, checked }];
      }),
    );
    expect(refused).toEqual([]);
  });

  it('every message says all of it in its top-level text, and none what somebody typed', () => {
    for (const seen of [...SEEN, ...SEEN_BEGUN])
      for (const { text, blocks } of [
        pausedMessage(t, seen),
        resumedMessage(t, seen),
        proposalMessage(t, seen, { version: 2 }),
        proposalAnswered(t, seen, { agreed: true }),
        endedMessage(t, seen),
      ]) {
        const said = blocks.flatMap((block) =>
          block.type === 'section' && 'text' in block && block.text ? [block.text.text] : [],
        );
        expect(text).toBe(said.join('\n\n'));
        expect(JSON.stringify({ text, blocks })).not.toMatch(/To find|To say|all the best/);
      }
  });
});
