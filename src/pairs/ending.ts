import { change, changed, type Step, UNCHANGED } from './event.ts';
import { type Closing, type Ended, type EndedWhy, type Live, SIDES, type Side } from './pair.ts';

/** One of the two wants it to end. Nothing of it is seen by the other until both are told. */
export function leave(
  state: Live,
  { by, endAt, goodbye, handsOver }: { by: Side; endAt: Date; goodbye: string | null; handsOver: boolean },
  why: EndedWhy = 'not-continued',
): Step {
  const { closing } = state;
  if (closing?.by.includes(by)) return UNCHANGED;
  const begun: Closing = closing ?? closingAt(endAt, why);
  const words = goodbye?.trim() ?? '';
  return change(
    state,
    {
      closing: {
        ...begun,
        by: [...begun.by, by],
        goodbyes: words === '' ? begun.goodbyes : [...begun.goodbyes, { by, words }],
        handsOver: begun.handsOver || handsOver,
      },
    },
    [by],
  );
}

/** One of the two is not there any more. */
export function go(state: Live, { who, endAt }: { who: Side; endAt: Date }): Step {
  const { closing } = state;
  if (closing?.why === whyGone(who)) return UNCHANGED;
  return change(
    state,
    { closing: { ...(closing ?? closingAt(endAt, whyGone(who))), why: whyGone(who) } },
    [],
  );
}

/** They are there again before it ended: what is about to end then. The same as before where they had not been away. */
export function closingAfterReturn({ closing }: Live, who: Side): Closing | null {
  if (closing?.why !== whyGone(who)) return closing;
  return closing.by.length > 0 ? { ...closing, why: 'not-continued' } : null;
}

/** It is over, and both are told in the same words; not whoever is gone. */
export function end(state: Live, why: EndedWhy, now: Date): Step {
  const to = SIDES.filter((side) => why !== whyGone(side));
  const { goodbyes, handsOver } = state.closing ?? closingAt(now, why);
  return changed({ state: 'ended', at: now, from: state.state, why, goodbyes, handsOver }, [
    { what: 'ended', to, once: '1' },
  ]);
}

/** Those of these sides to whom something can still be said: who has left has heard enough, who is gone hears nothing. */
export function present({ closing }: Live, sides: readonly Side[]): Side[] {
  return sides.filter((side) => !closing?.by.includes(side) && closing?.why !== whyGone(side));
}

/**
 * Does the learner's request go on to somebody else? After a trial that led to nothing it does; after a pair that had
 * begun, where one of the two handed it over, or where the guide is gone. Not without its learner.
 */
export function requestGoesOn({ from, why, handsOver }: Ended): boolean {
  if (why === 'learner-not-available') return false;
  return from === 'trial' || from === 'agreement' || handsOver || why === 'guide-not-available';
}

function closingAt(at: Date, why: EndedWhy): Closing {
  return { at, why, by: [], goodbyes: [], handsOver: false };
}

function whyGone(who: Side): EndedWhy {
  return `${who}-not-available`;
}
