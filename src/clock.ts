import { z } from 'zod';
import type { Clock } from './ports.ts';

const State = z.object({ now: z.number(), speed: z.number().min(0) });
const ASK_AGAIN_MS = 250;
const ANSWERS_WITHIN_MS = 2_000;
/** The app does not start without the first answer, while everything else starts beside it. */
const FIRST_ANSWERS_WITHIN_MS = 30_000;

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
  let known = await ask(FIRST_ANSWERS_WITHIN_MS);
  const timer = setInterval(() => {
    void ask().then(
      (answer) => {
        known = answer;
      },
      () => undefined,
    );
  }, ASK_AGAIN_MS);
  timer.unref();

  async function ask(withinMs = ANSWERS_WITHIN_MS): Promise<{ now: number; speed: number; at: number }> {
    const response = await fetch(url, { signal: AbortSignal.timeout(withinMs) });
    return { ...State.parse(await response.json()), at: real.now().getTime() };
  }
  return {
    now: () => new Date(known.now + (real.now().getTime() - known.at) * known.speed),
    stop: () => clearInterval(timer),
  };
}
