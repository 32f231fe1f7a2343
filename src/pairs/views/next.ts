import type { ModalView } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { isIn, type Seen } from '../seen.ts';
import { agreementForm } from './agreement.ts';
import { pairView, trialForm } from './trial.ts';

/**
 * What is next with a pair that has not begun or is over, whichever of its buttons was pressed: an old one leads to what
 * holds now. What one that has begun opens is hub/hub.ts.
 */
export function nextView(t: Texts, seen: Seen): ModalView {
  if (isIn(seen, 'trial') && !seen.now.answered && !seen.now.left) return trialForm(t, seen);
  if (isIn(seen, 'agreement') && !seen.now.left) return agreementForm(t, seen);
  return pairView(t, seen);
}
