import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chosen, type Filled, type Member, textOf } from '../harness/member.ts';
import { PIOTR_AND_DARNELL, runningPair } from '../harness/running.ts';
import { startTogether, type Together } from '../harness/together.ts';

const MONDAY = '2026-11-23T15:00:00Z';
const [MINE, OURS] = ['to ask before I answer <alone>', 'a look at networks & people'];

const written = (takeaway: string, wish: string): Filled => ({
  'pairs.meeting.takeaway': { typed: { type: 'plain_text_input', value: takeaway } },
  'pairs.meeting.wish': { typed: { type: 'plain_text_input', value: wish } },
});
const day = (value: string): Filled => ({
  'pairs.meeting.day': { chosen: { type: 'datepicker', selected_date: value } },
});

describe('a mentoring pair', () => {
  let all: Together;
  let darnell: Member;
  let piotr: Member;
  beforeAll(async () => {
    all = await startTogether('socket', { now: MONDAY });
    [darnell, piotr] = [all.as('darnell'), all.as('piotr')];
    await runningPair(all, 'mentoring', PIOTR_AND_DARNELL);
    await all.passes({});
  });
  afterAll(() => all.stop());

  const shutsAll = async (member: Member): Promise<void> => {
    for (const view of (await member.state()).views.toReversed()) await member.closes(view);
  };

  it('tells of a meeting with one tap; the mentee writes down a takeaway and a wish', async () => {
    await darnell.opensHome();
    await darnell.presses('pairs.met', await darnell.home('We met'));
    const form = await darnell.modal('You met <@');
    expect(textOf(form)).toContain('23 November');
    expect(await darnell.submits(form, { ...day('2026-11-24'), ...written(MINE, OURS) })).toMatchObject({
      outcome: 'errors',
      errors: { 'pairs.meeting.day': 'This day is still to come.' },
    });
    await darnell.submits(form, { ...day('2026-11-23'), ...written(MINE, OURS) });
    await darnell.modal('Saved. You met <@');
    await shutsAll(darnell);
  });

  it('the mentor taps too, on the next day: it is the same meeting, and nothing else is asked', async () => {
    await all.passes({ days: 1 });
    await piotr.opensHome();
    await piotr.presses('pairs.met', await piotr.home('Spotkanie'));
    const form = await piotr.modal('Wasze spotkanie, Ty i');
    expect(textOf(form)).toContain('Z Twojej strony nic więcej nie trzeba');
    expect(textOf(form)).not.toContain('Którego dnia?');
    await shutsAll(piotr);
    const meetings = await all.db.selectFrom('sessions').select('state').execute();
    expect(meetings).toEqual([{ state: 'held' }]);
  });

  it('the wish is read by both, the takeaway by the mentee alone, and neither stands in a message or a log', async () => {
    await piotr.opensHome();
    await piotr.presses('pairs.open', await piotr.home('Mentoring'));
    const hub = textOf(await piotr.modal(OURS));
    expect(hub).not.toContain(MINE);
    await shutsAll(piotr);
    const said = JSON.stringify([await darnell.allTold(), await piotr.allTold()]);
    for (const words of ['ask before I answer', 'a look at networks']) {
      expect(said).not.toContain(words);
      expect(all.logged()).not.toContain(words);
    }
  });

  it('“not now” is always there, and says when it is asked again', async () => {
    await darnell.opensHome();
    await darnell.presses('pairs.not-now', await darnell.home('Not now'));
    // They have just met: by their rhythm it would not have been asked for a month.
    await darnell.modal('We ask again around 23 December');
    await shutsAll(darnell);
  });

  it('after six months each looks back alone; whoever goes on reads what comes of it', async () => {
    // They meet every four weeks or so, and say so with one tap; the seventh time is past half a year.
    for (let meeting = 1; meeting <= 7; meeting += 1) {
      await all.passes({ days: 26 });
      await darnell.opensHome();
      await darnell.presses('pairs.met', await darnell.home('We met'));
      await darnell.modal('You met <@');
      await shutsAll(darnell);
    }
    await darnell.opensHome();
    const home = await darnell.home('Under way');
    expect(textOf(home)).toContain('You have been at it for some months');
    await darnell.presses('pairs.review', home);
    const form = await darnell.modal('What is right from here?');
    await darnell.submits(form, { 'pairs.renewal.said': { chosen: chosen('change') } });
    await darnell.modal('you can propose now what should be different');
    await shutsAll(darnell);
  });

  it('the short private question came by itself: answered, it asks no more, and the other notices nothing', async () => {
    // What came before has been dealt with.
    await all.passes({});
    const question = await darnell.told('A short private question about your mentoring');
    const before = await piotr.allTold();
    await darnell.presses('pairs.pulse', question);
    const form = await darnell.modal('Can you say openly there');
    await darnell.submits(form, { 'pairs.pulse.safe': { chosen: chosen('2') } });
    const done = textOf(await darnell.modal('Your answers are shown to nobody else'));
    for (const way of ['Propose a change', 'End it', 'Tell a person of trust']) expect(done).toContain(way);
    await shutsAll(darnell);
    await all.passes({});
    await darnell.told('you have answered the short question');
    expect(await piotr.allTold()).toEqual(before);
  });

  it('when the gap between them has passed, the mentee is asked by message, and can put it off there', async () => {
    // Four weeks and a weekend after the last meeting.
    await all.passes({ days: 30 });
    const ask = await darnell.told('would it suit you to meet again?');
    expect(textOf(ask)).toContain('Something to bring along, if it fits');
    await piotr.told('Myśl do Waszego mentoringu');
    await darnell.presses('pairs.not-now', ask);
    await darnell.modal('All right, not now.');
    await shutsAll(darnell);
    await all.passes({});
    const stands = await darnell.told('All right, not now.');
    expect(stands.ts).toBe(ask.ts);
    expect(textOf(stands)).not.toContain('Plan a date');
  });
});
