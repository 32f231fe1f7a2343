import { personOf } from '../../people/flow/people.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonKey } from '../../ports.ts';
import { type Pair, PairId, sideOf } from '../pair.ts';
import { type Seen, seenBy } from '../seen.ts';
import { isOpen, type SeenSponsor } from '../sponsor.ts';
import { readPair } from '../store/pairs.ts';
import { isBegun } from './course.ts';
import { seenSponsorOf } from './seen-sponsor.ts';

/** A coaching pair's sponsor as one of the two sees it, with what forms about it say beside. */
export interface SponsorStanding {
  seen: Seen;
  /** The other of the two, as Slack shows them. */
  otherName: string;
  /** How many sessions are planned; null where the pair has not begun. */
  sessions: number | null;
  sponsor: SeenSponsor | null;
  /** What the client can do now; null: nothing, and the coach never. */
  can: 'bring-in' | 'write' | null;
}

/** Nothing where it is not one of theirs, no coaching, or nothing that the coach was shown. */
export async function sponsorFor(
  ports: PeoplePorts,
  who: PersonKey,
  pairId: string,
): Promise<SponsorStanding | undefined> {
  const id = PairId.safeParse(pairId).data;
  const pair = id && (await readPair(ports.db, who.workspaceId, id));
  const side = pair && sideOf(pair, who.personId);
  if (!pair || !side || pair.kind !== 'coaching') return undefined;
  const sponsor = await seenSponsorOf(ports.db, pair, side);
  if (side === 'guide' && !sponsor) return undefined;
  const me = await personOf(ports.db, who);
  const seen = seenBy(pair, side, me?.timeZone ?? 'UTC');
  const other = await personOf(ports.db, { ...who, personId: seen.other });
  const rhythm = isBegun(pair) ? pair.state.terms.rhythm : null;
  return {
    seen,
    otherName: other?.name || seen.other,
    sessions: rhythm?.form === 'plan' ? rhythm.sessions : null,
    sponsor,
    can: side === 'learner' ? canOf(pair, sponsor) : null,
  };
}

function canOf(pair: Pair, sponsor: SeenSponsor | null): SponsorStanding['can'] {
  if (sponsor && isOpen(sponsor.state)) return isBegun(pair) ? 'write' : null;
  return mayBringIn(pair) ? 'bring-in' : null;
}

/** Not once the client has left: what is over needs no new sponsor. */
export function mayBringIn(pair: Pair): boolean {
  return isBegun(pair) && !pair.state.closing?.by.includes('learner');
}
