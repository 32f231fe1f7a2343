import { z } from 'zod';

/** What our side is told. */
export const Told = z.discriminatedUnion('do', [
  z.object({ do: z.literal('load'), directory: z.string() }),
  z.object({ do: z.literal('solve') }),
]);

export type Told = z.infer<typeof Told>;

/** What it answers: nothing but 'loaded', or what the match was. */
export const Answer = z.object({
  matched: z.number(),
  total: z.number(),
  ms: z.number(),
  /** The proof's part of `ms`. */
  proofMs: z.number(),
  /** The most memory that the process had since the cohort was read, less what it had then. */
  grownMiB: z.number(),
});

export type Answer = z.infer<typeof Answer>;
