import type { Tx } from '../../storage/database.ts';
import type { Decision, Nudge, Say } from '../nudge.ts';

/** A feature that has nudges: it alone knows what they mean. Both read for many nudges at a time. */
export interface NudgeOwner {
  kinds: readonly string[];
  /**
   * How many of somebody's messages of a week a nudge of this kind may be the reason for, so that what could wait does
   * not use up what something urgent needs; with what has a reason it goes along, and stands below it. All where
   * nothing is said.
   */
  mostAWeek?(kind: string): number;
  /**
   * What becomes of these, by what is true now; called in the transaction that marks them as being sent, under the
   * locks of the people they are for. A nudge without an answer is dropped.
   */
  decide(tx: Tx, nudges: readonly Nudge[], now: Date): Promise<ReadonlyMap<string, Decision>>;
  /** What messages that stand in Slack say by now; without an answer they stay as they are. */
  show(nudges: readonly Nudge[]): Promise<ReadonlyMap<string, Say>>;
}
