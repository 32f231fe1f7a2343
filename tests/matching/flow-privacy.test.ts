import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../src/log.ts';
import { replyToGuide } from '../../src/matching/flow/answering.ts';
import { matchingDue } from '../../src/matching/flow/due.ts';
import { createWorld, dayLater, key, WISH, type World } from './world.ts';

/** Everything that somebody typed in the life below begins with one of these. */
const TYPED = /HOPES|QUESTION|ANSWER|REASON|ABOUT/;

let world: World;
let logged = '';
beforeAll(async () => {
  world = await createWorld();
  world.ports.log = await createLog({
    level: 'trace',
    stream: {
      write(line: string) {
        logged += line;
      },
    },
  });
});
afterAll(() => world.drop());

describe('what people write to each other', () => {
  it('stands in the rows it was written into, and in no message, log or audit row', async () => {
    for (const name of ['ada', 'ben']) await world.guide(name);
    const request = await world.ask('lea', ['ada', 'ben']);
    await world.answer('ada', { kind: 'ask', question: 'QUESTION: which field?' });
    const { id: offerId, version } = await world.offerTo('ada');
    await replyToGuide(world.ports, key('lea'), { offerId, version, answer: 'ANSWER: sales' });
    await world.answer('ada', { kind: 'decline', reason: 'REASON: a busy year' });
    await world.due();
    await world.moveTo(dayLater(4));
    // A row that cannot be read, so that what is logged of a failure is looked at too.
    await world.db
      .updateTable('offers')
      .set({ state_data: JSON.stringify({ question: 'QUESTION', expiresAt: 'HOPES' }) })
      .where('state', '=', 'pending')
      .execute();
    world.ports.moveTo(dayLater(20));
    await matchingDue(world.ports);

    const rows = async (table: 'requests' | 'offers' | 'deliveries' | 'audit_events') =>
      JSON.stringify(await world.db.selectFrom(table).selectAll().execute());
    // The control: it was typed, kept where it belongs, and something was said and logged.
    expect(await rows('requests')).toContain(WISH.hopes);
    expect(await rows('offers')).toMatch(/QUESTION.*|ANSWER.*|REASON/);
    expect(await world.told()).toEqual(
      expect.arrayContaining(['lea: question', 'ada: answered', 'lea: next']),
    );
    expect(logged).toContain('could not be done');
    expect(await world.request(request)).toMatchObject({ state: { state: 'offering' } });

    expect(await rows('deliveries')).not.toMatch(TYPED);
    expect(await rows('audit_events')).not.toMatch(TYPED);
    expect(logged).not.toMatch(TYPED);
  });

  it('is about ids alone', async () => {
    const rows = await world.db.selectFrom('deliveries').select('about').execute();
    for (const { about } of rows)
      for (const [name, value] of Object.entries(Object(about)))
        expect([name, value]).toEqual([
          expect.stringMatching(/^(offerId|requestId|month|pairId|to)$/),
          expect.stringMatching(/^[\w-]{1,36}$/),
        ]);
  });
});
