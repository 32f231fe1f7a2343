import { join } from 'node:path';
import { rank as rankGuides } from '../../src/matching/rank.ts';
import { readGuides, readLearner } from '../../src/matching/store/candidates.ts';
import { readLinesOf } from '../../src/matching/store/lines.ts';
import { PersonId, WorkspaceId } from '../../src/ports.ts';
import { type Program, ProgramId, ProgramRules } from '../../src/programs/program.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { startEmbedded } from '../../src/storage/embedded.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { fillWithGuides, LEARNERS, wishOf } from '../guides.ts';
import { type Figure, PAIRS, type Row } from '../row.ts';
import { spreadOf } from '../statistics.ts';

const GUIDES = 10_000;
const RANK_MAX_MS = 20;
const DATABASE_MAX_MS = 100;
/** The first rankings are slower: code is compiled, and zones are looked up. */
const WARM_UP = 3;

const NOW = new Date('2026-06-10T12:00:00Z');
const WORKSPACE = WorkspaceId.parse('T0BENCH');
const PROGRAM: Program = {
  id: ProgramId.parse('0d3f5f0e-2c3c-4d0e-9b1f-5a1d9c1e7a11'),
  kind: 'mentoring',
  name: 'Mentoring for everybody',
  purpose: '',
  channel: null,
  startsOn: null,
  endsOn: null,
  timeZone: 'Europe/Warsaw',
  language: 'en',
  version: 1,
  isForAll: true,
  state: 'running',
  rules: ProgramRules.parse({}),
};

/**
 * The guides for one learner among 10,000 people who offer themselves, on a real PostgreSQL: once with everything in
 * memory, and once as it happens when somebody asks, from the first query to the order. Each time for another learner.
 */
export const rank: Row = {
  name: 'rank',
  async run(stage) {
    const postgres = await startEmbedded(join(stage.directory, 'data'));
    stage.atEnd(() => postgres.stop());
    await migrate(postgres.connection);
    const db = openDatabase(postgres.connection);
    stage.atEnd(() => db.destroy());
    await fillWithGuides(db, { workspaceId: WORKSPACE, program: PROGRAM, guides: GUIDES, now: NOW });

    const ask = async (at: number): Promise<{ inProcessMs: number; wholeMs: number; found: number }> => {
      stage.signal.throwIfAborted();
      const id = PersonId.parse(`U0LEARNER${at}`);
      const began = performance.now();
      const guides = await readGuides(db, WORKSPACE, PROGRAM, NOW);
      const learner = await readLearner(db, WORKSPACE, id, wishOf(at), NOW);
      const lines = await readLinesOf(db, WORKSPACE, id);
      if (!learner || guides.length !== GUIDES) throw new Error(`learner ${at} or guides were not read`);
      const read = performance.now();
      const { candidates } = rankGuides(learner, guides, { program: PROGRAM, lines, now: NOW });
      // As the suggestions do: reasons for the three that are shown first.
      const shown = candidates.slice(0, 3).map(({ fit }) => fit);
      const ended = performance.now();
      if (shown.length < 3) throw new Error(`learner ${at} got ${shown.length} guides`);
      return { inProcessMs: ended - read, wholeMs: ended - began, found: candidates.length };
    };
    const [first, ...others] = await inTurn(WARM_UP, ask);
    const asked = await inTurn(PAIRS, (at) => ask(WARM_UP + at));
    const note = `${others.length + PAIRS} of ${LEARNERS} learners; the first took ${first?.wholeMs.toFixed(0)} ms; about ${asked[0]?.found} guides each may be shown`;
    return [
      figure(
        'rank',
        RANK_MAX_MS,
        asked.map(({ inProcessMs }) => inProcessMs),
      ),
      {
        ...figure(
          'rank-database',
          DATABASE_MAX_MS,
          asked.map(({ wholeMs }) => wholeMs),
        ),
        note,
      },
    ];
  },
};

async function inTurn<T>(count: number, ask: (at: number) => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  for (let at = 0; at < count; at += 1) answers.push(await ask(at));
  return answers;
}

/** A time against its limit. */
function figure(row: string, maxMs: number, took: readonly number[]): Figure {
  const spread = spreadOf(took);
  return {
    row,
    value: spread.median,
    unit: 'ms',
    against: 'the limit',
    againstValue: maxMs,
    ratio: { median: spread.median / maxMs, min: spread.min / maxMs, max: spread.max / maxMs },
    must: `under ${maxMs} ms`,
    holds: spread.median < maxMs,
  };
}
