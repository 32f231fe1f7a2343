import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { beginRequest } from '../../src/matching/flow/asking.ts';
import { saveImportedWishes, workspaceChanged } from '../../src/matching/flow/changing.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { createWorld, dayLater, id, key, WISH, type World, workspaceId } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(async () => {
  await keepsOut(null);
  await world.empty();
});
afterAll(() => world.drop());

const keepsOut = (keeps_guests_out: boolean | null) =>
  world.db.updateTable('workspaces').set({ keeps_guests_out }).execute();
/** Slack says that whoever asks is a guest. */
const asGuests = () => ({
  ...world.ports,
  facts: {
    factsOf: async (who: Parameters<typeof world.ports.facts.factsOf>[0]) => ({
      ...(await world.ports.facts.factsOf(who)),
      isGuest: true,
    }),
  },
});

describe('where admins keep guests out of every program', () => {
  it('a guest cannot ask, in those for everybody neither, and nothing is kept of the wish', async () => {
    await world.guide('ada');
    await keepsOut(true);
    expect(await beginRequest(asGuests(), key('lea'), 'mentoring', WISH)).toEqual({
      outcome: 'refused',
      why: 'guest',
    });
    expect(await world.db.selectFrom('requests').select('id').execute()).toEqual([]);
    // Let in again, they can; and whoever is no guest could all the time.
    expect(await beginRequest(world.ports, key('max'), 'mentoring', WISH)).toMatchObject({
      outcome: 'suggested',
    });
    await keepsOut(null);
    expect(await beginRequest(asGuests(), key('lea'), 'mentoring', WISH)).toMatchObject({
      outcome: 'suggested',
    });
  });

  it('nobody is found for a guest who waits already, until guests are let in again', async () => {
    const { hopes, languages, ways, topics } = WISH;
    const now = () => world.ports.clock.now();
    await world.person('lea', { is_guest: true });
    await inTransaction(world.db, (tx) =>
      saveImportedWishes(
        tx,
        world.ports,
        workspaceId,
        [{ learnerId: id('lea'), kind: 'mentoring', hopes, languages, ways, topics }],
        now(),
      ),
    );
    await keepsOut(true);
    await world.guide('ada');
    await world.moveTo(dayLater(1));
    expect(await world.told()).toEqual([]);
    await keepsOut(null);
    await inTransaction(world.db, (tx) => workspaceChanged(tx, workspaceId, now()));
    await world.due();
    expect(await world.told()).toEqual(['lea: suggestion']);
  });

  it('a guest is suggested to nobody, although the program takes guests', async () => {
    await world.rules({ rules: JSON.stringify({ guestsAllowed: true }) });
    await world.guide('ada', {}, { is_guest: true });
    expect(await beginRequest(world.ports, key('lea'), 'mentoring', WISH)).toMatchObject({
      outcome: 'suggested',
      suggestions: { shown: [{ guideId: id('ada') }] },
    });
    await keepsOut(true);
    expect(await beginRequest(world.ports, key('lea'), 'mentoring', WISH)).toMatchObject({
      outcome: 'nobody',
    });
  });
});
