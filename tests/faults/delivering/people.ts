import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { DeliveryClass } from '../../../src/nudges/deliver.ts';
import { PersonId, WorkspaceId } from '../../../src/ports.ts';
import type { Database } from '../../../src/storage/database.ts';

export const WORKSPACE = WorkspaceId.parse('T0MANYPEOP');
/** A Monday noon in Warsaw, where everybody works from nine to five. */
export const NOON = '2026-11-23T11:00:00Z';
/** What the nudges of these tests are. */
export const KIND = 'test.nudge';

/** @param at the number of a person, from 0 */
export function personId(at: number): PersonId {
  return PersonId.parse(`U0MANY${String(at).padStart(5, '0')}`);
}

/** Writes a seed for local-slack with so many people. @returns its path */
export function writeSeed(path: string, people: number): string {
  const seed = {
    team: { id: WORKSPACE, name: 'Many People', domain: 'many-people', locale: 'en-US' },
    opensAs: personId(0),
    people: Array.from({ length: people }, (_, at) => ({
      id: personId(at),
      handle: `person${at}`,
      name: `Person ${at}`,
      email: `person${at}@many.example`,
      timeZone: 'Europe/Warsaw',
      locale: 'en-US',
      role: at === 0 ? 'owner' : 'member',
    })),
    channels: [],
  };
  // JSON is YAML.
  writeFileSync(path, JSON.stringify(seed));
  return path;
}

/** The same people in the app's database. */
export async function enrolMany(db: Database, people: number): Promise<void> {
  await db.insertInto('workspaces').values({ id: WORKSPACE }).execute();
  const rows = Array.from({ length: people }, (_, at) => ({
    workspace_id: WORKSPACE,
    id: personId(at),
    time_zone: 'Europe/Warsaw',
    locale: 'en-US',
  }));
  await inBatches(rows, (batch) => db.insertInto('people').values(batch).execute());
}

/** Plans one message to each of these people. */
export async function planMany(
  db: Database,
  what: DeliveryClass,
  people: readonly PersonId[],
  dueAt = NOON,
): Promise<void> {
  const due_at = new Date(dueAt);
  if (what === 'nudge') {
    await planNudges(
      db,
      people.map((to) => ({ to, once: '1', dueAt })),
    );
    return;
  }
  const rows = people.map((person_id) => ({ workspace_id: WORKSPACE, person_id, id: randomUUID() }));
  await inBatches(rows, (batch) =>
    db
      .insertInto('deliveries')
      .values(
        batch.map((row) => ({
          ...row,
          occurrence: row.id,
          kind: 'test.notice',
          about: '{}',
          class: what,
          due_at,
          state: 'planned' as const,
        })),
      )
      .execute(),
  );
}

/** Plans nudges, each about something else. */
export async function planNudges(
  db: Database,
  nudges: readonly { to: PersonId; once: string; dueAt: string }[],
): Promise<void> {
  const rows = nudges.map(({ to, once, dueAt }) => ({
    workspace_id: WORKSPACE,
    id: randomUUID(),
    person_id: to,
    subject_id: randomUUID(),
    kind: KIND,
    once,
    due_at: new Date(dueAt),
    state: 'planned' as const,
  }));
  await inBatches(rows, (batch) => db.insertInto('nudges').values(batch).execute());
}

async function inBatches<T>(rows: readonly T[], insert: (batch: T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += 500) await insert(rows.slice(at, at + 500));
}
