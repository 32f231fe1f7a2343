import { afterAll, beforeAll, expect, it } from 'vitest';
import { chosen, type Member, textOf } from '../harness/member.ts';
import { PIOTR_AND_DARNELL, trialPair } from '../harness/running.ts';
import { MODES, PEOPLE, startTogether, type Together } from '../harness/together.ts';

/** A Monday: nine in Chicago, four in the afternoon in Warsaw. */
const MONDAY = '2026-11-23T15:00:00Z';

let all: Together;
beforeAll(async () => {
  all = await startTogether(MODES[0], { now: MONDAY });
});
afterAll(() => all.stop());

const shutsAll = async (member: Member): Promise<void> => {
  for (const view of (await member.state()).views.toReversed()) await member.closes(view);
};
/** Their Home, made anew: not as it was published before. */
const homeOf = async (who: Member, containing: string) => {
  const before = (await who.state()).home?.hash;
  await who.opensHome();
  await expect.poll(async () => (await who.state()).home?.hash, { timeout: 20_000 }).not.toBe(before);
  return who.home(containing);
};
const told = async (who: Member, words: string) =>
  (await who.allTold()).filter((message) => message.text.includes(words));

it('two people are introduced, and read at once what managers would see of them', async () => {
  await trialPair(all, 'mentoring', PIOTR_AND_DARNELL);
  await all.passes({});
  const english = await all.as('darnell').told('the mentor, and you are the mentee');
  expect(english.text).toContain('If neither of you has said here by 7 December that you have talked');
  expect(english.text).toContain('They see that and nothing else');
  const polish = await all.as('piotr').told('Zaczyna się okres próbny mentoringu');
  expect(polish.text).toContain('Jeśli do 7 grudnia nikt z Was nie powie tutaj');
});

it('another two begin, of whom one is away when it would be told', async () => {
  await trialPair(all, 'mentoring', {
    guide: { is: 'kasia', name: 'Kasia Nowak', locale: 'en-GB', timeZone: 'Europe/Warsaw' },
    learner: { is: 'imani', name: 'Imani French', locale: 'en-GB', timeZone: 'Europe/London' },
  });
  await all.passes({ days: 9 });
  await all.db
    .updateTable('people')
    .set({ paused_at: new Date(all.slack.clock().now), back_on: '2026-12-05' })
    .where('id', '=', PEOPLE.imani)
    .execute();
});

it('on the tenth day both are told once more, and managers see nothing yet', async () => {
  const [darnell, piotr, jonas] = [all.as('darnell'), all.as('piotr'), all.as('jonas')];
  await all.passes({ days: 1 });
  const english = await darnell.told('So that you know it beforehand');
  expect(english.text).toContain('if neither of you has said here by 7 December');
  expect(textOf(english)).toContain('We have talked');
  expect(textOf(english)).toContain('This is not for me');
  expect((await piotr.told('Żeby było wiadomo wcześniej')).text).toContain('jeśli do 7 grudnia nikt z Was');
  const home = textOf(await homeOf(jonas, 'Mentoring for everybody'));
  expect(home).not.toContain('not met yet');
  await all.passes({ days: 3, hours: 23 });
  expect(textOf(await homeOf(jonas, 'Mentoring for everybody'))).not.toContain('not met yet');
});

it('after two weeks the manager’s Home says so on top, and the program’s page says who', async () => {
  const jonas = all.as('jonas');
  await all.passes({ hours: 1 });
  const home = await homeOf(jonas, 'one pair has not met yet, two weeks after it began');
  const { blocks } = home;
  // On top of all that is on it, what is theirs as anybody's included.
  expect(blocks[0]).toMatchObject({ type: 'header', text: { text: 'What needs you today' } });
  expect(JSON.stringify(blocks[1])).toContain('one pair has not met');
  await jonas.presses('managing.program', { ...home, blocks: blocks.slice(1, 2) });
  const page = JSON.stringify((await jonas.modal('Pairs that have not met yet')).blocks);
  expect(page).toContain(PEOPLE.piotr);
  expect(page).toContain(PEOPLE.darnell);
  expect(page).toContain('a pair since 23 November');
  // The other two began on the same day, and one of them was not told.
  expect(page).not.toContain(PEOPLE.kasia);
  expect(page).not.toContain(PEOPLE.imani);
  await shutsAll(jonas);
  // Nobody else has it on their Home.
  for (const other of ['sofia', 'kasia'] as const)
    expect(textOf(await homeOf(all.as(other), 'Coaching'))).not.toContain('not met yet');
});

it('one of the two says that they have talked, and at once it is gone', async () => {
  const [darnell, jonas] = [all.as('darnell'), all.as('jonas')];
  await darnell.presses('pairs.open', await darnell.told('So that you know it beforehand'));
  const form = await darnell.modal('Has the first conversation taken place?');
  expect(textOf(form)).toContain('One thing managers of the program and admins of this workspace can see');
  await darnell.submits(form, {
    'pairs.talked': { answer: chosen('yes') },
    'pairs.distance': { answer: chosen('yes') },
    'pairs.goes-on': { answer: chosen('yes') },
  });
  await darnell.modal('You have answered; thank you');
  await shutsAll(darnell);
  expect(textOf(await homeOf(jonas, 'Mentoring for everybody'))).not.toContain('not met yet');
  // What the other reads says nothing of that.
  await all.passes({});
  expect(await told(all.as('piotr'), 'Żeby było wiadomo wcześniej')).toHaveLength(1);
});

it('a pair of which one was not told is never shown, however long it goes on', async () => {
  const jonas = all.as('jonas');
  for (const days of [1, 3, 5, 4]) {
    await all.passes({ days });
    expect(textOf(await homeOf(jonas, 'Mentoring for everybody'))).not.toContain('not met yet');
  }
  // It was told to the one who came back; the other was not told while they were away.
  expect(await told(all.as('imani'), 'So that you know it beforehand')).toHaveLength(1);
  expect(await told(all.as('kasia'), 'So that you know it beforehand')).toHaveLength(0);
});
