import { textsIn } from '../../locales/texts.ts';
import type { NudgeOwner } from '../../nudges/flow/owner.ts';
import type { Say } from '../../nudges/nudge.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import { mostAWeek, PAIR_NUDGES } from '../course.ts';
import { nameOf, nudgeNamed } from '../flow/course.ts';
import { decideNudges, type Over, type Told, toldAgain } from '../flow/nudging.ts';
import { coachingNudge } from '../views/nudges/coaching.ts';
import { mentoringNudge } from '../views/nudges/mentoring.ts';
import { messageOf, standingText } from '../views/parts.ts';

/** What is said about running pairs by itself, and whether it still is to be said. */
export function pairNudges(ports: PeoplePorts): NudgeOwner {
  return {
    kinds: PAIR_NUDGES.map(nameOf),
    mostAWeek(kind) {
      const nudge = nudgeNamed(kind);
      return nudge ? mostAWeek(nudge) : 0;
    },
    async decide(tx, nudges, now) {
      const decided = await decideNudges(tx, nudges, now);
      return new Map(
        [...decided].map(([id, one]) => [
          id,
          one.outcome === 'send' ? { outcome: 'send', say: saying(one) } : one,
        ]),
      );
    },
    show: async (nudges) =>
      new Map([...(await toldAgain(ports, nudges))].map(([id, told]) => [id, saying(told)])),
  };
}

function saying(told: Told | Over): Say {
  if ('over' in told) return (language) => messageOf([standingText(textsIn(language), told.over)], []);
  const { seen, kind, once } = told;
  const nudge = seen.kind === 'coaching' ? coachingNudge : mentoringNudge;
  return (language) => nudge(textsIn(language), seen, kind, once);
}
