import { sql } from 'kysely';
import { type Delivering, startDelivering } from '../delivery.ts';
import { compare, measurePairs, type Row } from '../row.ts';

const FEW = 1_000;
const MANY = 1_000_000;
/** Each measurement is of so many due nudges, one after the other: one alone takes as long as a look at the clock. */
const DUE = 20;
const MAX_RATIO = 1.2;

/**
 * From one nudge that has become due to its message in Slack, while a million wait for their time, against the same
 * while a thousand wait. Everything else is the same: real pairs of both, on the same machine at the same time, each on
 * a PostgreSQL of its own that has had its statistics taken, as one that has run for a while has.
 */
export const waiting: Row = {
  name: 'waiting',
  maxSeconds: 170,
  async run(stage) {
    const few = await startDelivering(stage, { pairs: DUE + 1, name: 'few' });
    const many = await startDelivering(stage, { pairs: DUE + 1, name: 'many' });
    await fill(few, FEW);
    await fill(many, MANY);
    const pairs = await measurePairs(
      () => oneByOne(many),
      () => oneByOne(few),
    );
    const figure = compare(pairs);
    return [
      {
        row: 'waiting',
        ...figure,
        unit: 'ms',
        against: `the same with ${FEW.toLocaleString('en')} waiting`,
        must: `at most ${MAX_RATIO} of its time`,
        holds: figure.ratio.median <= MAX_RATIO,
        note: `one due nudge with ${MANY.toLocaleString('en')} waiting, the mean of ${DUE}`,
      },
    ];
  },
};

/** Nudges of the pairs that are there, for the years to come. */
async function fill({ db }: Delivering, count: number): Promise<void> {
  await sql`
    insert into nudges (workspace_id, id, person_id, subject_id, kind, once, due_at, state)
    select workspace_id, gen_random_uuid(), learner_id, id, 'pairs.book', 'later ' || number,
      timestamptz '2027-01-01' + make_interval(mins => number), 'planned'
    from (select *, row_number() over (order by id) as place, count(*) over () as all_of_them from pairs) as pairs
    join generate_series(1, ${count}::int) as number on number % all_of_them + 1 = place`.execute(db);
  await sql`vacuum analyze nudges`.execute(db);
}

/** How long one due nudge takes, in ms: made due, and sent, one after the other. */
async function oneByOne(delivering: Delivering): Promise<number> {
  const due = await delivering.dueNudges();
  await delivering.again();
  let took = 0;
  for (const id of due.slice(0, DUE)) {
    await delivering.onlyDue(id);
    const begunAt = performance.now();
    await delivering.deliver();
    took += performance.now() - begunAt;
  }
  return took / DUE;
}
