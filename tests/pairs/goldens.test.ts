import { describe, expect, it } from 'vitest';
import { checkMessageBlocks, checkView } from '../../src/local-slack/blocks.ts';
import { textsIn } from '../../src/locales/texts.ts';
import type { Seen } from '../../src/pairs/seen.ts';
import { isIn } from '../../src/pairs/seen.ts';
import { agreementForm, agreementView } from '../../src/pairs/views/agreement.ts';
import { pairsSection } from '../../src/pairs/views/hub/list.ts';
import { leaveForm } from '../../src/pairs/views/life/leaving.ts';
import {
  agreementMessage,
  agreementReminder,
  awayMessage,
  endedMessage,
  introductionMessage,
  runningMessage,
  trialReminder,
} from '../../src/pairs/views/messages.ts';
import { notYoursView, pairView, trialForm } from '../../src/pairs/views/trial.ts';
import { unmetMessage } from '../../src/pairs/views/unmet.ts';
import { LANGUAGES } from '../../src/ports.ts';
import { asRead } from '../guidance/as-read.ts';
import { NOW } from '../house/rendered/hub.ts';
import { PAIRS, SEEN, unmetFrom } from '../house/rendered/pairs.ts';

const OTHER = { title: 'Head of <R&D>' };
const newId = () => crypto.randomUUID();

/** What Slack would say to it; nothing where it would take it. */
function refusal(view: object): unknown {
  const checked =
    'type' in view ? checkView(view, newId) : checkMessageBlocks('blocks' in view ? view.blocks : [], newId);
  return checked.ok ? undefined : checked;
}

/** The states of a pair, by what a reader of the goldens calls them; the first that fits of each. */
const STATES: [name: string, is: (seen: Seen) => boolean][] = [
  ['trial', ({ now }) => now.state === 'trial' && !now.answered && !now.left],
  ['trial, answered', ({ now }) => now.state === 'trial' && now.answered && !now.left],
  ['trial, left', ({ now }) => now.state === 'trial' && now.left],
  ['agreement', ({ now }) => now.state === 'agreement' && !now.confirmed && !now.left && !now.change],
  ['agreement, rhythm changed', ({ now }) => now.state === 'agreement' && now.change?.purpose === false],
  [
    'agreement, purpose changed',
    ({ now }) => now.state === 'agreement' && now.change?.mine === false && now.change.purpose,
  ],
  ['agreement, changed by oneself', ({ now }) => now.state === 'agreement' && now.change?.mine === true],
  ['agreement, confirmed', ({ now }) => now.state === 'agreement' && now.confirmed && !now.change],
  ['agreement, left', ({ now }) => now.state === 'agreement' && now.left],
  ['running', ({ now }) => now.state === 'running' && !now.left],
  ['running, left', ({ now }) => now.state === 'running' && now.left],
  ['ended in the trial', ({ now }) => now.state === 'ended' && now.from === 'trial' && !now.notAvailable],
  ['ended, not available', ({ now }) => now.state === 'ended' && now.from === 'trial' && now.notAvailable],
  ['ended while running', ({ now }) => now.state === 'ended' && now.from === 'running' && !now.notAvailable],
];
const TWO = SEEN.filter(
  ({ kind, side }) =>
    (kind === 'coaching' && side === 'learner') || (kind === 'mentoring' && side === 'guide'),
);

describe.each(LANGUAGES)('pairs, in %s', (language) => {
  const t = textsIn(language);

  it('what is said and asked in every state, to a client and to a mentor', async () => {
    const read: string[] = [];
    const golden = (name: string, view: object): void => {
      read.push(`# ${name}\n${asRead(view)}`);
    };
    for (const [name, is] of STATES)
      for (const seen of [TWO.find((each) => is(each)), TWO.findLast((each) => is(each))]) {
        if (!seen) throw new Error(`nothing is rendered for: ${name}`);
        const role = `${seen.kind}, ${seen.side}, ${name}`;
        const { now } = seen;
        if (now.state === 'trial' || name === 'ended in the trial')
          golden(`introduction: ${role}`, introductionMessage(t, seen, OTHER));
        if (now.state === 'trial') golden(`trial reminder: ${role}`, trialReminder(t, seen));
        if (now.state === 'trial')
          golden(`what managers will see: ${role}`, unmetMessage(t, seen, unmetFrom(seen)));
        if (now.state === 'trial' && !now.answered && !now.left) {
          golden(`trial form: ${role}`, trialForm(t, seen));
          golden(`leaving: ${role}`, leaveForm(t, seen));
          golden(`not available: ${role}`, awayMessage(t, seen));
        }
        if (now.state === 'agreement') {
          const { termsVersion: newest, change } = now;
          const version = change?.mine ? newest - 1 : newest;
          golden(`agreement message: ${role}`, agreementMessage(t, seen, { version }));
          if (version > 1)
            golden(`agreement message, older: ${role}`, agreementMessage(t, seen, { version: 1 }));
        }
        if (isIn(seen, 'agreement') && !seen.now.left) {
          golden(`agreement form: ${role}`, agreementForm(t, seen));
          golden(`agreement reminder: ${role}`, agreementReminder(t, seen));
        }
        if (now.state === 'running') golden(`running message: ${role}`, runningMessage(t, seen));
        if (isIn(seen, 'running') && !seen.now.left) {
          golden(`agreement to read: ${role}`, agreementView(t, seen));
          golden(`leaving: ${role}`, leaveForm(t, seen));
        }
        if (now.state === 'ended') golden(`ended: ${role}`, endedMessage(t, seen));
        golden(`how it stands: ${role}`, pairView(t, seen));
      }
    const home = TWO.filter(({ now }) => now.state !== 'ended').map((seen) => ({
      seen,
      course: null,
      otherName: 'Piotr',
    }));
    golden('Home', { type: 'home', blocks: pairsSection(t, home, NOW) });
    golden('not yours', notYoursView(t));
    await expect(read.join('\n\n')).toMatchFileSnapshot(`goldens/pairs.${language}.txt`);
  });

  it('Slack takes every one of them', () => {
    const refused = Object.entries(PAIRS)
      .filter(([name]) => name !== 'reasonTexts' && name !== 'gapTexts')
      .flatMap(([name, render]) =>
        render(t).flatMap((view) => {
          const problem = refusal(view);
          return problem ? [{ name, problem }] : [];
        }),
      );
    expect(refused).toEqual([]);
    // The control: a refusal is seen.
    expect(refusal({ text: '', blocks: [{ type: 'section' }] })).toMatchObject({ ok: false });
  });

  it('every message says all of it in its top-level text, and none says what was typed', () => {
    const makers = [
      introductionMessage,
      trialReminder,
      (texts: typeof t, seen: Seen) => unmetMessage(texts, seen, unmetFrom(seen)),
      (texts: typeof t, seen: Seen) => agreementMessage(texts, seen, { version: 1 }),
      agreementReminder,
      runningMessage,
      endedMessage,
      awayMessage,
    ];
    for (const make of makers)
      for (const seen of SEEN) {
        const { text, blocks } = make(t, seen, OTHER);
        const said = blocks.flatMap((block) =>
          block.type === 'section' && 'text' in block && block.text ? [block.text.text] : [],
        );
        expect(text).toBe(said.join('\n\n'));
        expect(text.length).toBeLessThan(4_000);
        expect(JSON.stringify({ text, blocks })).not.toContain('To find');
      }
  });
});
