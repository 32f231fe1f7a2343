import { describe, expect, it } from 'vitest';
import { checkMessageBlocks, checkView } from '../../src/local-slack/blocks.ts';
import { textsIn } from '../../src/locales/texts.ts';
import { hubView } from '../../src/pairs/views/hub/hub.ts';
import { reviewedView } from '../../src/pairs/views/sessions/review.ts';
import { SPONSOR } from '../../src/pairs/views/sponsor/actions.ts';
import {
  sponsorAnsweredMessage,
  sponsorDeclinedMessage,
  sponsorMessage,
  sponsorShownMessage,
} from '../../src/pairs/views/sponsor/sponsored.ts';
import { preparedText } from '../../src/pairs/views/sponsor/writing.ts';
import { LANGUAGES } from '../../src/ports.ts';
import { asRead } from '../guidance/as-read.ts';
import { COURSES, NOW } from '../house/rendered/hub.ts';
import { SPONSOR_PERSON, SPONSOR_TOLD, SPONSORED, SPONSORS } from '../house/rendered/sponsor.ts';

const newId = () => crypto.randomUUID();
/** Long words are there to be shown, and not to be read again. */
const short = (text: string): string => text.replaceAll(/(ż{3})ż+/gi, '$1…').replaceAll(/x{9,}/g, 'x…');
const SPONSOR_OF_PAIR = { personId: SPONSOR_PERSON, state: 'agreed' } as const;

describe.each(LANGUAGES)('a sponsor, in %s', (language) => {
  const t = textsIn(language);

  it('what the three read', async () => {
    const read = Object.entries(SPONSORS).flatMap(([name, render]) => {
      const all = render(t).map((view) => ('blocks' in view ? asRead(view) : String(view['text'])));
      return [...new Set(all)].map((one) => `# ${name}\n${short(one)}`);
    });
    await expect(read.join('\n\n')).toMatchFileSnapshot(`goldens/sponsor.${language}.txt`);
  });

  it('Slack takes all of it, however much there is', () => {
    const refused = Object.entries(SPONSORS).flatMap(([name, render]) =>
      render(t).flatMap((view) => {
        if (!('blocks' in view)) return [];
        const checked = 'type' in view ? checkView(view, newId) : checkMessageBlocks(view['blocks'], newId);
        return checked.ok ? [] : [{ name, checked }];
      }),
    );
    expect(refused).toEqual([]);
  });

  it('no message has words in it that somebody typed, and each says all of it in its text', () => {
    const messages = [
      ...SPONSORED.map((one) => sponsorMessage(t, one)),
      ...SPONSOR_TOLD.flatMap((one) => [
        sponsorShownMessage(t, one),
        sponsorAnsweredMessage(t, one),
        sponsorDeclinedMessage(t, one),
      ]),
    ];
    for (const { text, blocks } of messages) {
      const said = blocks.flatMap((block) =>
        block.type === 'section' && 'text' in block && block.text ? [block.text.text] : [],
      );
      expect(text).toBe(said.join('\n\n'));
      expect(JSON.stringify([text, blocks])).not.toMatch(/żżż|<!channel>/);
    }
  });

  it('a text to begin with has nothing in it but what was chosen', () => {
    const lead = preparedText(t, { isNew: false, purpose: '', sessions: null });
    expect(lead).toBe(t('sponsor:prepared.lead.later'));
    const all = preparedText(t, { isNew: true, purpose: 'To lead.', sessions: 6 });
    expect(all).toContain('To lead.');
    expect(all).toContain('6');
  });
});

describe('the way to it', () => {
  const t = textsIn('en');
  const coaching = COURSES.filter(({ kind, now }) => kind === 'coaching' && !now.left);

  it('is the client’s own in coaching, and the coach’s where it was shown', () => {
    expect(coaching.length).toBeGreaterThan(2);
    for (const seen of COURSES) {
      const leads = (sponsor: typeof SPONSOR_OF_PAIR | null) =>
        JSON.stringify(hubView(t, { ...seen, sponsor }, NOW)).includes(`"${SPONSOR}"`);
      const isCoaching = seen.kind === 'coaching';
      expect(leads(null)).toBe(isCoaching && seen.side === 'learner' && !seen.now.left);
      expect(leads(SPONSOR_OF_PAIR)).toBe(isCoaching);
    }
  });

  it('is offered after looking back, to a client who has a sponsor', () => {
    for (const seen of coaching)
      for (const of of ['half-time', 'final'] as const) {
        const offers = (state: 'agreed' | 'proposed' | 'declined' | 'ended' | null) => {
          const sponsor = state && { personId: SPONSOR_PERSON, state };
          const view = reviewedView(t, { ...seen, sponsor }, of, 'change');
          return JSON.stringify(view).includes('pairs.sponsor.write');
        };
        const isClient = seen.side === 'learner';
        expect([offers('agreed'), offers('proposed')]).toEqual([isClient, isClient]);
        expect([offers('declined'), offers('ended'), offers(null)]).toEqual([false, false, false]);
      }
  });
});
