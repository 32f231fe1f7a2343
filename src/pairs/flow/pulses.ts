import { dayOf } from '../../people/calendar.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonKey } from '../../ports.ts';
import { dayOfPulse } from '../mentoring.ts';
import type { Pulse } from '../pulse.ts';
import type { SeenCourse } from '../seen.ts';
import { readPulse, writePulse } from '../store/pulses.ts';
import { withPair } from './acting.ts';
import { courseFor, isBegun } from './course.ts';
import { cadenceOf, calendarIn, type PairsPorts } from './steps.ts';

/** A mentoring pair, and what this person has answered to that pulse; nothing where it is not theirs. */
export async function pulseFor(
  ports: PeoplePorts,
  who: PersonKey,
  pairId: string,
  round: number,
): Promise<{ seen: SeenCourse; pulse: Pulse | undefined } | undefined> {
  const seen = await courseFor(ports, who, pairId);
  if (seen?.kind !== 'mentoring') return undefined;
  return { seen, pulse: await readPulse(ports.db, who, seen.pairId, String(round)) };
}

export type PulseResult =
  | { outcome: 'done' }
  /** The pair is at another point by now, or that question has not been asked yet; nothing was written. */
  | { outcome: 'not-now' }
  | { outcome: 'not-yours' };

/** Keeps a private answer on how it goes. It is shown to nobody else, and nobody is told of it. */
export function answerPulse(
  ports: PairsPorts,
  who: PersonKey,
  pairId: string,
  round: number,
  pulse: Pulse,
): Promise<PulseResult> {
  return withPair(
    ports,
    who,
    pairId,
    async (tx, pair, side, now): Promise<PulseResult> => {
      if (pair.kind !== 'mentoring') return { outcome: 'not-yours' };
      if (!isBegun(pair)) return { outcome: 'not-now' };
      const { timeZone } = await calendarIn(tx, pair, side, now);
      const { mentoring } = await cadenceOf(tx, pair);
      const day = dayOfPulse(dayOf(pair.state.since, timeZone), round, mentoring);
      if (day > dayOf(now, timeZone)) return { outcome: 'not-now' };
      await writePulse(tx, who, pair.id, String(round), pulse, now);
      return { outcome: 'done' };
    },
    { seenBy: 'me' },
  );
}
