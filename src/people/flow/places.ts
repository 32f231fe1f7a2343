import type { PersonKey } from '../../ports.ts';
import type { Tx } from '../../storage/database.ts';
import { writePlaces } from '../store/places.ts';

/**
 * A guide takes nobody new until they say otherwise: their places become those that are taken. To be called where the
 * guide is locked; it tells nobody, since the caller knows.
 */
export function takeNobodyNew(tx: Tx, guide: PersonKey, taken: number, now: Date): Promise<void> {
  return writePlaces(tx, guide, taken, now);
}
