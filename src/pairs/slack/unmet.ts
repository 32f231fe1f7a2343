import { textsIn } from '../../locales/texts.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import { pairWithOther } from '../flow/pairs.ts';
import { shownFromFor, UNMET } from '../flow/unmet.ts';
import { isIn, type Seen, type SeenIn } from '../seen.ts';
import { unmetMessage } from '../views/unmet.ts';
import type { Part } from './part.ts';

/** What each of the two is told before managers see that they have not met. Its buttons are those of every trial. */
export function unmet(ports: PeoplePorts): Part {
  return {
    messages: {
      [UNMET]: {
        async render(to, { pairId = '' }, language, isSent) {
          const t = textsIn(language);
          const found = await pairWithOther(ports, to, pairId);
          if (!found) return undefined;
          const { seen, other } = found;
          if (!isOpen(seen)) return isSent ? unmetMessage(t, seen) : undefined;
          // While one of them is away nobody is told, and so nothing is shown of them.
          if (!isSent && other.isPaused) return undefined;
          const { pairId: id, now } = seen;
          const from = await shownFromFor(ports, to, { pairId: id, metBy: now.metBy });
          return unmetMessage(t, seen, from);
        },
      },
    },
  };
}

/** Has the reader still to say that they have talked, or that it does not go on? What the other said is not asked. */
function isOpen(seen: Seen): seen is SeenIn<'trial'> {
  return isIn(seen, 'trial') && !seen.now.answered && !seen.now.left;
}
