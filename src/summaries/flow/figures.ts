import { guidesToAsk } from '../../matching/flow/places.ts';
import type { WorkspaceId } from '../../ports.ts';
import type { Program } from '../../programs/program.ts';
import type { Tx } from '../../storage/database.ts';
import { type Figure, type Kept, publicationsOf } from '../publishing.ts';
import { readFacts } from '../store/facts.ts';
import { lockPublishing, readKept, readLeastGroup, writePublication } from '../store/published.ts';

const NOTHING: Kept = { lots: [], last: undefined };

/**
 * What may be shown of a program now: every figure of its kind, in the order in which they are told, each
 * `{ key, shown, people, at }` with `shown: null` where it would be about too few. It computes, decides what may be
 * published beside all that was before, writes what becomes published, and gives it back rounded.
 *
 * There is no other way to a figure about people's taking part, sessions, pulse or progress: summary, dashboard, export and
 * report page show exactly this, so that nothing can be worked out by holding one against another. To be called in the
 * transaction of whoever shows it; one after the other for each program. Its speed stands in docs/decisions/figures.md.
 */
export async function figuresOf(
  tx: Tx,
  { workspaceId, program }: { workspaceId: WorkspaceId; program: Program },
  now: Date,
): Promise<Figure[]> {
  await lockPublishing(tx, program.id);
  const raised = await readLeastGroup(tx, workspaceId);
  const kept = await readKept(tx, workspaceId, program.id);
  const facts = {
    ...(await readFacts(tx, { workspaceId, program }, now)),
    guides: await guidesToAsk(tx, workspaceId, program, now),
  };
  const keptOf = (key: Figure['key']): Kept => kept.get(key) ?? NOTHING;
  const publications = publicationsOf(program.kind, facts, keptOf, raised, now);
  for (const publication of publications)
    await writePublication(tx, workspaceId, program.id, publication, {
      lots: keptOf(publication.figure.key).lots.length,
      now,
    });
  return publications.map(({ figure }) => figure);
}
