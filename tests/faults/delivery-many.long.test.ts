import { expect, it } from 'vitest';
import { fourWorkers } from './delivering/many.ts';

it.each([
  ['5,000 nudges of a thousand people', 1_000],
  ['a nudge due to each of 5,000 people, and five times that in a week', 5_000],
])('four workers at once send every one of %s once', async (_, people) => {
  expect(await fourWorkers(people)).toMatchObject({
    nudges: 5 * people,
    sent: 5 * people,
    readOnce: 5 * people,
    readTwice: 0,
    messages: 4 * people,
    mostADay: 1,
    mostAWeek: 3,
  });
});
