import { sql } from 'kysely';
import { z } from 'zod';
import type { WorkspaceId } from '../../ports.ts';
import type { ProgramId } from '../../programs/program.ts';
import type { Tx } from '../../storage/database.ts';
import { FIGURES, type FigureKey } from '../figures.ts';
import type { Kept, Publication, Published } from '../publishing.ts';

/** In no id. */
const SEPARATOR = '\n';
const Key = z.enum(FIGURES);
const Value = z.discriminatedUnion('form', [
  z.object({ form: z.literal('count'), count: z.number() }),
  z.object({ form: z.literal('few') }),
  z.object({ form: z.literal('share'), tenths: z.number(), outOf: z.number().optional() }),
  z.object({ form: z.literal('median'), median: z.number() }),
  z.object({
    form: z.literal('parts'),
    parts: z.record(
      z.string(),
      z.union([z.object({ atLeast: z.number() }), z.object({ under: z.number() })]),
    ),
  }),
]);

/** One after the other decides what is published of a program: two at once would make two lots of the same people. */
export async function lockPublishing(tx: Tx, programId: ProgramId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`published ${programId}`}, 0))`.execute(tx);
}

/** What has been published of a program, by figure. */
export async function readKept(
  tx: Tx,
  workspaceId: WorkspaceId,
  programId: ProgramId,
): Promise<Map<FigureKey, Kept>> {
  const lots = await tx
    .selectFrom('lots')
    // As one text: to read a list of thousands takes five times as long.
    .select(['figure', sql<string>`array_to_string(contributors, ${SEPARATOR})`.as('contributors')])
    .where('workspace_id', '=', workspaceId)
    .where('program_id', '=', programId)
    .orderBy('figure')
    .orderBy('lot')
    .execute();
  const published = await tx
    .selectFrom('published')
    .select(['figure', 'lots', 'people', 'value', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('program_id', '=', programId)
    .execute();
  const last = new Map(
    published.map(({ figure, value, ...rest }): [string, Published] => [
      figure,
      { ...rest, value: Value.parse(value) },
    ]),
  );
  const byFigure = Map.groupBy(lots, ({ figure }) => figure);
  return new Map(
    [...byFigure].flatMap(([figure, own]) => {
      // A figure that there was once is read by nobody.
      const key = Key.safeParse(figure).data;
      const kept = {
        lots: own.map(({ contributors }) => contributors.split(SEPARATOR)),
        last: last.get(figure),
      };
      return key ? [[key, kept] as const] : [];
    }),
  );
}

/** Writes what becomes published. @param lots how many lots the figure had before */
export async function writePublication(
  tx: Tx,
  workspaceId: WorkspaceId,
  programId: ProgramId,
  { figure, lot, published }: Publication,
  { lots, now }: { lots: number; now: Date },
): Promise<void> {
  const of = { workspace_id: workspaceId, program_id: programId, figure: figure.key };
  if (lot)
    await tx
      .insertInto('lots')
      .values({ ...of, lot: lots + 1, contributors: lot, made_at: now })
      .execute();
  if (!published) return;
  const columns = {
    lots: [...published.lots],
    people: published.people,
    value: JSON.stringify(published.value),
    at: published.at,
  };
  await tx
    .insertInto('published')
    .values({ ...of, ...columns })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'program_id', 'figure']).doUpdateSet(columns))
    .execute();
}

/** The least group of the workspace, where an admin has raised it. */
export async function readLeastGroup(tx: Tx, workspaceId: WorkspaceId): Promise<number | null> {
  const row = await tx
    .selectFrom('workspaces')
    .select('least_group')
    .where('id', '=', workspaceId)
    .executeTakeFirst();
  return row?.least_group ?? null;
}
