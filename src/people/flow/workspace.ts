import type { Language, PersonKey, WorkspaceId } from '../../ports.ts';
import { type Database, inTransaction, type Tx } from '../../storage/database.ts';
import { USUAL_HOURS, type WorkingHours } from '../hours.ts';
import { ensureWorkspace } from '../store/contacts.ts';
import { readKept, writeKept } from '../store/workspace.ts';
import {
  changesIn,
  inForce,
  type KeptWorkspace,
  keptAfter,
  readWorkspace,
  type SentWorkspace,
  said,
  type WorkspaceField,
  type WorkspaceSettings,
  type WrongSetting,
} from '../workspace.ts';
import { audit } from './audit.ts';
import { isAdminNow } from './contacts.ts';
import type { PeoplePorts, Readers } from './readers.ts';

export interface WorkspacePorts extends PeoplePorts {
  /** Called inside the transaction in which admins changed these: what follows from them is looked at again. */
  workspaceChanged(
    tx: Tx,
    workspaceId: WorkspaceId,
    changed: readonly WorkspaceField[],
    now: Date,
  ): Promise<void>;
}

const NOTHING_SET: KeptWorkspace = {
  hours: null,
  language: null,
  leastGroup: null,
  guests: null,
  version: 1,
};

/** What holds in a workspace, and the version that a form with it carries. */
export async function workspaceNow(
  ports: PeoplePorts,
  workspaceId: WorkspaceId,
): Promise<{ settings: WorkspaceSettings; version: number }> {
  const kept = (await readKept(ports.db, workspaceId)) ?? NOTHING_SET;
  return { settings: inForce(kept, ports.defaultLanguage), version: kept.version };
}

/** When people work who have set nothing. */
export async function usualHours(db: Database | Tx, workspaceId: WorkspaceId): Promise<WorkingHours> {
  return (await readKept(db, workspaceId))?.hours ?? USUAL_HOURS;
}

/**
 * The language of people whose own is not known, and of what is posted about a new program.
 *
 * @param defaultLanguage counts where admins have set none
 */
export async function workspaceLanguage(
  { defaultLanguage }: Pick<PeoplePorts, 'defaultLanguage'>,
  db: Database | Tx,
  workspaceId: WorkspaceId,
): Promise<Language> {
  return (await readKept(db, workspaceId))?.language ?? defaultLanguage;
}

/** The same for some people, of whom most have one: without it the database is not asked. */
export async function languageOfOthers(
  ports: Pick<PeoplePorts, 'defaultLanguage'>,
  db: Database | Tx,
  workspaceId: WorkspaceId,
  people: Iterable<{ locale: string | null }>,
): Promise<Language> {
  const areAllKnown = [...people].every(({ locale }) => locale);
  return areAllKnown ? ports.defaultLanguage : workspaceLanguage(ports, db, workspaceId);
}

export type SaveWorkspaceResult =
  | { outcome: 'saved'; settings: WorkspaceSettings; changed: WorkspaceField[] }
  | { outcome: 'not-admin' }
  | { outcome: 'wrong'; wrong: WrongSetting[] }
  /** Somebody else changed the settings after the form was opened, and it says otherwise; nothing was written. */
  | { outcome: 'changed-meanwhile'; fields: WorkspaceField[] };

/**
 * Writes what a sent form changes for the whole workspace, if the person is an admin now. Sent twice it changes nothing.
 *
 * @param form.version what the form was opened with; nothing where it does not say
 */
export async function saveWorkspace(
  ports: WorkspacePorts,
  readers: Pick<Readers, 'workspaceChanged'>,
  who: PersonKey,
  form: { sent: SentWorkspace; version: number | undefined },
): Promise<SaveWorkspaceResult> {
  if (!(await isAdminNow(ports, who))) return { outcome: 'not-admin' };
  const { workspaceId } = who;
  const now = ports.clock.now();
  const result = await inTransaction(ports.db, async (tx): Promise<SaveWorkspaceResult> => {
    await ensureWorkspace(tx, workspaceId);
    const kept = (await readKept(tx, workspaceId, { lock: true })) ?? NOTHING_SET;
    const inForceNow = inForce(kept, ports.defaultLanguage);
    const read = readWorkspace(form.sent, inForceNow);
    if (!read.ok) return { outcome: 'wrong', wrong: read.wrong };
    const { settings } = read;
    const changed = changesIn(settings, kept, inForceNow);
    if (changed.length === 0) return { outcome: 'saved', settings, changed };
    if (form.version !== kept.version) return { outcome: 'changed-meanwhile', fields: changed };
    await writeKept(tx, workspaceId, keptAfter(kept, settings, changed));
    const about = Object.fromEntries(changed.map((field) => [field, said(settings, field)]));
    await audit(tx, who, 'workspace.settings', about, now);
    await ports.workspaceChanged(tx, workspaceId, changed, now);
    return { outcome: 'saved', settings, changed };
  });
  readers.workspaceChanged(workspaceId);
  return result;
}
