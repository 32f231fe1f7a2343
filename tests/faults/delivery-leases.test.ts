import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { deliveryTurns } from '../../src/nudges/flow/due.ts';
import type { FindResult } from '../../src/ports.ts';
import {
  aPost,
  aPostOffice,
  KASIA,
  MONDAY_NOON,
  PIOTR,
  type Post,
  type PostOffice,
} from '../nudges/world.ts';

let office: PostOffice;
let post: Post;
beforeAll(async () => {
  office = await aPostOffice();
});
beforeEach(async () => {
  post = await aPost(office);
});
afterAll(() => office.drop());

it('what is not on its way when the app ends is put back, not left in doubt', async () => {
  for (let at = 0; at < 30; at += 1) await post.plan(String(at), { to: at % 2 ? PIOTR : KASIA });
  const { post: send } = post.ports.messenger;
  let isStopping = false;
  post.ports.isStopping = () => isStopping;
  post.ports.messenger.post = async (...call) => {
    // By now, others are on their way.
    await Promise.resolve();
    isStopping = true;
    return send(...call);
  };
  await post.deliverAll();
  const states = Map.groupBy(await post.states(), (state) => state);
  expect(Array.from(states, ([state, all]) => `${state} ${all.length}`).toSorted()).toEqual([
    'planned: stopping 20',
    'sent 10',
  ]);
});

it('what is claimed goes out before anything is looked up, however long that takes', async () => {
  const isNot: FindResult = { outcome: 'not-found' };
  post.finds(() => isNot);
  await post.plan('doubtful', { to: KASIA });
  await post.nudge([['1.0', MONDAY_NOON]], PIOTR);
  const { take } = post.ports.queue;
  post.ports.queue.take = async () => [];
  await post.deliver();
  post.ports.queue.take = take;
  await post.db.updateTable('deliveries').set({ is_unsure: true }).where('class', '=', 'notice').execute();
  // While this worker looks, its lease runs out, and another worker takes what it has claimed for lost.
  const other = deliveryTurns({ ...post.ports, messenger: { ...post.ports.messenger } });
  let looked = 0;
  post.ports.messenger.find = async () => {
    looked += 1;
    if (looked > 1) return isNot;
    await post.db
      .updateTable('deliveries')
      .set({ held_until: new Date(0) })
      .where('state', '=', 'sending')
      .execute();
    for (const turn of other) await turn.take();
    return isNot;
  };
  await post.deliverAll();
  expect(post.posted.map(({ to }) => to).toSorted()).toEqual([KASIA.personId, PIOTR.personId]);
  expect(await post.states()).toEqual(['sent', 'sent']);
});
