import type { TakenJob } from '../../storage/queue.ts';
import type { DeliveryPorts } from './ports.ts';
import { queueNudges } from './queueing.ts';

/** Whence lanes take what they send. */
export interface Supply {
  /** The next jobs, the most urgent first; none where nothing is due. */
  take(): Promise<TakenJob[]>;
  /** To be told when so much more has come into the queue. What others put there is found at the next turn. */
  came(many: number): void;
  /** Resolves when nothing more comes into the queue by it. @throws why it could not be filled */
  end(): Promise<void>;
}

/**
 * Takes from the queue, and has nudges that are due come into it about as quickly as they are taken: beside what is being
 * sent, since a lane that moved them itself had nothing on its way meanwhile.
 *
 * @param most so many jobs at a time
 */
export function supplyFor(ports: DeliveryPorts, most: number): Supply {
  /** How many more nudges have come into the queue than messages were taken. */
  let ahead = 0;
  /** The last ones were taken, and nothing has come into the queue from here since then. */
  let isEmpty = false;
  let filling: Promise<void> | undefined;
  const came = (many: number): void => {
    if (many > 0) isEmpty = false;
  };
  const fill = async (): Promise<void> => {
    const many = await queueNudges(ports);
    ahead += many;
    came(many);
    filling = undefined;
  };
  const takeNow = async (): Promise<TakenJob[]> => {
    if (isEmpty) return [];
    isEmpty = true;
    const jobs = await ports.queue.take(most);
    if (jobs.length === most) isEmpty = false;
    ahead -= jobs.reduce((sum, { deliveryIds }) => sum + deliveryIds.length, 0);
    if (jobs.length > 0 && ahead <= 0 && !filling) {
      filling = fill();
      // Whoever finds nothing to take is told of it, or whoever waits for the end.
      filling.catch(() => undefined);
    }
    return jobs;
  };
  // One after the other, or the second would get what comes after what the first has not quite taken.
  let taking: Promise<unknown> = Promise.resolve();
  return {
    came,
    take() {
      const taken = taking.then(async () => {
        const jobs = await takeNow();
        if (jobs.length > 0 || !filling) return jobs;
        await filling;
        return takeNow();
      });
      taking = taken.catch(() => undefined);
      return taken;
    },
    async end() {
      await filling;
    },
  };
}
