import { expect, it } from 'vitest';
import { fourWorkers } from './delivering/many.ts';

const NUDGES = 5_000;

it('four workers at once send 5,000 nudges that are due to as many people', async () => {
  expect(await fourWorkers(NUDGES, 1)).toMatchObject({
    nudges: NUDGES,
    sent: NUDGES,
    readOnce: NUDGES,
    readTwice: 0,
    messages: NUDGES,
    mostADay: 1,
  });
});

it('four workers at once send 5,000 nudges of a week, one message a day and three a week to each person', async () => {
  const people = NUDGES / 5;
  expect(await fourWorkers(people, 5)).toMatchObject({
    nudges: NUDGES,
    sent: NUDGES,
    readOnce: NUDGES,
    readTwice: 0,
    messages: 4 * people,
    mostADay: 1,
    mostAWeek: 3,
  });
});
