import type { Kind } from '../ports.ts';
import { planCoaching } from './coaching.ts';
import type { History, Plan } from './course.ts';
import { planMentoring } from './mentoring.ts';

/** What follows with a running pair if both stay silent from now on; each kind has its own cadence. */
export function planFor(kind: Kind, history: History, now: Date): Plan {
  return kind === 'coaching' ? planCoaching(history, now) : planMentoring(history, now);
}
