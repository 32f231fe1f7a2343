import { z } from 'zod';

/** How the rhythm is for somebody. */
export const PULSE_RHYTHMS = ['right', 'oftener', 'rarer'] as const;

const Scale = z.number().int().min(1).max(5).nullable();

/** A short private answer on how it goes; read by nobody but the person who gave it. Each part can be left out. */
export const Pulse = z.object({
  /** 1 (not at all) to 5 (very). */
  useful: Scale,
  /** Can one speak openly? 1 (no) to 5 (yes). */
  safe: Scale,
  rhythm: z.enum(PULSE_RHYTHMS).nullable(),
});
export type Pulse = z.infer<typeof Pulse>;

/** At most so much is low: then a change, an ending or a contact is offered, to this person alone. */
const LOW = 2;

/**
 * Does an answer ask for something else than going on as before?
 *
 * @example isLow({ useful: 4, safe: 2, rhythm: 'right' }) // true
 */
export function isLow({ useful, safe }: Pulse): boolean {
  return (useful !== null && useful <= LOW) || (safe !== null && safe <= LOW);
}
