import { setTimeout as wait } from 'node:timers/promises';
import {
  onPersonChanged as matchingChanged,
  placeFreed,
  requestGoesOn,
} from '../../src/matching/flow/changing.ts';
import { deliveryTurns, renewalTurn } from '../../src/nudges/flow/due.ts';
import type { DeliveryPorts } from '../../src/nudges/flow/ports.ts';
import { NO_RATES } from '../../src/nudges/rates.ts';
import { beginTrial } from '../../src/pairs/flow/begin.ts';
import { onPersonChanged, pairsTurn } from '../../src/pairs/flow/due.ts';
import { answerTrial, confirmAgreement } from '../../src/pairs/flow/pairs.ts';
import type { PairsPorts } from '../../src/pairs/flow/steps.ts';
import { type PairId, SIDES, type Side } from '../../src/pairs/pair.ts';
import { usualRhythm } from '../../src/pairs/rhythm.ts';
import { pairs } from '../../src/pairs/slack/feature.ts';
import { pairNudges } from '../../src/pairs/slack/nudges.ts';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { enrol } from '../../src/people/flow/facts.ts';
import { createReaders } from '../../src/people/flow/readers.ts';
import { type Kind, PersonId, type PersonKey } from '../../src/ports.ts';
import { CadenceRules } from '../../src/programs/cadence.ts';
import { ensureOpenPrograms, openProgram } from '../../src/programs/flow.ts';
import { type Database, inTransaction, openDatabase } from '../../src/storage/database.ts';
import { openQueue } from '../../src/storage/queue.ts';
import { freshDatabase } from '../harness/database.ts';
import { type TestPorts, testPorts } from '../harness/ports.ts';
import { MONDAY, WORKSPACE } from './world.ts';

/** A pair, and who is which of its sides. */
export interface One {
  id: PairId;
  kind: Kind;
  as: Record<Side, PersonKey>;
}

/** Some people who all have to do with each other, with everything that the app does with them by itself. */
export interface Crowd {
  db: Database;
  ports: TestPorts & PairsPorts;
  people: PersonKey[];
  pairs: One[];
  /** Said to somebody, in the order in which it was. */
  posted: { to: string; text: string }[];
  /** What one process does by itself, a pass of it; each call is another process, with connections of its own. */
  worker(): Promise<{ pass(): Promise<number>; stop(): Promise<void> }>;
  /** One more pair of the first two, which has just begun to run. */
  another(kind: Kind): Promise<One>;
  drop(): Promise<void>;
}

/** @param names of people; everybody has a coaching and a mentoring pair with the next one */
export async function aCrowd(names: readonly string[]): Promise<Crowd> {
  const { db, connection, drop } = await freshDatabase();
  const made = await testPorts(db, { now: MONDAY });
  const wired = (own: Database): TestPorts & PairsPorts => {
    const ports: TestPorts & PairsPorts = {
      ...made,
      db: own,
      trialEnded: (tx, ended, now) => requestGoesOn(tx, ports, ended, now),
      placeFreed,
      async changed(tx, who, now) {
        await matchingChanged(tx, ports, who, now);
        await onPersonChanged(tx, ports, who, now);
      },
    };
    return ports;
  };
  const ports = wired(db);
  await registerWorkspace(db, WORKSPACE);
  await ensureOpenPrograms(db, WORKSPACE, ports.clock.now(), ports.newId, 'en');
  const people = names.map((name) => ({ workspaceId: WORKSPACE, personId: PersonId.parse(`U0${name}`) }));
  for (const who of people) await enrol(ports, who);
  const all: One[] = [];
  for (const [at, guide] of people.entries())
    for (const kind of ['coaching', 'mentoring'] as const) {
      const learner = people[(at + 1) % people.length];
      if (!learner) continue;
      all.push(await begin(ports, kind, { guide, learner }));
    }
  const posted: Crowd['posted'] = [];
  const extra: (() => Promise<unknown>)[] = [];
  return {
    db,
    ports,
    people,
    pairs: all,
    posted,
    async worker() {
      const own = openDatabase(connection);
      const queue = await openQueue(own, () => undefined);
      const mine = wired(own);
      const { messages = {} } = pairs(mine, createReaders(mine));
      const delivery: DeliveryPorts = {
        ...mine,
        messenger: {
          async post(to, message, id) {
            // Slack takes its time, so that people act while something is on its way.
            await wait(Math.floor(Math.random() * 20));
            posted.push({ to: to.personId, text: message.text });
            return { outcome: 'sent', channel: `D${to.personId}`, ts: id };
          },
          async update({ channel, ts }) {
            await wait(Math.floor(Math.random() * 20));
            return { outcome: 'sent', channel, ts };
          },
        },
        render: async (kind, to, about, language, isSent) =>
          messages[kind]?.render(to, about, language, isSent),
        owners: [pairNudges(mine)],
        queue,
        rates: NO_RATES,
        wait: () => Promise.resolve(),
        isStopping: () => false,
        after: () => () => undefined,
      };
      const turns = [pairsTurn(mine), ...deliveryTurns(delivery), renewalTurn(delivery)];
      const stop = async (): Promise<void> => {
        await queue.stop();
        await own.destroy();
      };
      extra.push(stop);
      return {
        async pass() {
          let done = 0;
          for (const turn of turns) done += await turn.take();
          return done;
        },
        stop: () => Promise.resolve(),
      };
    },
    another(kind) {
      const [guide, learner] = people;
      if (!guide || !learner) throw new Error('nobody there');
      return begin(ports, kind, { guide, learner });
    },
    async drop() {
      for (const stop of extra) await stop();
      await drop();
    },
  };
}

async function begin(ports: PairsPorts, kind: Kind, as: One['as']): Promise<One> {
  const program = await openProgram(ports.db, WORKSPACE, kind);
  const requestId = ports.newId();
  const [guideId, learnerId] = [as.guide.personId, as.learner.personId];
  await ports.db
    .insertInto('requests')
    .values({
      workspace_id: WORKSPACE,
      id: requestId,
      program_id: program.id,
      learner_id: learnerId,
      topics: [],
      ways: [],
      languages: ['en'],
      hopes: '',
      avoid: JSON.stringify({ ownDepartment: false, people: [] }),
      state: 'matched',
      created_at: ports.clock.now(),
      due_at: null,
    })
    .execute();
  const fit = { score: 70, reasons: [], gaps: [] };
  const together = {
    workspaceId: WORKSPACE,
    requestId,
    programId: program.id,
    kind,
    guideId,
    learnerId,
    fit,
  };
  const id = await inTransaction(ports.db, (tx) => beginTrial(tx, ports, together, ports.clock.now()));
  const terms = { purpose: '', rhythm: usualRhythm(kind, CadenceRules.parse({})) };
  for (const side of SIDES) await answerTrial(ports, as[side], id, { talked: true, goesOn: true });
  for (const side of SIDES) await confirmAgreement(ports, as[side], id, { terms, termsVersion: 1 });
  return { id, kind, as };
}
