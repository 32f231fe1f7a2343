import type { Texts } from '../../../locales/texts.ts';
import { dateIn } from '../../../people/views/words.ts';
import { escaped } from '../../../slack/text.ts';
import type { SeenCourse, SeenSession } from '../../seen.ts';
import { mention } from '../parts.ts';
import { whenText } from '../when.ts';

/** What became of a date or a meeting, in a sentence or two of mrkdwn. */
export function becameText(t: Texts, seen: SeenCourse, session: SeenSession): string {
  const other = mention(seen);
  const day = dateIn(t, session.startsAt, seen.myZone);
  switch (session.state) {
    case 'booked': {
      const when = escaped(whenText(t, seen, session.startsAt));
      return t('mentoring:stands.planned', { other, when });
    }
    case 'held': {
      const held = t('mentoring:stands.held', { other, day });
      return isDisputed(session) ? `${held} ${t('mentoring:stands.disputed')}` : held;
    }
    case 'not-held':
      return t('mentoring:stands.notHeld', { other, day });
    case 'cancelled':
      return t('mentoring:stands.cancelled', { other, day });
  }
}

/** Do the two remember it differently? */
function isDisputed({ reports: { guide, learner } }: Pick<SeenSession, 'reports'>): boolean {
  return guide !== null && learner !== null && guide.said !== learner.said;
}
