import { z } from 'zod';
import content from './content/topics.json' with { type: 'json' };

/** Languages that the lexicon and the texts know. */
export type Language = 'en' | 'pl';

const Words = z.array(z.string().min(1));
const Topic = z.object({
  id: z.string(),
  /** −2 (a skill to practise: coaching's ground) to +2 (a career theme: mentoring's ground). */
  affinity: z.number().int().min(-2).max(2),
  source: z.enum(['article', 'practice']),
  en: Words,
  pl: Words,
  /** Words in either language that show the topic is not meant, as `merge conflict` for conflict. */
  not: Words.default([]),
  note: z.string().optional(),
});
export type Topic = z.infer<typeof Topic>;

/** What people want to work on, in the order of the form: skills first, career themes last. */
export const TOPICS: readonly Topic[] = z.array(Topic).parse(content);

const byId = new Map(TOPICS.map((topic) => [topic.id, topic]));

/** Is this the id of a topic? */
export function isTopic(id: string): boolean {
  return byId.has(id);
}

/** The topic's affinity, −2 to +2; 0 for an id that is no topic. */
export function affinityOf(id: string): number {
  return byId.get(id)?.affinity ?? 0;
}

/** The topics named in a text of ids with blanks between them, as a button's value carries them. */
export function topicsIn(ids: string): string[] {
  return ids.split(' ').filter(isTopic);
}
