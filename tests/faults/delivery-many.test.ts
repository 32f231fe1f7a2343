import { expect, it } from 'vitest';
import { fourWorkers } from './delivering/many.ts';

const PEOPLE = 60;

it('four workers at once send every nudge once, one message a day and three a week to each person', async () => {
  expect(await fourWorkers(PEOPLE, 5)).toMatchObject({
    nudges: 5 * PEOPLE,
    sent: 5 * PEOPLE,
    readOnce: 5 * PEOPLE,
    readTwice: 0,
    // Monday, Tuesday, Wednesday; what was due on Thursday and Friday is one message on Monday.
    messages: 4 * PEOPLE,
    mostADay: 1,
    mostAWeek: 3,
  });
});
