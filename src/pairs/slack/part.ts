import type { Feature } from '../../slack/asking.ts';

/** What one part of a pair's life offers to Slack. */
export type Part = Pick<Feature, 'commands' | 'actions' | 'views' | 'messages'>;
