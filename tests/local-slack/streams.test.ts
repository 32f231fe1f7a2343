import { afterAll, beforeAll, expect, test } from 'vitest';
import { GENERAL, MARTA, Page, startWorld, type World } from './foreign-app.ts';

const PEOPLE_OPS = 'C0PEOPLEOP';
const NOAH = 'U0NOAHREED';

let world: World;
let marta: Page;
let noah: Page;
beforeAll(async () => {
  world = await startWorld('socket');
  [marta, noah] = [new Page(world.slack.url, MARTA), new Page(world.slack.url, NOAH)];
  await Promise.all([marta.watch(), noah.watch()]);
});
afterAll(async () => {
  marta.close();
  noah.close();
  await world.close();
});

test('a person’s stream is silent about what only others see', async () => {
  await world.page.command('/nobody');
  await world.page.change('message', ({ message }) => message.ephemeral);
  await marta.post('message', { conversation: PEOPLE_OPS, text: 'In private' });
  await marta.change('message', ({ message }) => message.text === 'In private');
  await marta.post('read', { conversation: GENERAL });
  await marta.change('unread');
  // What all see comes last, so that whatever came before it has come.
  await world.page.post('message', { conversation: GENERAL, text: 'To all' });
  await noah.change('message', ({ message }) => message.text === 'To all');
  expect(noah.changes.filter((one) => one.type !== 'app')).toEqual([
    expect.objectContaining({ type: 'message', message: expect.objectContaining({ text: 'To all' }) }),
  ]);
});
