import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refreshSubject, sentNudges, syncNudges } from '../../src/nudges/flow/plan.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { aPlace, KASIA, PIOTR, WORKSPACE } from './world.ts';

const subject = { workspaceId: WORKSPACE, subjectId: crypto.randomUUID() };
const other = { workspaceId: WORKSPACE, subjectId: crypto.randomUUID() };

let place: Awaited<ReturnType<typeof aPlace>>;
beforeAll(async () => {
  place = await aPlace();
});
afterAll(() => place.drop());
beforeEach(async () => {
  for (const table of ['nudges', 'deliveries'] as const) await place.db.deleteFrom(table).execute();
});

const book = (once: string, day: number, { personId } = PIOTR) => ({
  personId,
  kind: 'pairs.book',
  once,
  dueAt: new Date(Date.UTC(2026, 11, day, 9)),
});
const plan = (planned: ReturnType<typeof book>[], of = subject) =>
  inTransaction(place.db, (tx) => syncNudges(tx, place.ports, of, planned));
const rows = async (of = subject) =>
  (
    await place.db
      .selectFrom('nudges')
      .select(['person_id', 'once', 'due_at', 'state'])
      .where('subject_id', '=', of.subjectId)
      .orderBy('once')
      .orderBy('person_id', 'desc')
      .execute()
  ).map(
    (row) => `${row.once} ${row.due_at.toISOString().slice(8, 10)} ${row.state} ${row.person_id.slice(2, 7)}`,
  );
const become = (once: string, state: 'queued' | 'sent' | 'dropped' | 'failed', sentAt: Date | null = null) =>
  place.db.updateTable('nudges').set({ state, sent_at: sentAt }).where('once', '=', once).execute();

describe('the plan of a subject', () => {
  it('becomes exactly what is planned, and stays so when it is planned again', async () => {
    const planned = [book('1.0', 1), book('1.1', 4), book('1.1', 5, KASIA)];
    await plan(planned);
    await plan(planned);
    expect(await rows()).toEqual(['1.0 01 planned PIOTR', '1.1 04 planned PIOTR', '1.1 05 planned KASIA']);
  });

  it('moves what has another time, cancels what is not in it, and brings back what was cancelled', async () => {
    await plan([book('1.0', 1), book('1.1', 4)]);
    await plan([book('1.0', 2)]);
    expect(await rows()).toEqual(['1.0 02 planned PIOTR', '1.1 04 cancelled PIOTR']);
    await plan([book('1.1', 8)]);
    expect(await rows()).toEqual(['1.0 02 cancelled PIOTR', '1.1 08 planned PIOTR']);
    await plan([]);
    expect(await rows()).toEqual(['1.0 02 cancelled PIOTR', '1.1 08 cancelled PIOTR']);
  });

  it('leaves alone what has gone to the queue or further, and other subjects', async () => {
    const states = ['queued', 'sent', 'dropped', 'failed'] as const;
    await plan(states.map((state) => book(state, 1)));
    for (const state of states) await become(state, state);
    await plan([book('1.0', 3)], other);
    await plan([book('queued', 9), book('sent', 9)]);
    expect(await rows()).toEqual([
      'dropped 01 dropped PIOTR',
      'failed 01 failed PIOTR',
      'queued 01 queued PIOTR',
      'sent 01 sent PIOTR',
    ]);
    expect(await rows(other)).toEqual(['1.0 03 planned PIOTR']);
  });

  it('is nothing where the transaction is rolled back', async () => {
    const undone = inTransaction(place.db, async (tx) => {
      await syncNudges(tx, place.ports, subject, [book('1.0', 1)]);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await rows()).toEqual([]);
  });
});

it('tells what went out, the oldest first, of each subject by itself', async () => {
  await plan([book('1.0', 1), book('1.1', 2, KASIA), book('1.2', 3)]);
  await plan([book('2.0', 1)], other);
  const [early, late] = [new Date('2026-12-02T09:00:00Z'), new Date('2026-12-03T09:00:00Z')];
  await become('1.0', 'sent', late);
  await become('1.1', 'sent', early);
  await become('2.0', 'sent', early);
  const sent = await sentNudges(place.db, WORKSPACE, [
    subject.subjectId,
    other.subjectId,
    crypto.randomUUID(),
  ]);
  expect(sent.get(subject.subjectId)).toEqual([
    { personId: KASIA.personId, kind: 'pairs.book', once: '1.1', at: early },
    { personId: PIOTR.personId, kind: 'pairs.book', once: '1.0', at: late },
  ]);
  expect([...sent.keys()].toSorted()).toEqual([subject.subjectId, other.subjectId].toSorted());
  expect(await sentNudges(place.db, WORKSPACE, [])).toEqual(new Map());
});

it('marks the messages in which a subject stands as no longer true, and no others', async () => {
  await plan([book('1.0', 1)]);
  await plan([book('2.0', 1)], other);
  for (const once of ['1.0', '2.0']) {
    const id = crypto.randomUUID();
    await place.db
      .insertInto('deliveries')
      .values({
        workspace_id: WORKSPACE,
        id,
        person_id: PIOTR.personId,
        occurrence: once,
        kind: 'nudges',
        about: '{}',
        class: 'nudge',
        state: 'sent',
        due_at: new Date(0),
      })
      .execute();
    await place.db
      .updateTable('nudges')
      .set({ state: 'sent', delivery_id: id })
      .where('once', '=', once)
      .execute();
  }
  await inTransaction(place.db, (tx) =>
    refreshSubject(tx, subject, [{ personId: PIOTR.personId, about: { pairId: subject.subjectId } }], {
      notices: 8,
    }),
  );
  const stale = await place.db
    .selectFrom('deliveries')
    .select('occurrence')
    .where('refresh_at', 'is not', null)
    .execute();
  expect(stale).toEqual([{ occurrence: '1.0' }]);
});
