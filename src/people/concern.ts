import { z } from 'zod';
import type { PersonId } from '../ports.ts';

export const ConcernId = z.uuid().brand<'ConcernId'>();
export type ConcernId = z.infer<typeof ConcernId>;

export const CONCERN_LENGTH = 2_000;

/** A person of trust who can be written to. */
export interface Trusted {
  id: PersonId;
  /** As Slack shows it. */
  name: string;
  fullName: string;
}

/** A concern as a person of trust reads it. */
export interface Concern {
  /** Who wants to talk. */
  from: PersonId;
  /** As typed; '' where nothing was. */
  words: string;
  at: Date;
}
