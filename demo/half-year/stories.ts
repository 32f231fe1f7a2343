import type { Database } from '../../src/storage/database.ts';
import type { Story } from './evidence.ts';

/** What happens to every pair, written down as it happens. */
export class Stories {
  readonly #db: Database;
  readonly #all = new Map<string, Story>();

  constructor(db: Database) {
    this.#db = db;
  }

  get all(): Story[] {
    return [...this.#all.values()];
  }

  of(pairId: string): Story | undefined {
    return this.#all.get(pairId);
  }

  /** How a pair stands now. */
  static stateOf({ stands }: Story): Story['stands'][number]['state'] {
    return stands.at(-1)?.state ?? 'trial';
  }

  /** Looks how every pair stands at this moment. */
  async look(now: Date): Promise<void> {
    const rows = await this.#db
      .selectFrom('pairs')
      .select(['id', 'kind', 'guide_id', 'learner_id', 'state', 'due_at', 'began_at'])
      .orderBy('began_at')
      .orderBy('learner_id')
      .execute();
    for (const { id, kind, guide_id: guide, learner_id: learner, state, due_at: dueAt } of rows) {
      const story = this.#all.get(id) ?? { id, kind, guide, learner, stands: [], acts: [], dates: [] };
      this.#all.set(id, story);
      const last = story.stands.at(-1);
      if (last?.state !== state || last.dueAt?.getTime() !== dueAt?.getTime())
        story.stands.push({ at: now, state, dueAt });
    }
  }

  acted(pairId: string, what: string, at: Date): void {
    this.of(pairId)?.acts.push({ at, what });
  }

  /** A date was made, or moved: then the one before it no longer stands. */
  dated(pairId: string, id: string, startsAt: Date, at: Date): void {
    this.undated(pairId, id, at);
    this.of(pairId)?.dates.push({ id, startsAt, from: at, to: null });
  }

  undated(pairId: string, id: string, at: Date): void {
    for (const date of this.of(pairId)?.dates ?? []) if (date.id === id) date.to ??= at;
  }
}
