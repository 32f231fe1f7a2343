import { beginTrial } from '../../src/pairs/flow/begin.ts';
import { answerTrial, confirmAgreement } from '../../src/pairs/flow/pairs.ts';
import type { PairsPorts } from '../../src/pairs/flow/steps.ts';
import { type PairId, SIDES, type Side } from '../../src/pairs/pair.ts';
import { usualRhythm } from '../../src/pairs/rhythm.ts';
import { enrol } from '../../src/people/flow/facts.ts';
import { type Kind, type PersonFacts, PersonId, WorkspaceId } from '../../src/ports.ts';
import { CadenceRules } from '../../src/programs/cadence.ts';
import { openProgram } from '../../src/programs/flow.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { testPorts } from './ports.ts';
import { PEOPLE, type Together } from './together.ts';

/** Somebody of the built-in company, and what Slack says of them. */
type Somebody = Pick<PersonFacts, 'name' | 'locale' | 'timeZone'> & { is: keyof typeof PEOPLE };

/** Two people as an accepted offer, two answers and two confirmations leave them: a pair that has just begun to run. */
export async function runningPair(
  all: Together,
  kind: Kind,
  people: Record<Side, Somebody>,
): Promise<{ pairId: PairId; ports: PairsPorts }> {
  const workspaceId = WorkspaceId.parse('T0LUMENARI');
  const idOf = (side: Side) => PersonId.parse(PEOPLE[people[side].is]);
  const plain = await testPorts(all.db, {
    now: new Date(all.slack.clock().now).toISOString(),
    factsOf: ({ personId }) => {
      const { name, locale, timeZone } = people[personId === idOf('guide') ? 'guide' : 'learner'];
      return { name, locale, timeZone };
    },
  });
  const ports: PairsPorts = {
    ...plain,
    clock: { now: () => new Date(all.slack.clock().now) },
    trialEnded: () => Promise.resolve(),
    placeFreed: () => Promise.resolve(),
  };
  for (const side of SIDES) await enrol(ports, { workspaceId, personId: idOf(side) });
  const now = ports.clock.now();
  const program = await openProgram(all.db, workspaceId, kind);
  const requestId = ports.newId();
  await all.db
    .insertInto('requests')
    .values({
      workspace_id: workspaceId,
      id: requestId,
      program_id: program.id,
      learner_id: idOf('learner'),
      topics: [],
      ways: [],
      languages: ['en'],
      hopes: '',
      avoid: JSON.stringify({ ownDepartment: false, people: [] }),
      state: 'matched',
      created_at: now,
      due_at: null,
    })
    .execute();
  const together = {
    workspaceId,
    requestId,
    programId: program.id,
    kind,
    guideId: idOf('guide'),
    learnerId: idOf('learner'),
    fit: { score: 60, reasons: [], gaps: [] },
  };
  const pairId = await inTransaction(all.db, (tx) => beginTrial(tx, ports, together, now));
  const terms = { purpose: '', rhythm: usualRhythm(kind, CadenceRules.parse({})) };
  for (const side of SIDES)
    await answerTrial(ports, { workspaceId, personId: idOf(side) }, pairId, { talked: true, goesOn: true });
  for (const side of SIDES)
    await confirmAgreement(ports, { workspaceId, personId: idOf(side) }, pairId, { terms, termsVersion: 1 });
  return { pairId, ports };
}
