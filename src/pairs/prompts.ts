import type { Fit } from './fit.ts';

/** The broad themes of mentoring, as something the mentee may bring along. */
export const MENTEE_PROMPTS = [
  'decision',
  'network',
  'potential',
  'opportunities',
  'organisation',
  'dilemma',
] as const;
export type MenteePrompt = (typeof MENTEE_PROMPTS)[number];

/** What a mentor may tell or do. */
export const MENTOR_PROMPTS = ['lesson', 'introduce', 'changed'] as const;

/** Which theme the topics belong to that a mentee asks for; others have none of their own. */
const THEMES: Record<string, MenteePrompt> = {
  'decision-making': 'decision',
  'new-leader': 'decision',
  delegation: 'decision',
  networking: 'network',
  influence: 'network',
  'cross-cultural': 'network',
  potential: 'potential',
  confidence: 'potential',
  expertise: 'potential',
  opportunities: 'opportunities',
  'career-planning': 'opportunities',
  returning: 'opportunities',
  organisation: 'organisation',
  negotiation: 'organisation',
  'conflict-resolution': 'organisation',
  'long-term-leadership': 'dilemma',
  'strategic-thinking': 'dilemma',
  'leading-change': 'dilemma',
};

/**
 * The themes in the order in which this pair gets them: first those of the topics that brought the two together, in the
 * mentee's own order, then the others.
 */
export function menteePrompts({ reasons }: Pick<Fit, 'reasons'>): readonly MenteePrompt[] {
  const shared = reasons.flatMap((reason) => (reason.about === 'topics' ? reason.shared : []));
  const own = shared.flatMap((topic) => THEMES[topic] ?? []);
  return [...new Set([...own, ...MENTEE_PROMPTS])];
}

/**
 * The one whose turn it is: none comes again before all have been there.
 *
 * @param turn how many went before, from 0
 */
export function whoseTurn<P>(prompts: readonly P[], turn: number): P | undefined {
  return prompts[turn % prompts.length];
}
