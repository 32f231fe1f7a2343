import { z } from 'zod';
import type { Kind } from '../ports.ts';
import type { IfThen, KeptSession } from './course.ts';
import type { Side } from './pair.ts';

/** What somebody can say became of a session. */
export const OUTCOMES = ['held', 'moved', 'not-held'] as const;

/** What somebody wrote when they logged a session. */
export interface Logged {
  outcome: (typeof OUTCOMES)[number];
  /** 0 to 10; null: left empty. */
  progress: number | null;
  /** Null: left empty. */
  plan: IfThen | null;
  /** '' left empty. */
  learning: string;
}

/**
 * What the form showed when it was opened: only that is taken out by leaving it empty, so that a form that was opened
 * before something was written elsewhere does not undo it.
 */
export const Shown = z.array(z.enum(['plan', 'progress', 'learning']));
export type Shown = z.infer<typeof Shown>;

/** What a form about this session shows to this side. */
export function shownOf({
  progress,
  words,
}: {
  progress: number | null;
  words: { plan?: IfThen | undefined; learning?: string | undefined };
}): Shown {
  return [
    ...(words.plan ? (['plan'] as const) : []),
    ...(progress === null ? [] : (['progress'] as const)),
    ...(words.learning ? (['learning'] as const) : []),
  ];
}

/** A coaching session with what one of the two wrote about it; each writes their own, and the other's is left alone. */
export function written(
  session: KeptSession,
  { kind, side }: { kind: Kind; side: Side },
  { progress, plan, learning }: Omit<Logged, 'outcome'>,
  shown: Shown,
): KeptSession {
  if (kind === 'mentoring') return session;
  if (side === 'guide') {
    const kept = shown.includes('learning') ? undefined : session.guideWords.learning;
    const own = learning === '' ? kept : learning;
    return { ...session, guideWords: own === undefined ? {} : { learning: own } };
  }
  const { plan: before, ...others } = session.learnerWords;
  const own = plan ?? (shown.includes('plan') ? undefined : before);
  return {
    ...session,
    progress: progress ?? (shown.includes('progress') ? null : session.progress),
    learnerWords: { ...others, ...(own && { plan: own }) },
  };
}
