import type { LocalSlack } from '../../src/local-slack/server.ts';
import type { PairsPorts } from '../../src/pairs/flow/steps.ts';
import { comeBack, pause } from '../../src/people/flow/settings.ts';
import { PersonId as Id, type PersonId, type PersonKey } from '../../src/ports.ts';
import { actOn, type Reached, stopShort } from './acts.ts';
import { type Somebody, WORKSPACE } from './company.ts';
import { type Dice, diceFrom } from './dice.ts';
import type { Message, Person } from './evidence.ts';
import { Stories } from './stories.ts';
import { type Temper, temperOf } from './tempers.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** What is in everybody's hands at the beginning, and answered by all, so that there are pairs. */
const BEGINNING = ['pairs.introduction', 'pairs.agreement'];
/** What comes while that is not answered. */
const REMINDING = ['pairs.trial-reminder', 'pairs.unmet', 'pairs.agreement-reminder'];
/** On these hours, UTC, Monday to Friday, people have time for what reached them: they act together then. */
const ACTING_HOURS = [8, 13];
/** So many pairs act at once, as they would: while some wait for the database, others have their turn. */
const AT_ONCE = 8;

/** Something to be done: after what stands before it for the same pair or person, and beside the others. */
interface Planned {
  whose: string;
  at: Date;
  work: () => Promise<void>;
}

/** The people: what reaches them, and what they do about it a while later. */
export class Life {
  /** What was done, by outcome of the use case, as `pairs.book: done`. */
  readonly acts = new Map<string, number>();
  readonly #people: readonly Somebody[];
  readonly #known: Map<string, { zones: Person['zones'][number][]; away: { from: Date; to: Date | null }[] }>;
  readonly #ports: PairsPorts;
  readonly #slack: LocalSlack;
  readonly #stories: Stories;
  readonly #dice: Dice;
  readonly #stopped = new Set<string>();
  /** What is to be done, the earliest first. */
  #planned: Planned[] = [];

  constructor(
    ports: PairsPorts,
    slack: LocalSlack,
    stories: Stories,
    people: readonly Somebody[],
    { dice, begins }: { dice: Dice; begins: Date },
  ) {
    this.#ports = ports;
    this.#slack = slack;
    this.#stories = stories;
    this.#people = people;
    this.#dice = dice;
    this.#known = new Map(
      people.map(({ id, timeZone }) => [id, { zones: [{ from: new Date(0), timeZone }], away: [] }]),
    );
    for (const one of people) this.#planWhatIsPeculiar(one, begins);
  }

  /** When somebody acts next. */
  get next(): Date | undefined {
    return this.#planned[0]?.at;
  }

  /** Everybody, with where they lived and when they were away. */
  get people(): Person[] {
    return this.#people.map((one) => ({ ...one, ...(this.#known.get(one.id) ?? { zones: [], away: [] }) }));
  }

  /** Does what is to be done by now. */
  async actUntil(now: Date): Promise<void> {
    const due = this.#planned.filter(({ at }) => at <= now);
    this.#planned = this.#planned.filter(({ at }) => at > now);
    // One iterator for all: each takes the next of them from it.
    const left = Map.groupBy(due, ({ whose }) => whose).values();
    const worker = async (): Promise<void> => {
      for (const own of left) for (const { work } of own) await work();
    };
    const workers = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
    for (const one of workers) if (one.status === 'rejected') throw one.reason;
    if (ACTING_HOURS.includes(now.getUTCHours())) await this.#stopShort(now);
  }

  /** Something came: somebody may do something about it, later. */
  hear(messages: readonly Message[], now: Date): void {
    for (const { to, about } of messages)
      for (const { pairId, kind, once } of about) {
        const who = keyOf(Id.parse(to));
        const story = this.#stories.of(pairId);
        if (story)
          this.#reach({ who, pairId, kind, once }, temperOf(story.learner), story.stands[0]?.at, now);
      }
  }

  #reach(reached: Reached, temper: Temper, began: Date | undefined, now: Date): void {
    const days = began ? (now.getTime() - began.getTime()) / DAY_MS : 0;
    const isBeginning = BEGINNING.includes(reached.kind);
    const { beginsAfterDays } = temper;
    if (beginsAfterDays !== undefined && REMINDING.includes(reached.kind)) return;
    if (!isBeginning) {
      if (temper.silentAfterDays !== undefined && days > temper.silentAfterDays) return;
      if (this.#dice() > temper.answering) return;
    }
    const within = this.#dice() * (isBeginning ? 24 : temper.slowHours);
    const at = actingHour(now, isBeginning && beginsAfterDays !== undefined ? beginsAfterDays * 24 : within);
    // Dice of its own: what others do at the same moment does not turn them.
    const dice = diceFrom(this.#dice() * 2 ** 32);
    this.#plan(reached.pairId, at, async () => {
      const outcome = await actOn(this.#ports, this.#stories, reached, temper, dice);
      this.#count(reached.kind, outcome);
    });
  }

  #plan(whose: string, at: Date, work: () => Promise<void>): void {
    this.#planned.push({ whose, at, work });
    this.#planned.sort((a, b) => a.at.getTime() - b.at.getTime());
  }

  #planWhatIsPeculiar({ id, moves, leaves, rests }: Somebody, begins: Date): void {
    const after = (days: number): Date => new Date(begins.getTime() + days * DAY_MS + HOUR_MS);
    const known = this.#known.get(id);
    const who = keyOf(id);
    const { clock } = this.#ports;
    if (moves)
      this.#plan(id, after(moves.afterDays), async () => {
        this.#slack.changePerson(id, { timeZone: moves.to });
        await this.#untilKnown(id, 'time_zone', moves.to);
        known?.zones.push({ from: clock.now(), timeZone: moves.to });
      });
    if (leaves)
      this.#plan(id, after(leaves.afterDays), async () => {
        this.#slack.changePerson(id, { deactivated: true });
        await this.#untilKnown(id, 'is_gone', true);
        known?.away.push({ from: clock.now(), to: null });
      });
    if (!rests) return;
    const rest: { from: Date; to: Date | null } = { from: new Date(0), to: null };
    this.#plan(id, after(rests.afterDays), async () => {
      this.#count('a break from everything', (await pause(this.#ports, who, null)).outcome);
      rest.from = clock.now();
      known?.away.push(rest);
    });
    this.#plan(id, after(rests.afterDays + rests.days), async () => {
      await comeBack(this.#ports, who);
      rest.to = clock.now();
    });
  }

  /** Slack tells the app by itself, a moment later. */
  async #untilKnown(id: string, column: 'time_zone' | 'is_gone', value: string | boolean): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const until = Date.now() + 10_000;
    const look = async (): Promise<void> => {
      const row = await this.#ports.db
        .selectFrom('people')
        .select(['time_zone', 'is_gone'])
        .where('id', '=', id)
        .executeTakeFirst();
      if (row?.[column] === value) return resolve();
      if (Date.now() > until) return reject(new Error(`the app was not told that ${id} has changed`));
      setTimeout(() => look().catch(reject), 5);
    };
    await look();
    return promise;
  }

  /** One of the two ends it, or takes a break, out of the blue. */
  async #stopShort(now: Date): Promise<void> {
    for (const story of this.#stories.all) {
      const { id, learner, guide, stands } = story;
      const { stops } = temperOf(learner);
      const began = stands[0]?.at ?? now;
      if (!stops || this.#stopped.has(id) || Stories.stateOf(story) !== 'running') continue;
      if (now.getTime() - began.getTime() < stops.afterDays * DAY_MS) continue;
      this.#stopped.add(id);
      const who = keyOf(Id.parse(this.#dice() < 0.5 ? learner : guide));
      const outcome = await stopShort(this.#ports, who, id, stops.how);
      if (outcome === 'done') this.#stories.acted(id, stops.how, now);
      this.#count(stops.how, outcome);
    }
  }

  #count(what: string, outcome: string): void {
    const key = `${what}: ${outcome}`;
    this.acts.set(key, (this.acts.get(key) ?? 0) + 1);
  }
}

function keyOf(personId: PersonId): PersonKey {
  return { workspaceId: WORKSPACE, personId };
}

/** The first acting hour after so many hours. */
function actingHour(now: Date, afterHours: number): Date {
  const at = new Date((Math.floor(now.getTime() / HOUR_MS) + 1 + afterHours) * HOUR_MS);
  at.setUTCMinutes(0, 0, 0);
  while (!ACTING_HOURS.includes(at.getUTCHours()) || at.getUTCDay() % 6 === 0)
    at.setTime(at.getTime() + HOUR_MS);
  return at;
}
