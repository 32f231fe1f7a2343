/** Faults on demand: decides which call or delivery goes wrong, so that the same seed decides the same. */
import { concerns, type Fault, type FaultPlan, faultReader } from './fault-plan.ts';

/** A fault with what it has done. */
interface Armed {
  fault: Fault;
  /** Calls or deliveries that it concerned. */
  met: number;
  hits: number;
  random: () => number;
}

/** The faults of a running workspace. */
export class Faults {
  readonly #hasSocket: boolean;
  #seed: number;
  #armed: Armed[] = [];

  readonly #read: ReturnType<typeof faultReader>;

  /** @param options `hasSocket`: whether there is a Socket Mode connection to break; `methods`: those there are */
  constructor(options: { seed: number; hasSocket: boolean; methods: readonly string[] }) {
    this.#seed = options.seed;
    this.#hasSocket = options.hasSocket;
    this.#read = faultReader(options.methods);
  }

  /**
   * Replaces all faults, and the seed where the plan has one.
   * @param given a plan, or the path of one in YAML
   * @throws Error naming every problem with its place
   */
  use(given: unknown): void {
    const plan: FaultPlan = this.#read.readPlan(given);
    for (const fault of plan.faults) this.#refuseImpossible(fault);
    this.#seed = plan.seed ?? this.#seed;
    this.clear();
    for (const fault of plan.faults) this.#arm(fault);
  }

  /** Adds one. The first that hits wins. @throws Error naming every problem with it */
  inject(given: unknown): void {
    const fault = this.#read.readFault(given);
    this.#refuseImpossible(fault);
    this.#arm(fault);
  }

  clear(): void {
    this.#armed = [];
  }

  /** What goes wrong with this call or delivery; undefined: nothing. */
  next(what: { method: string } | { kind: string }): Fault | undefined {
    for (const one of this.#armed) {
      const { fault } = one;
      if (!concerns(fault, what) || (fault.times !== undefined && one.hits >= fault.times)) continue;
      one.met += 1;
      if (one.met <= fault.after || one.random() >= fault.probability) continue;
      one.hits += 1;
      return fault;
    }
    return undefined;
  }

  /** For people: the seed, and each fault with how often it was met and hit. */
  report(): { seed: number; faults: (Fault & { met: number; hits: number })[] } {
    return { seed: this.#seed, faults: this.#armed.map(({ fault, met, hits }) => ({ ...fault, met, hits })) };
  }

  #arm(fault: Fault): void {
    // Each fault throws its own die: calls of another method in between do not change what it decides.
    const random = randomFrom(this.#seed + Math.imul(this.#armed.length + 1, 0x9e37_79b9));
    this.#armed.push({ fault, met: 0, hits: 0, random });
  }

  #refuseImpossible(fault: Fault): void {
    if (fault.do === 'disconnect' && !this.#hasSocket) {
      throw new Error('disconnect needs Socket Mode: deliveries by HTTP have no connection that stays open.');
    }
  }
}

/** Numbers from 0 to 1, always the same for one seed (mulberry32: 32 bits of state are plenty for faults). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
