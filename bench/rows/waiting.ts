import { sql } from 'kysely';
import { type Delivering, startDelivering } from '../delivery.ts';
import { compare, measurePairs, type Row } from '../row.ts';
import { NOW } from '../running-pairs.ts';

const FEW = 1_000;
const MANY = 1_000_000;
const COACHING_PAIRS = 2_000;
/** A measurement is the mean of so many, one after the other. */
const DUE = 25;
const MAX_RATIO = 1.2;

/**
 * From one nudge that has become due to its message in Slack and back into the tables, while a million wait for their
 * time; against the same while a thousand wait. Both with as many real pairs, each on a PostgreSQL of its own with the
 * statistics of one that has run for a while.
 */
export const waiting: Row = {
  name: 'waiting',
  maxSeconds: 170,
  async run(stage) {
    const few = await startDelivering(stage, COACHING_PAIRS, 'few');
    await fill(few, FEW);
    const many = await startDelivering(stage, COACHING_PAIRS, 'many');
    await fill(many, MANY);
    for (const one of [few, many]) await oneByOne(one);
    const figure = compare(
      await measurePairs(
        () => oneByOne(many),
        () => oneByOne(few),
      ),
    );
    return [
      {
        row: 'waiting',
        ...figure,
        unit: 'ms',
        against: `the same with ${FEW.toLocaleString('en')} waiting`,
        must: `at most ${MAX_RATIO} of its time`,
        holds: figure.ratio.median <= MAX_RATIO,
        note: `one due nudge with ${MANY.toLocaleString('en')} waiting; the mean of ${DUE}`,
      },
    ];
  },
};

/** What waits: nudges to the clients of these pairs, in the months and years to come. Nothing is due any more. */
async function fill({ db }: Delivering, count: number): Promise<void> {
  await sql`update nudges set due_at = timestamptz '2099-01-01'`.execute(db);
  await sql`
    insert into nudges (workspace_id, id, person_id, subject_id, kind, once, due_at, state)
    select workspace_id, gen_random_uuid(), learner_id, id, 'pairs.book', 'later ' || number,
      ${NOW}::timestamptz + make_interval(days => 2, mins => number), 'planned'
    from (select *, row_number() over (order by id) as place from pairs) as pairs
    join generate_series(1, ${count}::int) as number on number % ${COACHING_PAIRS}::int + 1 = place`.execute(
    db,
  );
  await sql`vacuum analyze nudges`.execute(db);
}

/** How long one nudge that has become due takes, in ms. */
async function oneByOne({ db, again, deliver }: Delivering): Promise<number> {
  await again();
  const due = await db
    .selectFrom('nudges')
    .select('id')
    .where('due_at', '=', new Date('2099-01-01'))
    .limit(DUE)
    .execute();
  let took = 0;
  for (const { id } of due) {
    await db.updateTable('nudges').set({ due_at: NOW }).where('id', '=', id).execute();
    const begunAt = performance.now();
    await deliver();
    took += performance.now() - begunAt;
  }
  const { count } = await db
    .selectFrom('nudges')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('state', '=', 'sent')
    .executeTakeFirstOrThrow();
  if (count !== DUE) throw new Error(`${count} of ${DUE} nudges were sent`);
  await db
    .updateTable('nudges')
    .set({ due_at: new Date('2099-01-01') })
    .where('state', '=', 'sent')
    .execute();
  return took / DUE;
}
