import type { Fit } from '../../src/pairs/fit.ts';
import { beginTrial } from '../../src/pairs/flow/begin.ts';
import { answerTrial, confirmAgreement } from '../../src/pairs/flow/pairs.ts';
import type { PairsPorts } from '../../src/pairs/flow/steps.ts';
import { type PairId, SIDES, type Side, type Terms } from '../../src/pairs/pair.ts';
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

/** In Warsaw, reads Polish; in Chicago, reads English. */
export const PIOTR_AND_DARNELL: Record<Side, Somebody> = {
  guide: { is: 'piotr', name: 'Piotr Zawada', locale: 'pl-PL', timeZone: 'Europe/Warsaw' },
  learner: { is: 'darnell', name: 'Darnell Owens', locale: 'en-US', timeZone: 'America/Chicago' },
};

const workspaceId = WorkspaceId.parse('T0LUMENARI');

/** Two people as an accepted offer leaves them: their trial has just begun. */
export async function trialPair(
  all: Together,
  kind: Kind,
  people: Record<Side, Somebody>,
  fit: Fit = { score: 60, reasons: [], gaps: [] },
): Promise<{ pairId: PairId; ports: PairsPorts }> {
  const idOf = (side: Side) => PersonId.parse(PEOPLE[people[side].is]);
  const clock = { now: () => new Date(all.slack.clock().now) };
  const plain = await testPorts(all.db, {
    factsOf: ({ personId }) => {
      const { name, locale, timeZone } = people[personId === idOf('guide') ? 'guide' : 'learner'];
      return { name, locale, timeZone };
    },
  });
  const ports: PairsPorts = {
    ...plain,
    clock,
    trialEnded: () => Promise.resolve(),
    placeFreed: () => Promise.resolve(),
  };
  for (const side of SIDES) await enrol(ports, { workspaceId, personId: idOf(side) });
  const now = clock.now();
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
    fit,
  };
  return { pairId: await inTransaction(all.db, (tx) => beginTrial(tx, ports, together, now)), ports };
}

/**
 * The same after two answers and two confirmations: a pair that has just begun to run.
 *
 * @param differs what the guide changes in the agreement, and the learner confirms
 */
export async function runningPair(
  all: Together,
  kind: Kind,
  people: Record<Side, Somebody>,
  differs: Partial<Terms> = {},
): Promise<{ pairId: PairId; ports: PairsPorts }> {
  const { pairId, ports } = await trialPair(all, kind, people);
  const who = (side: Side) => ({ workspaceId, personId: PersonId.parse(PEOPLE[people[side].is]) });
  const terms = { purpose: '', rhythm: usualRhythm(kind, CadenceRules.parse({})), ...differs };
  for (const side of SIDES) await answerTrial(ports, who(side), pairId, { talked: true, goesOn: true });
  const isChanged = Object.keys(differs).length > 0;
  for (const [at, side] of SIDES.entries())
    await confirmAgreement(ports, who(side), pairId, { terms, termsVersion: isChanged ? 1 + at : 1 });
  return { pairId, ports };
}
