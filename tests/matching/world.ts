import { randomUUID } from 'node:crypto';
import type { Updateable } from 'kysely';
import { expect } from 'vitest';
import { type Answer, answerOffer } from '../../src/matching/flow/answering.ts';
import { beginRequest } from '../../src/matching/flow/asking.ts';
import { onPersonChanged } from '../../src/matching/flow/changing.ts';
import { matchingTurn } from '../../src/matching/flow/due.ts';
import { offersTo } from '../../src/matching/flow/seeing.ts';
import { sendRequest } from '../../src/matching/flow/sending.ts';
import type { Request, Wish } from '../../src/matching/request.ts';
import { readOffersOf } from '../../src/matching/store/offers.ts';
import { readRequest } from '../../src/matching/store/requests.ts';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { PersonId, type PersonKey, WorkspaceId } from '../../src/ports.ts';
import { ensureOpenPrograms, openProgram } from '../../src/programs/flow.ts';
import { ProgramId, ProgramRules } from '../../src/programs/program.ts';
import { inTransaction } from '../../src/storage/database.ts';
import type { Schema } from '../../src/storage/schema.ts';
import { freshDatabase } from '../harness/database.ts';
import { testPorts } from '../harness/ports.ts';
import { takeEach } from '../harness/turns.ts';

export const workspaceId = WorkspaceId.parse('T0LUMENARI');
/** A Monday, at noon in Warsaw, where everybody works who is not said to live elsewhere. */
export const MONDAY = '2026-03-02T11:00:00Z';
export const WISH: Wish = {
  topics: ['negotiation'],
  ways: ['direct'],
  languages: ['en'],
  hopes: 'HOPES: to stop dreading the spring talks',
  avoid: { ownDepartment: false, people: [] },
  earlierWelcome: false,
};

export const id = (name: string): PersonId => PersonId.parse(`U0${name.toUpperCase()}`);
export const key = (name: string): PersonKey => ({ workspaceId, personId: id(name) });
export const dayLater = (days: number, from = MONDAY): Date =>
  new Date(new Date(from).getTime() + days * 86_400_000);

type Row = Record<string, unknown>;
export type World = Awaited<ReturnType<typeof createWorld>>;

/** A workspace with its two open programs, in which people ask and answer. A second passes with every step, and more when a test says so. */
export async function createWorld() {
  const { db, drop } = await freshDatabase();
  const ports = await testPorts(db, {
    now: MONDAY,
    factsOf: ({ personId }) => ({ name: personId.slice(2).toLowerCase() }),
    changed: (tx, who, now) => onPersonChanged(tx, ports, who, now),
  });
  await registerWorkspace(db, workspaceId);
  await ensureOpenPrograms(db, workspaceId, ports.clock.now(), randomUUID, 'en');
  const mentoring = await openProgram(db, workspaceId, 'mentoring');

  const world = {
    db,
    ports,
    drop,
    mentoring,

    async person(name: string, given: Row = {}): Promise<PersonKey> {
      await db
        .insertInto('people')
        .values({
          workspace_id: workspaceId,
          id: id(name),
          name,
          time_zone: 'Europe/Warsaw',
          facts_at: ports.clock.now(),
          ...given,
        })
        .execute();
      return key(name);
    },

    /** A mentor with two places who fits {@link WISH}. */
    async guide(name: string, profile: Row = {}, given: Row = {}): Promise<PersonKey> {
      const who = await world.person(name, given);
      await db
        .insertInto('profiles')
        .values({
          workspace_id: workspaceId,
          person_id: who.personId,
          kinds: ['mentoring'],
          topics: ['negotiation', 'feedback'],
          places: 2,
          languages: ['en', 'pl'],
          ways: ['direct'],
          about: `ABOUT ${name}`,
          briefed_at: ports.clock.now(),
          updated_at: ports.clock.now(),
          ...profile,
        })
        .execute();
      return who;
    },

    /** A further program of one kind with rules of its own, open to its members. */
    async program(rules: Partial<ProgramRules>, members: [string, 'guide' | 'learner' | 'manager'][]) {
      const programId = ProgramId.parse(randomUUID());
      const values = { workspace_id: workspaceId, id: programId, kind: 'mentoring' as const, name: 'Spring' };
      await db
        .insertInto('programs')
        .values({
          ...values,
          is_for_all: false,
          state: 'running',
          rules: JSON.stringify(ProgramRules.parse(rules)),
          created_at: ports.clock.now(),
        })
        .execute();
      for (const [name, role] of members)
        await db
          .insertInto('program_members')
          .values({
            workspace_id: workspaceId,
            program_id: programId,
            person_id: id(name),
            role,
            added_at: ports.clock.now(),
          })
          .execute();
      return programId;
    },

    /** The learner's form is sent; the request as it is saved. */
    async wish(name: string, wish: Partial<Wish> = {}): Promise<Request> {
      const asked = await beginRequest(ports, key(name), 'mentoring', { ...WISH, ...wish });
      if (asked.outcome === 'suggested') return asked.suggestions.request;
      if (asked.outcome === 'nobody') return asked.request;
      throw new Error(asked.outcome);
    },

    /** The learner asks for these guides, in this order; the request as it is then. */
    async ask(name: string, choices: string[], wish: Partial<Wish> = {}): Promise<Request> {
      const { id: requestId, version } = await world.wish(name, wish);
      const sent = await sendRequest(ports, key(name), { requestId, version, choices: choices.map(id) });
      if (sent.outcome !== 'offered' && sent.outcome !== 'nobody') throw new Error(sent.outcome);
      world.tick();
      return sent.request;
    },

    /** The guide's only open offer. */
    async offerTo(name: string) {
      const [seen, ...more] = await offersTo(ports, key(name));
      if (!seen || more.length > 0) throw new Error(`${name} has ${seen ? more.length + 1 : 0} offers`);
      return seen.offer;
    },

    /** The guide answers their only open offer. */
    async answer(name: string, answer: Answer) {
      const { id: offerId, version } = await world.offerTo(name);
      const answered = await answerOffer(ports, key(name), { offerId, version }, answer);
      world.tick();
      return answered;
    },

    async request({ id: requestId }: Pick<Request, 'id'>): Promise<Request> {
      const found = await readRequest(db, workspaceId, requestId);
      if (!found) throw new Error('the request is gone');
      return found;
    },

    /** Everybody who was asked for a request, with what became of it. */
    async asked({ id: requestId }: Pick<Request, 'id'>): Promise<string[]> {
      const offers = await readOffersOf(db, workspaceId, [requestId]);
      return offers.map(
        ({ guideId, state }) =>
          `${guideId.slice(2).toLowerCase()}: ${state.state === 'moved' ? state.why : state.state}`,
      );
    },

    pairs: () => db.selectFrom('pairs').selectAll().orderBy('began_at').orderBy('id').execute(),

    /** What was planned to be said by matching, in order of when it is said; names instead of ids. */
    async told(): Promise<string[]> {
      const rows = await db
        .selectFrom('deliveries')
        .selectAll()
        .where('kind', 'like', 'matching.%')
        .orderBy('due_at')
        .orderBy('kind')
        .orderBy('person_id')
        .execute();
      return rows.map(({ person_id, kind }) => `${person_id.slice(2).toLowerCase()}: ${kind.slice(9)}`);
    },

    /** A second passes, so that what comes after is later. */
    tick(): void {
      ports.moveTo(new Date(ports.clock.now().getTime() + 1_000));
    },

    async moveTo(instant: string | Date): Promise<void> {
      ports.moveTo(instant);
      await world.due();
    },

    /** Does all that is due. */
    async due(): Promise<void> {
      for (let turn = 0; (await takeEach(db, [matchingTurn(ports)], ports.clock.now())) > 0; turn += 1)
        expect(turn).toBeLessThan(100);
      world.tick();
    },

    /** Writes something about a person, as a flow of people would: with what follows from it. */
    async change(name: string, table: 'people' | 'profiles', set: Row): Promise<void> {
      await inTransaction(db, async (tx) => {
        await tx
          .selectFrom('people')
          .select('id')
          .where('workspace_id', '=', workspaceId)
          .where('id', '=', id(name))
          .forNoKeyUpdate()
          .execute();
        await tx
          .updateTable(table)
          .set(set)
          .where('workspace_id', '=', workspaceId)
          .where(table === 'people' ? 'id' : 'person_id', '=', id(name))
          .execute();
        await ports.changed(tx, key(name), ports.clock.now());
      });
    },

    async exclude(name: string, other: string): Promise<void> {
      await inTransaction(db, async (tx) => {
        await tx
          .selectFrom('people')
          .select('id')
          .where('workspace_id', '=', workspaceId)
          .where('id', '=', id(name))
          .forNoKeyUpdate()
          .execute();
        await tx
          .insertInto('exclusions')
          .values({
            workspace_id: workspaceId,
            person_id: id(name),
            excluded_id: id(other),
            made_at: ports.clock.now(),
          })
          .execute();
        await ports.changed(tx, key(name), ports.clock.now());
      });
    },

    async rules(rules: Updateable<Schema['programs']>): Promise<void> {
      await db.updateTable('programs').set(rules).where('id', '=', mentoring.id).execute();
    },

    /** Nobody is here any more: for the next test. */
    async empty(): Promise<void> {
      await db.deleteFrom('people').execute();
      await world.rules({ rules: '{}', state: 'running' });
      ports.moveTo(MONDAY);
    },
  };
  return world;
}
