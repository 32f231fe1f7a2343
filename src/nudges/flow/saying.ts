import type { Language, OutgoingMessage } from '../../ports.ts';
import { compose, type Part } from '../compose.ts';
import type { Nudge } from '../nudge.ts';
import type { releaseNudges } from '../store/sending.ts';
import type { Decided } from './deciding.ts';

type Released = Parameters<typeof releaseNudges>[2][number];

/**
 * What the nudges of one message say together; nothing where none of them is to be said now. One that cannot be said has
 * failed, and the others go.
 *
 * @param nextDay when somebody who is nudged now may be nudged again, with what does not fit in
 * @returns `said`: the message; `released`: nudges that are not in it, and what becomes of them; `threw`: why some of these
 * could not be said
 * @throws where none of them could be decided on or said; nothing is decided then
 */
export function sayTogether(
  own: readonly Nudge[],
  decided: ReadonlyMap<string, Decided>,
  language: Language,
  nextDay: () => Date,
): {
  released: Released[];
  said: OutgoingMessage | undefined;
  threw: { id: string; error: unknown }[];
} {
  const released: Released[] = [];
  const parts: Part[] = [];
  const threw: { id: string; error: unknown }[] = [];
  for (const { id } of own) {
    const decision = said(decided.get(id), language);
    if (decision?.outcome === 'threw') threw.push({ id, error: decision.error });
    else if (decision?.outcome === 'postpone') released.push({ id, until: decision.until });
    else if (decision?.outcome === 'send') {
      if (decision.message) parts.push({ id, message: decision.message });
      else released.push({ id, state: 'dropped', why: 'nothing_to_say' });
    } else released.push({ id, state: 'dropped', why: decision?.why ?? 'not_decided' });
  }
  if (threw.length > 0 && threw.length === own.length) throw threw[0]?.error;
  released.push(...threw.map(({ id }) => ({ id, state: 'failed' as const, why: 'not_rendered' })));
  const [first, ...rest] = parts;
  const whole = first && compose([first, ...rest]);
  const left = parts.filter(({ id }) => !whole?.included.includes(id));
  if (left.length > 0) {
    const until = nextDay();
    released.push(...left.map(({ id }) => ({ id, until })));
  }
  return { said: whole?.message, released, threw };
}

type Said = Exclude<Decided, { outcome: 'send' }> | { outcome: 'send'; message: OutgoingMessage | undefined };

/** A decision with the words made, or with what was thrown meanwhile. */
function said(decided: Decided | undefined, language: Language): Said | undefined {
  if (decided?.outcome !== 'send') return decided;
  try {
    return { outcome: 'send', message: decided.say(language) };
  } catch (error) {
    return { outcome: 'threw', error };
  }
}
