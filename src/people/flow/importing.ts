import { PersonId, type WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { isEmail } from '../importing/cells.ts';
import {
  applyRow,
  type ImportedWish,
  laterRow,
  type MostPlaces,
  NO_DETAILS,
  wishOf,
} from '../importing/changes.ts';
import type { Column } from '../importing/columns.ts';
import type { FileRow, PackedRow } from '../importing/file.ts';
import { loopProblems } from '../importing/loops.ts';
import { type ImportResult, noteChanges, noteNew } from '../importing/result.ts';
import type { Report } from '../reporting.ts';
import {
  type Found,
  lookAtTablesAnew,
  type Made,
  readFound,
  readReports,
  writeImported,
  writeMade,
} from '../store/import.ts';
import { type LookUp, lookForManagers, readLookUps, writeLookUps } from '../store/lookups.ts';

/** What somebody who became known asks for. */
interface WishOf {
  personId: PersonId;
  wish: ImportedWish;
}

/** Takes in what people ask for, in the transaction in which they become known; matching's business. */
export type OnWishes = (
  tx: Tx,
  workspaceId: WorkspaceId,
  wishes: readonly WishOf[],
  now: Date,
) => Promise<void>;

export interface ImportPorts {
  db: Database;
  /** Called in the transaction with those of whom something changed that matching goes by; none may be among them. */
  changed(tx: Tx, workspaceId: WorkspaceId, who: readonly PersonId[], now: Date): Promise<void>;
  onWishes: OnWishes;
  mostPlaces: MostPlaces;
}

/** Whether to write, who starts it (for the audit), and when. */
export interface ImportRun {
  apply: boolean;
  actor: string;
  now: Date;
}

/** Nothing that is under way with somebody hangs on these. */
const UNWEIGHED: Column[] = ['title', 'experience_years', 'about'];

/** One import under way: batch after batch, in one transaction. */
export class Importing {
  readonly #ports: ImportPorts;
  readonly #tx: Tx;
  readonly #workspaceId: WorkspaceId;
  readonly #result: ImportResult;
  readonly #run: ImportRun;
  /** In which line somebody known stands, who can be named by their id and by their e-mail. */
  readonly #lineOf = new Map<PersonId, number>();
  #idle = 0;
  #isUnderWay = false;

  constructor(ports: ImportPorts, tx: Tx, workspaceId: WorkspaceId, result: ImportResult, run: ImportRun) {
    this.#ports = ports;
    this.#tx = tx;
    this.#workspaceId = workspaceId;
    this.#result = result;
    this.#run = run;
  }

  get #writes(): boolean {
    return this.#run.apply && this.#result.problems.length === 0;
  }

  /** Would somebody become their own manager, through others whom the file does not name? */
  async findLoops(rows: readonly PackedRow[]): Promise<void> {
    if (!rows.some(({ managerKey }) => managerKey)) return;
    const reports = new Map<string, Report>();
    const keyOf = new Map<string, string>();
    for (const report of await readReports(this.#tx, this.#workspaceId)) {
      reports.set(report.key, report);
      if (report.alias) keyOf.set(report.alias, report.key);
    }
    const lines = new Map<string, number>();
    for (const { key, managerKey, line } of rows) {
      const known = keyOf.get(key) ?? key;
      lines.set(known, line);
      if (managerKey !== undefined) reports.set(known, { ...reports.get(known), key: known, managerKey });
    }
    this.#result.problems.push(...loopProblems([...reports.values()], lines));
  }

  async take(rows: readonly FileRow[]): Promise<void> {
    const found = await readFound(
      this.#tx,
      this.#workspaceId,
      rows.map(({ key }) => key),
    );
    const byKey = new Map<string, Found>();
    for (const one of found) {
      byKey.set(one.id, one);
      if (one.email !== null) byKey.set(one.email, one);
    }
    const unknown = rows.filter(({ key }) => isEmail(key) && !byKey.has(key));
    await this.#takePeople(
      rows.filter(({ key }) => !isEmail(key) || byKey.has(key)),
      byKey,
    );
    await this.#takeLookUps(unknown);
    if (this.#writes && !this.#isUnderWay) await lookAtTablesAnew(this.#tx);
    this.#isUnderWay = true;
  }

  async #takePeople(rows: readonly FileRow[], byKey: ReadonlyMap<string, Found>): Promise<void> {
    const made: Made[] = [];
    const changed: PersonId[] = [];
    for (const row of rows) {
      const found = byKey.get(row.key);
      const id = found?.id ?? PersonId.parse(row.key);
      if (this.#standsTwice(id, row)) continue;
      const { person, guide, changes } = this.#outcome(row, found ?? { person: NO_DETAILS, guide: null });
      if (found && changes.length === 0) this.#result.people.unchanged += 1;
      else {
        this.#result.people[found ? 'changed' : 'new'] += 1;
        made.push({ id, person, guide });
        if (found && changes.some(({ column }) => !UNWEIGHED.includes(column))) changed.push(id);
      }
      if (found) noteChanges(this.#result, row, changes);
      else noteNew(this.#result, row.key);
    }
    if (this.#writes && made.length > 0) await writeMade(this.#tx, this.#workspaceId, made, this.#run.now);
    if (this.#writes) await this.#tell(rows, byKey, changed);
  }

  /** Wishes go to whom they concern, and so does what changed of somebody with whom something may be under way. */
  async #tell(
    rows: readonly FileRow[],
    byKey: ReadonlyMap<string, Found>,
    changed: readonly PersonId[],
  ): Promise<void> {
    const { now } = this.#run;
    await this.#ports.changed(this.#tx, this.#workspaceId, changed, now);
    const wishes = rows.flatMap(({ key, row }): WishOf[] => {
      const wish = wishOf(row);
      return wish ? [{ personId: byKey.get(key)?.id ?? PersonId.parse(key), wish }] : [];
    });
    if (wishes.length > 0) await this.#ports.onWishes(this.#tx, this.#workspaceId, wishes, now);
  }

  async #takeLookUps(rows: readonly FileRow[]): Promise<void> {
    const kept = new Map(
      (
        await readLookUps(
          this.#tx,
          this.#workspaceId,
          rows.map(({ key }) => key),
        )
      ).map((one) => [one.email, one]),
    );
    const written: LookUp[] = [];
    for (const row of rows) {
      const before = kept.get(row.key);
      const details = before ? laterRow(before.details, row.row) : row.row;
      this.#outcome({ ...row, row: details }, { person: NO_DETAILS, guide: null });
      if (before && sameRow(before.details, details)) this.#result.lookUps.unchanged += 1;
      else {
        this.#result.lookUps[before ? 'changed' : 'new'] += 1;
        written.push({ email: row.key, details });
      }
      if (!before) noteNew(this.#result, row.key);
    }
    if (this.#writes && written.length > 0) await writeLookUps(this.#tx, this.#workspaceId, written);
  }

  /** What a line makes of somebody; what is wrong with that is kept as a problem of the line. */
  #outcome({ line, row }: FileRow, current: Pick<Found, 'person' | 'guide'>) {
    const outcome = applyRow(row, current, this.#ports.mostPlaces);
    this.#result.problems.push(...outcome.problems.map((text) => ({ line, text })));
    if (outcome.isIdle) this.#idle += 1;
    const wish = wishOf(row);
    if (wish) this.#result.wishes[wish.kind] += 1;
    return outcome;
  }

  #standsTwice(id: PersonId, { line, key }: FileRow): boolean {
    const before = this.#lineOf.get(id);
    if (before === undefined) {
      this.#lineOf.set(id, line);
      return false;
    }
    const text = `${key} is ${id} in Slack, who stands in line ${before} already.`;
    this.#result.problems.push({ line, text });
    return true;
  }

  /** What is left when every line was taken. */
  async finish(rows: readonly PackedRow[]): Promise<void> {
    const { people, lookUps, wishes, notes } = this.#result;
    if (this.#idle > 0)
      notes.push({
        line: 0,
        text: `languages and ways of ${this.#idle} ${this.#idle === 1 ? 'line' : 'lines'} are not kept: nothing is offered or asked for there.`,
      });
    if (!this.#writes) return;
    const managers = new Set(rows.flatMap(({ managerKey }) => managerKey ?? []).filter(isEmail));
    if (managers.size > 0) await lookForManagers(this.#tx, this.#workspaceId, [...managers]);
    await writeImported(
      this.#tx,
      this.#workspaceId,
      this.#run.actor,
      {
        new: people.new + lookUps.new,
        changed: people.changed + lookUps.changed,
        unchanged: people.unchanged + lookUps.unchanged,
        byEmail: lookUps.new + lookUps.changed + lookUps.unchanged,
        wantCoaching: wishes.coaching,
        wantMentoring: wishes.mentoring,
      },
      this.#run.now,
    );
  }
}

function sameRow(a: object, b: object): boolean {
  const inOrder = (row: object): string => JSON.stringify(Object.entries(row).toSorted());
  return inOrder(a) === inOrder(b);
}
