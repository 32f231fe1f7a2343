import { textsIn } from '../../src/locales/texts.ts';
import { beginTrial } from '../../src/pairs/flow/begin.ts';
import { courseFor } from '../../src/pairs/flow/course.ts';
import { answerTrial, confirmAgreement, pairFor } from '../../src/pairs/flow/pairs.ts';
import type { PairsPorts } from '../../src/pairs/flow/steps.ts';
import { type PairId, SIDES, type Side } from '../../src/pairs/pair.ts';
import { usualRhythm } from '../../src/pairs/rhythm.ts';
import { pairs } from '../../src/pairs/slack/feature.ts';
import { historyView } from '../../src/pairs/views/hub/history.ts';
import { hubView } from '../../src/pairs/views/hub/hub.ts';
import { nextView } from '../../src/pairs/views/next.ts';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { enrol } from '../../src/people/flow/facts.ts';
import { createReaders } from '../../src/people/flow/readers.ts';
import { type Kind, PersonId, type PersonKey, WorkspaceId } from '../../src/ports.ts';
import { CadenceRules } from '../../src/programs/cadence.ts';
import { ensureOpenPrograms, openProgram } from '../../src/programs/flow.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { freshDatabase } from '../harness/database.ts';
import { type TestPorts, testPorts } from '../harness/ports.ts';
import { GUIDE, LEARNER } from './made.ts';

export const WORKSPACE = WorkspaceId.parse('T0LUMENARI');
const STRANGER = PersonId.parse('U0SOFIALIN');
/** A Monday noon in Warsaw. */
export const MONDAY = '2026-11-23T11:00:00Z';

/** Two people, a request, and a database of their own; what the requests were told stands in `wentOn`. */
export interface World {
  ports: TestPorts & PairsPorts;
  wentOn: string[];
  /** Guides who were said to have a place again. */
  freed: string[];
  as(side: Side): PersonKey;
  stranger: PersonKey;
  /** A request of the learner's that has been accepted, and the trial that it led to. */
  begin(kind?: Kind): Promise<PairId>;
  /** A pair that both have agreed on: it runs. */
  run(kind?: Kind): Promise<PairId>;
  request(kind: Kind): Promise<{ requestId: string; together: Parameters<typeof beginTrial>[2] }>;
  /** What is planned or sent to this side, oldest first, as `pairs.introduction`. */
  told(side: Side): Promise<{ kind: string; about: unknown; dueAt: Date; stale: boolean }[]>;
  /** All that the app would show this side of a pair: every message, sent or not, what opens, its history, the Home. */
  shownTo(side: Side, id: PairId): Promise<string>;
  drop(): Promise<void>;
}

export async function aWorld(): Promise<World> {
  const { db, drop } = await freshDatabase();
  const wentOn: string[] = [];
  const freed: string[] = [];
  const made = await testPorts(db, { now: MONDAY });
  const ports = {
    ...made,
    trialEnded: async (_: unknown, { requestId }: { requestId: string }) => {
      wentOn.push(requestId);
    },
    placeFreed: async (_: unknown, { guideId }: { guideId: string }) => {
      freed.push(guideId);
    },
  };
  await registerWorkspace(db, WORKSPACE);
  await ensureOpenPrograms(db, WORKSPACE, ports.clock.now(), ports.newId, 'en');
  const key = (personId: PersonId): PersonKey => ({ workspaceId: WORKSPACE, personId });
  for (const person of [GUIDE, LEARNER, STRANGER]) await enrol(ports, key(person));

  const request: World['request'] = async (kind) => {
    const program = await openProgram(db, WORKSPACE, kind);
    const requestId = ports.newId();
    await db
      .insertInto('requests')
      .values({
        workspace_id: WORKSPACE,
        id: requestId,
        program_id: program.id,
        learner_id: LEARNER,
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
    return {
      requestId,
      together: {
        workspaceId: WORKSPACE,
        requestId,
        programId: program.id,
        kind,
        guideId: GUIDE,
        learnerId: LEARNER,
        fit: {
          score: 70,
          reasons: [{ about: 'hours', minutes: 300 }],
          gaps: [{ about: 'topics', missing: ['networking'], wanted: 2 }],
        },
      },
    };
  };
  const begin: World['begin'] = async (kind = 'coaching') => {
    const { together } = await request(kind);
    return inTransaction(db, (tx) => beginTrial(tx, ports, together, ports.clock.now()));
  };
  const as: World['as'] = (side) => key(side === 'guide' ? GUIDE : LEARNER);
  return {
    ports,
    wentOn,
    freed,
    as,
    stranger: key(STRANGER),
    request,
    begin,
    async run(kind = 'coaching') {
      const id = await begin(kind);
      const terms = { purpose: '', rhythm: usualRhythm(kind, CadenceRules.parse({})) };
      for (const side of SIDES) await answerTrial(ports, as(side), id, { talked: true, goesOn: true });
      for (const side of SIDES) await confirmAgreement(ports, as(side), id, { terms, termsVersion: 1 });
      return id;
    },
    async told(side) {
      const rows = await db
        .selectFrom('deliveries')
        .select(['kind', 'about', 'due_at', 'refresh_at'])
        .where('person_id', '=', side === 'guide' ? GUIDE : LEARNER)
        .orderBy('due_at')
        .orderBy('kind')
        .execute();
      return rows.map(({ kind, about, due_at, refresh_at }) => ({
        kind,
        about,
        dueAt: due_at,
        stale: refresh_at !== null,
      }));
    },
    async shownTo(side, id) {
      const who = key(side === 'guide' ? GUIDE : LEARNER);
      const feature = pairs(ports, createReaders(ports));
      const seen = await pairFor(ports, who, id);
      if (!seen) throw new Error('not theirs');
      const said = await Promise.all(
        Object.values(feature.messages ?? {}).flatMap(({ render }) =>
          [false, true].map((isSent) => render(who, { pairId: id, to: who.personId }, 'en', isSent)),
        ),
      );
      const home = await feature.homeSection?.(who, {
        language: 'en',
        timeZone: 'UTC',
        isAdmin: false,
        isGuest: false,
      });
      const t = textsIn('en');
      const course = await courseFor(ports, who, id);
      const opened = course
        ? [hubView(t, course, ports.clock.now()), historyView(t, course)]
        : [nextView(t, seen)];
      return JSON.stringify([said, opened, home]);
    },
    drop,
  };
}
