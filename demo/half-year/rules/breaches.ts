import type { Evidence } from '../evidence.ts';
import { brokenByMessages } from './messages.ts';
import { brokenByPairs } from './pairs.ts';

/**
 * Every rule that was broken in a half year, as a sentence each; empty where there is none. Looked at from outside: by
 * what Slack was sent and what people did, and by nothing of our own code.
 */
export function breaches(evidence: Evidence): string[] {
  return [
    ...brokenByMessages(evidence),
    ...brokenByPairs(evidence),
    ...evidence.leaks.map((leak) => `${leak}: free text in a message`),
    ...evidence.stuck,
    ...evidence.complaints.map((line) => `the app complained: ${line}`),
  ];
}
