import type { Seen, SeenCourse } from './seen.ts';

/** One of somebody's pairs, where all of them are listed. */
export interface Listed {
  seen: Seen;
  /** Where it has begun. */
  course: SeenCourse | null;
  /** As Slack shows it; may be empty. */
  otherName: string;
}
