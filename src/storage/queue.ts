import type { Tx } from './database.ts';

/** A piece of work that is done later, by a worker; enqueued in the transaction that makes it necessary. */
export interface Job {
  /** The worker's name, as `nudges.deliver`. */
  name: string;
  data: Record<string, string>;
}

export interface Queue {
  /** Takes effect with the transaction: rolled back, there was no job. */
  enqueue(tx: Tx, job: Job): Promise<void>;
}
