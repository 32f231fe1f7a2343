import { z } from 'zod';
import type { Clock } from './ports.ts';

const State = z.object({ now: z.number(), speed: z.number().min(0) });
const ASK_AGAIN_MS = 250;

/** A clock that follows another one, as local-slack's product time. */
export interface FollowingClock extends Clock {
  stop(): void;
}

/**
 * Follows the clock at `url`, which answers `{ now, speed }`: milliseconds since 1970, and product seconds in a real
 * one. Between two answers it goes on at that speed; where none comes, it goes on as before.
 *
 * @param real the clock that runs meanwhile
 * @throws where the first answer does not come, or is no clock's
 */
export async function followClock(url: string, real: Clock): Promise<FollowingClock> {
  let known = await ask();
  const timer = setInterval(() => {
    void ask().then(
      (answer) => {
        known = answer;
      },
      () => undefined,
    );
  }, ASK_AGAIN_MS);
  timer.unref();

  async function ask(): Promise<{ now: number; speed: number; at: number }> {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return { ...State.parse(await response.json()), at: real.now().getTime() };
  }
  return {
    now: () => new Date(known.now + (real.now().getTime() - known.at) * known.speed),
    stop: () => clearInterval(timer),
  };
}
