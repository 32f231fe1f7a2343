/** Product time, which the page shows and reckons by: what the server said last, and what has passed since. */
import type { ClockState } from './protocol.ts';

/** How far product time may be from the machine's before the page says so. */
const sameMs = 60_000;

let said: ClockState = { now: Date.now(), speed: 1 };
let saidAt = said.now;

/** Takes in what the server says; it must have said so just now. */
export function setClock(clock: ClockState): void {
  said = clock;
  saidAt = Date.now();
}

export function productNow(): Date {
  return new Date(said.now + (Date.now() - saidAt) * said.speed);
}

/** Product seconds in a real one. */
export function productSpeed(): number {
  return said.speed;
}

/** Is it another time than on the machine? */
export function isMoved(): boolean {
  return said.speed !== 1 || Math.abs(said.now - saidAt) > sameMs;
}
