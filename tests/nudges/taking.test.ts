import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { DeliveryPorts } from '../../src/nudges/flow/ports.ts';
import { queueDeliveries } from '../../src/nudges/flow/queueing.ts';
import { supplyFor } from '../../src/nudges/flow/taking.ts';
import { aPost, aPostOffice, KASIA, MONDAY_NOON, PIOTR, type Post, type PostOffice } from './world.ts';

let office: PostOffice;
let post: Post;

beforeAll(async () => {
  office = await aPostOffice();
});
beforeEach(async () => {
  post = await aPost(office);
});
afterAll(() => office.drop());

/** While the first message is on its way, an answer to somebody else becomes due. */
async function whileOneIsSent(): Promise<void> {
  await post.plan('first', { to: KASIA });
  const { post: send } = post.ports.messenger;
  post.ports.messenger.post = async (...call) => {
    if (post.posted.length === 0) await post.plan('second', { to: PIOTR, class: 'answer' });
    return send(...call);
  };
  await post.deliver();
}

it('what becomes due while others are sent goes out in the same turn', async () => {
  await whileOneIsSent();
  expect(post.posted.map(({ to }) => to)).toEqual([KASIA.personId, PIOTR.personId]);
});

it('when the turn is over, nothing more is begun, and the next one goes on', async () => {
  const takenBack: number[] = [];
  const over: DeliveryPorts['after'] = (ms, then) => {
    // Not the half of a lease, after which what is taken is put back.
    if (ms < 30_000) then();
    return () => takenBack.push(ms);
  };
  post.ports.after = over;
  await whileOneIsSent();
  expect(post.posted.map(({ to }) => to)).toEqual([KASIA.personId]);
  expect(await post.states()).toEqual(['sent', 'planned']);
  expect(takenBack).toContain(10_000);
  await post.deliver();
  expect(await post.states()).toEqual(['sent', 'sent']);
});

it('nudges come into the queue as messages are taken, and whoever finds nothing waits for them', async () => {
  await post.plan('notice', { to: KASIA });
  await queueDeliveries(post.ports);
  await post.nudge([['1.0', MONDAY_NOON]], PIOTR);
  const supply = supplyFor(post.ports, 4);
  const taken = await Promise.all([supply.take(), supply.take(), supply.take()]);
  await supply.end();
  expect(taken.map((jobs) => jobs.flatMap(({ deliveryIds }) => deliveryIds).length)).toEqual([1, 1, 0]);
  expect(await post.nudgeStates()).toEqual(['1.0 queued']);
});

it('where they cannot come into the queue, whoever waits for them is told', async () => {
  await post.plan('notice', { to: KASIA });
  await queueDeliveries(post.ports);
  await post.nudge([['1.0', MONDAY_NOON]], PIOTR);
  post.ports.queue.put = async () => {
    throw Object.assign(new Error('away'), { code: '57P01' });
  };
  const supply = supplyFor(post.ports, 4);
  expect(await supply.take()).toHaveLength(1);
  await expect(supply.take()).rejects.toThrow('away');
  await expect(supply.end()).rejects.toThrow('away');
  expect(await post.nudgeStates()).toEqual(['1.0 planned']);
});
