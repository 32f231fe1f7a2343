import { type TopicText, textsIn } from '../../locales/texts.ts';
import { LANGUAGES, type WorkspaceId } from '../../ports.ts';
import { type Database, inTransaction } from '../../storage/database.ts';
import { type FileLine, readPeople, unpacked } from '../importing/file.ts';
import { type ImportResult, resultOf } from '../importing/result.ts';
import { type TopicNames, topicKey } from '../importing/row.ts';
import { lockImports, lockPeople, readIsAnybodyKnown } from '../store/import.ts';
import { TOPICS } from '../topics.ts';
import { Importing, type ImportPorts, type ImportRun } from './importing.ts';

export type { ImportResult } from '../importing/result.ts';
export type { ImportPorts, OnWishes } from './importing.ts';

/** How many people are read and written at a time. */
const BATCH = 1_000;

/**
 * Imports a file of people, all of it or nothing: where one line is bad, none is written.
 *
 * @param lines the file's lines, the header first
 */
export async function importPeople(
  ports: ImportPorts,
  workspaceId: WorkspaceId,
  lines: AsyncIterable<FileLine>,
  run: ImportRun,
): Promise<ImportResult> {
  const file = await readPeople(lines, topicNames());
  const result = resultOf(file);
  await inTransaction(ports.db, async (tx) => {
    if (run.apply) {
      await lockImports(tx, workspaceId);
      await lockPeople(
        tx,
        workspaceId,
        file.rows.map(({ key }) => key),
      );
    }
    const importing = new Importing(ports, tx, workspaceId, result, run);
    await importing.findLoops(file.rows);
    for (let at = 0; at < file.rows.length; at += BATCH)
      await importing.take(file.rows.slice(at, at + BATCH).map(unpacked));
    await importing.finish(file.rows);
    result.isWritten = run.apply && result.problems.length === 0;
    if (run.apply && !result.isWritten) throw new NothingWritten();
  }).catch((error: unknown) => {
    if (!(error instanceof NothingWritten)) throw error;
  });
  result.problems.sort((a, b) => a.line - b.line);
  return result;
}

/** Rolls back what was written before a bad line was found. */
class NothingWritten extends Error {}

/** Is anybody known in the workspace, or looked for? */
export function isAnybodyKnown(db: Database, workspaceId: WorkspaceId): Promise<boolean> {
  return readIsAnybodyKnown(db, workspaceId);
}

/** Topics by their ids, and by their names in every language that the app speaks. */
export function topicNames(): TopicNames {
  const names = new Map<string, string>();
  for (const language of LANGUAGES) {
    const t = textsIn(language);
    // Every topic has its text in every language; a test compares the two lists.
    for (const { id } of TOPICS) names.set(topicKey(t(`people:topic.${id as TopicText}`)), id);
  }
  for (const { id } of TOPICS) names.set(topicKey(id), id);
  return names;
}
