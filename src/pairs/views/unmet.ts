import type { Texts } from '../../locales/texts.ts';
import type { Message } from '../../slack/asking.ts';
import type { Seen } from '../seen.ts';
import { buttonsOf, dayText, mention, messageOf, standingText } from './parts.ts';

/**
 * To whoever has not answered, whatever the other did: what the managers of the program will see where the two have not
 * met, and from when on. It says nothing of what anybody did or did not do, and asks for nothing.
 *
 * @param from when they see it at the earliest; without it, how it stands
 */
export function unmetMessage(t: Texts, seen: Seen, from?: Date): Message {
  if (!from) return messageOf([standingText(t, seen)], []);
  const told = { date: dayText(t, from, seen) };
  return messageOf(
    [t('pairs:unmet.talk', { other: mention(seen) }), t('pairs:unmet.managers', told)],
    buttonsOf(t, seen),
  );
}
