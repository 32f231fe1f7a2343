import { personOf } from '../../people/flow/people.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { Spoken } from '../../people/profile.ts';
import type { Language, PersonId, PersonKey } from '../../ports.ts';
import { spokenIn } from '../wishing.ts';
import type { SeenOffer } from './seeing.ts';
import { requestAtHand } from './steps.ts';

/**
 * Who was asked right before this offer was made; nothing where nobody was, where that one accepted (then a first
 * conversation came of it, and they are told of its end), or for anybody but the learner.
 */
export async function askedBefore(
  ports: PeoplePorts,
  who: PersonKey,
  { offer, side }: SeenOffer,
): Promise<PersonId | undefined> {
  const at = await requestAtHand(ports.db, who.workspaceId, offer.requestId, { lock: false });
  if (side !== 'learner' || !at) return undefined;
  const here = at.offers.findIndex(({ id }) => id === offer.id);
  const before = at.offers[here - 1];
  return before?.state.state === 'accepted' ? undefined : before?.guideId;
}

/**
 * The language that a form is filled with: the one in which this person uses Slack.
 *
 * @param language where that cannot be chosen, or Slack cannot be asked
 */
export async function spokenBy(ports: PeoplePorts, who: PersonKey, language: Language): Promise<Spoken> {
  const person = await personOf(ports.db, who);
  const locale = person?.locale ?? (await ports.facts.factsOf(who).catch(() => undefined))?.locale;
  return (locale && spokenIn(locale)) || language;
}
