import type { Database, Tx } from '../../storage/database.ts';
import type { Pair, Side } from '../pair.ts';
import { type SeenSponsor, sponsorSeenBy } from '../sponsor.ts';
import { readSponsors, readSponsorTexts } from '../store/sponsors.ts';

/** A pair's sponsor as one of its sides sees it; null where there is none, or none that the coach was shown. */
export async function seenSponsorOf(
  db: Database | Tx,
  { workspaceId, id, kind }: Pick<Pair, 'workspaceId' | 'id' | 'kind'>,
  side: Side,
): Promise<SeenSponsor | null> {
  if (kind !== 'coaching') return null;
  const sponsor = (await readSponsors(db, workspaceId, id)).at(-1);
  return sponsor ? sponsorSeenBy(side, sponsor, await readSponsorTexts(db, workspaceId, id)) : null;
}
