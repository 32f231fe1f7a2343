import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Filled, type Member, textOf } from '../harness/member.ts';
import { PIOTR_AND_DARNELL, runningPair } from '../harness/running.ts';
import { PEOPLE, startTogether, type Together } from '../harness/together.ts';

/** Ten past four in Warsaw, ten past nine in Chicago: both are at work, as on every later day of the story. */
const TUESDAY = '2026-11-24T15:10:00Z';
const PURPOSE = 'To say <no> more often';
const WORDS = 'I work on kumquats <!channel> & more.';
const ANSWER = 'You get *Fridays* for xylophones.';

const ticked = (isTicked: boolean) => ({
  type: 'checkboxes' as const,
  selected_options: isTicked ? [{ value: 'yes', text: { type: 'plain_text' as const, text: 'yes' } }] : [],
});
const typed = (value: string) => ({ type: 'plain_text_input' as const, value });
const form = ({ who, purpose, toCoach }: { who?: string; purpose: string; toCoach: boolean }): Filled => ({
  ...(who !== undefined && {
    'pairs.sponsor.who': { chosen: { type: 'users_select', selected_user: who } },
  }),
  'pairs.sponsor.purpose': { typed: typed(purpose) },
  'pairs.sponsor.sessions': { chosen: ticked(true) },
  'pairs.sponsor.coach': { chosen: ticked(toCoach) },
});
const words = (version: number, value: string): Filled => ({
  [`pairs.sponsor.words.${version}`]: { typed: typed(value) },
});

describe('a sponsor of a coaching client', () => {
  let all: Together;
  beforeAll(async () => {
    all = await startTogether('socket', { now: TUESDAY });
    await runningPair(all, 'coaching', PIOTR_AND_DARNELL);
    await all.passes({});
  });
  afterAll(() => all.stop());

  const shutsAll = async (member: Member): Promise<void> => {
    for (const view of (await member.state()).views.toReversed()) await member.closes(view);
  };
  const opensHub = async (member: Member, home: string, hub: string) => {
    await member.opensHome();
    await member.presses('pairs.open', await member.home(home));
    return member.modal(hub);
  };

  it('is brought in by the client, who sees and approves the exact words', async () => {
    const [darnell, imani] = [all.as('darnell'), all.as('imani')];
    await darnell.presses('pairs.sponsor', await opensHub(darnell, 'Under way', 'What comes next'));
    const first = await darnell.modal('Only you can bring one in');
    for (const [who, problem] of [
      [PEOPLE.darnell, 'other than yourself'],
      [PEOPLE.piotr, 'Your coach is part of it already'],
      ['USLACKBOT', 'a person of this workspace'],
    ] as const)
      expect(await darnell.submits(first, form({ who, purpose: '', toCoach: true }))).toMatchObject({
        outcome: 'errors',
        errors: { 'pairs.sponsor.who': expect.stringContaining(problem) },
      });
    await darnell.submits(first, form({ who: PEOPLE.imani, purpose: PURPOSE, toCoach: true }));
    const text = await darnell.modal('This is only a beginning');
    expect(textOf(text)).toContain(`What it is for: ${PURPOSE}`);
    expect(textOf(text)).toContain('6 sessions are planned');
    await darnell.submits(text, words(1, WORDS));
    const seen = await darnell.modal('These are the exact words');
    expect(textOf(seen)).toContain(WORDS);
    // Another look at it, and back.
    await darnell.presses('pairs.sponsor.edit', seen);
    await darnell.submits(await darnell.modal('This is only a beginning'), words(2, WORDS));
    await all.passes({});
    expect(await imani.allTold()).toEqual([]);
    await darnell.submits(await darnell.modal('These are the exact words'), {});
    expect(textOf(await darnell.modal('Approved.'))).toContain(WORDS);
    await shutsAll(darnell);
  });

  it('reads who has brought them in and why, opens the text, and answers once', async () => {
    const [darnell, imani, piotr] = [all.as('darnell'), all.as('imani'), all.as('piotr')];
    await all.passes({ days: 1 });
    const told = await imani.told('has brought you in as its sponsor');
    expect(told.text).toContain(`<@${PEOPLE.darnell}>`);
    await imani.presses('pairs.sponsor.read', told);
    const read = await imani.modal('wrote this for you');
    expect(textOf(read)).toContain(WORDS);
    await imani.presses('pairs.sponsor.answer', read);
    const answering = await imani.modal('Who sees this: only');
    await imani.submits(answering, { 'pairs.sponsor.answer.words': { typed: typed(ANSWER) } });
    const answered = await imani.modal('can read your answer');
    expect(answered.blocks.some((block) => JSON.stringify(block).includes('"pairs.sponsor.answer"'))).toBe(
      false,
    );
    await shutsAll(imani);
    await all.passes({ days: 1 });
    await darnell.presses('pairs.sponsor', await darnell.told('has answered you as the sponsor'));
    expect(textOf(await darnell.modal('is the sponsor of your coaching'))).toContain(ANSWER);
    await shutsAll(darnell);

    // The coach was shown the text, and not the answer.
    await piotr.presses('pairs.sponsor', await piotr.told('pokazuje Ci ten sam tekst'));
    const shown = textOf(await piotr.modal('zaprasza do roli sponsora'));
    expect(shown).toContain(WORDS);
    expect(shown).not.toContain('xylophones');
    await shutsAll(piotr);
    expect(textOf(await opensHub(piotr, 'W toku', 'Co dalej'))).toContain('Sponsor');
    await shutsAll(piotr);
  });

  it('is written to when the client likes, without the coach where the client wants that', async () => {
    const [darnell, imani, piotr] = [all.as('darnell'), all.as('imani'), all.as('piotr')];
    await darnell.presses('pairs.sponsor', await opensHub(darnell, 'Under way', 'What comes next'));
    await darnell.presses('pairs.sponsor.write', await darnell.modal('is the sponsor of your coaching'));
    await darnell.submits(
      await darnell.modal('you choose anew each time'),
      form({ purpose: '', toCoach: false }),
    );
    await darnell.submits(await darnell.modal('This is only a beginning'), words(1, 'A second text'));
    await darnell.submits(await darnell.modal('does not learn of it from us'), {});
    await darnell.modal('Approved.');
    await shutsAll(darnell);
    const before = await piotr.allTold();
    await all.passes({ days: 1 });
    expect(await piotr.allTold()).toHaveLength(before.length);
    await imani.presses('pairs.sponsor.read', await imani.told('has written to you as the sponsor'));
    expect(textOf(await imani.modal('wrote this for you'))).toContain('A second text');
    await shutsAll(imani);
  });

  it('hears nothing more once the client has ended it, and the buttons say so', async () => {
    const [darnell, imani] = [all.as('darnell'), all.as('imani')];
    const stale = await imani.told('has written to you as the sponsor');
    await darnell.presses('pairs.sponsor', await opensHub(darnell, 'Under way', 'What comes next'));
    const told = (await imani.allTold()).length;
    await darnell.presses('pairs.sponsor.end', await darnell.modal('is the sponsor of your coaching'));
    await darnell.modal('You have ended it');
    await shutsAll(darnell);
    // A button that has not been replaced yet; where it has been, there is nothing to press.
    const pressed = await imani.presses('pairs.sponsor.read', stale).catch((error: Error) => error.message);
    if (typeof pressed === 'string') expect(pressed).toContain('not_found');
    else expect(textOf(await imani.modal('That is over'))).not.toContain('A second text');
    await shutsAll(imani);
    await all.passes({ days: 1 });
    const over = await imani.told('That is over: nothing more is told here');
    expect(over.blocks.some(({ type }) => type === 'actions')).toBe(false);
    expect(await imani.allTold()).toHaveLength(told);
  });

  it('no words of theirs are in a message, a log line, a row of messages or what views carry', async () => {
    const people = (['darnell', 'piotr', 'imani'] as const).map((one) => all.as(one).allTold());
    const rows = await all.db.selectFrom('deliveries').selectAll().execute();
    const said = JSON.stringify([await Promise.all(people), rows]);
    for (const one of [said, all.logged()])
      expect(one).not.toMatch(/kumquat|xylophone|second text|say <no>/i);
    expect(JSON.stringify(all.slack.journal)).toContain('kumquat');
    for (const [, carried] of JSON.stringify(all.slack.journal).matchAll(/private_metadata\W+(.{0,300})/g))
      expect(carried?.split('}')[0]).not.toMatch(/kumquat|xylophone/i);
  });
});
