import { describe, expect, it } from 'vitest';
import { checkMessageBlocks, checkView } from '../../src/local-slack/blocks.ts';
import { textsIn } from '../../src/locales/texts.ts';
import type { Side } from '../../src/pairs/pair.ts';
import { openedAbout, parseWhen, whenField } from '../../src/pairs/views/sessions/booking.ts';
import { goalView, parseGoal } from '../../src/pairs/views/sessions/goal.ts';
import { parseLog, shownIn } from '../../src/pairs/views/sessions/log.ts';
import { parseReview, reviewAsked, reviewSent } from '../../src/pairs/views/sessions/review.ts';
import { LANGUAGES } from '../../src/ports.ts';
import { asRead } from '../guidance/as-read.ts';
import { COURSES } from '../house/rendered/hub.ts';
import { SESSIONS, WRITTEN } from '../house/rendered/sessions.ts';

type Sent = Parameters<typeof parseLog>[0];

/** A sent form, by block: what was chosen, typed, or picked. */
function sent(
  values: Record<string, { chosen?: string; typed?: string; day?: string; time?: string }>,
): Sent {
  const fields = Object.entries(values).map(([block, { chosen, typed, day, time }]) => [
    block,
    {
      field: {
        type: 'any',
        ...(chosen !== undefined && { selected_option: { value: chosen } }),
        ...(typed !== undefined && { value: typed }),
        ...(day !== undefined && { selected_date: day }),
        ...(time !== undefined && { selected_time: time }),
      },
    },
  ]);
  return { state: { values: Object.fromEntries(fields) } };
}

describe('the form for a time', () => {
  const AT = '2026-12-08T09:00:00.000Z';
  const when = (chosen?: string, day?: string, time?: string) =>
    parseWhen(
      sent({
        ...(chosen !== undefined && { 'pairs.when': { chosen } }),
        ...(day !== undefined && { 'pairs.when.day': { day } }),
        ...(time !== undefined && { 'pairs.when.time': { time } }),
      }),
    );

  it.each([
    ['of the list', when(AT, undefined, '10:00'), { at: AT }],
    ['of one’s own', when('own', '2026-12-08', '10:30'), { wall: '2026-12-08T10:30' }],
    [
      'of one’s own, with nothing chosen in the list',
      when(undefined, '2026-12-08', '10:30'),
      { wall: '2026-12-08T10:30' },
    ],
    [
      'of one’s own, where there is no list',
      when(undefined, '2026-12-08', '10:30'),
      { wall: '2026-12-08T10:30' },
    ],
  ])('%s', (_, parsed, expected) => {
    expect(parsed).toEqual({ ok: true, when: expected });
  });

  it.each([
    ['both', when(AT, '2026-12-08', '10:00'), { 'pairs.when': 'chooseOne' }],
    ['neither', when('own', undefined, '10:00'), { 'pairs.when.day': 'missingDay' }],
    ['a day without a time', when('own', '2026-12-08'), { 'pairs.when.time': 'missingTime' }],
    ['a day that is none', when('own', '2026-02-30', '10:00'), { 'pairs.when.day': 'missingDay' }],
    ['a time that is none', when('own', '2026-02-20', '25:00'), { 'pairs.when.time': 'missingTime' }],
    ['something smuggled in', when('soon'), { 'pairs.when': 'missing' }],
    ['nothing', when(), { 'pairs.when.day': 'missing' }],
  ])('%s: is told at its field', (_, parsed, problems) => {
    expect(parsed).toEqual({ ok: false, problems });
  });

  it('says what is wrong with a time where it was chosen', () => {
    expect([whenField({ at: AT }), whenField({ wall: '2026-12-08T10:30' })]).toEqual([
      'pairs.when',
      'pairs.when.day',
    ]);
  });

  it('was opened for nothing where it does not say for what', () => {
    expect(openedAbout('')).toEqual({ pairId: '', sessionId: '', version: 0 });
    expect(openedAbout('{"sessionId":"x","version":2}')).toEqual({ pairId: '', sessionId: 'x', version: 2 });
    expect(openedAbout('{"version":"2"}')).toEqual({ pairId: '', sessionId: '', version: 0 });
  });
});

describe('the form for what became of a session', () => {
  const log = (outcome: string | undefined, typed: Record<string, string> = {}, progress?: string) =>
    parseLog(
      sent({
        ...(outcome && { 'pairs.log.outcome': { chosen: outcome } }),
        ...(progress !== undefined && { 'pairs.log.progress': { chosen: progress } }),
        ...Object.fromEntries(
          Object.entries(typed).map(([name, words]) => [`pairs.log.${name}`, { typed: words }]),
        ),
      }),
    );
  const NOTHING = { progress: null, plan: null, learning: '' };

  it.each([
    [log('held'), { outcome: 'held', ...NOTHING }],
    [log('not-held', {}, '0'), { outcome: 'not-held', ...NOTHING, progress: 0 }],
    [log('moved', {}, '11'), { outcome: 'moved', ...NOTHING }],
    [
      log('held', { cue: ' a\u0000 ', action: 'b\r\nc', obstacle: ' ' }),
      { outcome: 'held', ...NOTHING, plan: { cue: 'a', action: 'b\nc', obstacle: '' } },
    ],
    [log('held', { learning: 'x'.repeat(600) }), { outcome: 'held', ...NOTHING, learning: 'x'.repeat(500) }],
  ])('is read: %#', (parsed, logged) => {
    expect(parsed).toEqual({ ok: true, logged });
  });

  it.each([
    [log(undefined), { 'pairs.log.outcome': 'missing' }],
    [log('cancelled'), { 'pairs.log.outcome': 'missing' }],
    [log('held', { action: 'b' }), { 'pairs.log.cue': 'missingCue' }],
    [log('held', { cue: 'a' }), { 'pairs.log.action': 'missingAction' }],
    [log('held', { obstacle: 'c' }), { 'pairs.log.cue': 'missingCue' }],
  ])('lacks something, which is told at its field: %#', (parsed, problems) => {
    expect(parsed).toEqual({ ok: false, problems });
  });

  it('says what it showed, and nothing else', () => {
    expect(shownIn('{"shown":["plan"]}')).toEqual(['plan']);
    expect([shownIn(''), shownIn('{"shown":["all"]}'), shownIn('{}')]).toEqual([[], [], []]);
  });
});

describe('the form of a goal', () => {
  const field = (name: string, typed: string) => ({ [`pairs.goal.${name}.2`]: { typed } });

  it('is read in the version with which it was opened', () => {
    const view = sent({
      ...field('theme', ' why '),
      ...field('goal', 'g'),
      'pairs.goal.start.2': { chosen: '0' },
    });
    expect(parseGoal(view, 2)).toEqual({
      ok: true,
      goal: { theme: 'why', goal: 'g', measure: '', startingPoint: 0, version: 2 },
    });
    expect(parseGoal(view, 1)).toEqual({ ok: false, problems: { 'pairs.goal.theme.1': 'missing' } });
    expect(parseGoal(sent({ ...field('theme', ' \n ') }), 2).ok).toBe(false);
    const smuggled = sent({ ...field('theme', 'why'), 'pairs.goal.start.2': { chosen: '-1' } });
    expect(parseGoal(smuggled, 2)).toMatchObject({ goal: { startingPoint: null } });
  });
});

describe('the form for looking back', () => {
  const review = (of: 'half-time' | 'final', said?: string, useful?: string, takeaway?: string) =>
    parseReview(
      sent({
        ...(said && { 'pairs.review.said': { chosen: said } }),
        ...(useful && { 'pairs.review.useful': { chosen: useful } }),
        ...(takeaway !== undefined && { 'pairs.review.takeaway': { typed: takeaway } }),
      }),
      of,
    );

  it.each([
    [review('half-time', 'keep'), { ok: true, said: 'keep', useful: null, takeaway: null }],
    [review('half-time', 'close', '5'), { ok: true, said: 'close', useful: 5, takeaway: null }],
    [
      review('final', 'change', '6', ' what stays '),
      { ok: true, said: 'change', useful: null, takeaway: 'what stays' },
    ],
    // Whether the plan is done, after which there is nothing to keep, is looked at when it is sent.
    [review('final', 'keep'), { ok: true, said: 'keep', useful: null, takeaway: null }],
    [review('half-time'), { ok: false, problems: { 'pairs.review.said': 'missing' } }],
  ])('%#', (parsed, expected) => {
    expect(parsed).toEqual(expected);
  });

  it('is about one of the three and a round', () => {
    expect(reviewAsked('p final 2')).toEqual({ pairId: 'p', of: 'final', round: 2 });
    for (const value of [undefined, '', 'p', 'p later 1', 'p final 0', 'p final x', 'p final 100'])
      expect(reviewAsked(value)).toBeUndefined();
    expect(reviewSent('{"pairId":"p","of":"half-time","round":1}')).toMatchObject({ round: 1 });
    expect(reviewSent('')).toBeUndefined();
  });
});

describe('a goal to read', () => {
  const readBy = (side: Side) => {
    const seen = COURSES.find((one) => one.kind === 'coaching' && one.side === side && one.goal !== null);
    return seen && asRead(goalView(textsIn('en'), seen));
  };

  it('says to the client that it is theirs, and to the coach who writes it', () => {
    expect(readBy('guide')).toContain('who writes it, and you');
    expect(readBy('learner')).not.toContain('who writes it');
  });
});

describe.each(LANGUAGES)('what is shown of sessions, in %s', (language) => {
  const t = textsIn(language);
  const shown = Object.entries(SESSIONS).map(([name, render]) => ({ name, views: render(t) }));

  it('reads like this', async () => {
    const read = shown.flatMap(({ name, views }) =>
      [...new Set(views.map(asRead))].map((text) => `# ${name}\n${text}`),
    );
    await expect(read.join('\n\n')).toMatchFileSnapshot(`goldens/sessions.${language}.txt`);
  });

  it('Slack takes all of it', () => {
    const newId = () => crypto.randomUUID();
    const refused = shown.flatMap(({ name, views }) =>
      views.flatMap((view) => {
        const checked = view['type'] ? checkView(view, newId) : checkMessageBlocks(view['blocks'], newId);
        return checked.ok ? [] : [{ name, checked }];
      }),
    );
    expect(refused).toEqual([]);
  });

  it('what was written stands in modals only, and each message says all of it in its text', () => {
    const messages = shown.filter(({ name }) => name.endsWith('Message')).flatMap(({ views }) => views);
    expect(messages.length).toBeGreaterThan(50);
    for (const message of messages) {
      expect(JSON.stringify(message)).not.toContain(WRITTEN);
      // Nor what a client rated, or that the two see it differently.
      expect(JSON.stringify(message)).not.toMatch(/6 of 10|6 na 10|counts as|Liczy się/);
      expect(String(message['text']).length).toBeGreaterThan(10);
    }
    expect(JSON.stringify(shown.filter(({ name }) => name === 'sessionView'))).toContain(WRITTEN);
  });

  it('every form says who sees what is written in it', () => {
    const forms = shown.flatMap(({ views }) => views).filter(({ submit }) => submit);
    const silent = forms.filter(
      (form) => !JSON.stringify(form).includes(language === 'en' ? 'Who sees this' : 'Kto to widzi'),
    );
    expect(new Set(silent.map((form) => form['callback_id']))).toEqual(new Set(['pairs.cancel.form']));
  });
});
