import { textsIn } from '../../locales/texts.ts';
import type { Readers } from '../../people/flow/readers.ts';
import { showInPlace } from '../../slack/answering.ts';
import { courseFor } from '../flow/course.ts';
import { saveGoal } from '../flow/goals.ts';
import { pairFor } from '../flow/pairs.ts';
import { lookBack } from '../flow/reviews.ts';
import type { PairsPorts } from '../flow/steps.ts';
import { GOAL, REVIEW } from '../views/actions.ts';
import { renewalForm } from '../views/mentoring/renewal.ts';
import { openedAbout } from '../views/sessions/booking.ts';
import { GOAL_FORM, goalForm, goalView, parseGoal } from '../views/sessions/goal.ts';
import {
  parseReview,
  REVIEW_FORM,
  reviewAsked,
  reviewedView,
  reviewForm,
  reviewSent,
} from '../views/sessions/review.ts';
import { sponsorOffer } from '../views/sponsor/standing.ts';
import { notYoursView, pairView } from '../views/trial.ts';
import type { Part } from './part.ts';

/** What a coaching client wants to reach, and looking back: at half-time, at the end, after six months of mentoring. */
export function goals(ports: PairsPorts, readers: Readers): Part {
  return {
    actions: {
      [GOAL]: (asking) =>
        showInPlace(asking, readers, async ({ language }) => {
          const t = textsIn(language);
          const seen = await courseFor(ports, asking.who, asking.value ?? '');
          if (seen?.kind !== 'coaching') return notYoursView(t);
          return seen.side === 'learner' && !seen.now.left ? goalForm(t, seen) : goalView(t, seen);
        }),
      [REVIEW]: (asking) =>
        showInPlace(asking, readers, async ({ language }) => {
          const t = textsIn(language);
          const about = reviewAsked(asking.value);
          const seen = about && (await courseFor(ports, asking.who, about.pairId));
          if (!seen || (about.of === 'renewal') !== (seen.kind === 'mentoring')) return notYoursView(t);
          if (seen.now.left) return pairView(t, seen);
          return about.of === 'renewal'
            ? renewalForm(t, seen, about.round)
            : reviewForm(t, seen, about.of, about.round);
        }),
    },
    views: {
      async [GOAL_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const { pairId, version } = openedAbout(view.private_metadata);
        const parsed = parseGoal(view, version);
        if (!parsed.ok) {
          const errors = Object.keys(parsed.problems).map((block) => [block, t('sessions:goal.missing')]);
          return ack({ response_action: 'errors', errors: Object.fromEntries(errors) });
        }
        const result = await saveGoal(ports, who, pairId, parsed.goal);
        const seen = await courseFor(ports, who, pairId);
        const stands = await pairFor(ports, who, pairId);
        const shown =
          result.outcome === 'changed' ? seen && goalForm(t, seen, parsed.goal) : seen && goalView(t, seen);
        await ack({
          response_action: 'update',
          view: shown ?? (stands ? pairView(t, stands) : notYoursView(t)),
        });
      },
      async [REVIEW_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const about = reviewSent(view.private_metadata);
        if (!about || about.of === 'renewal')
          return ack({ response_action: 'update', view: notYoursView(t) });
        const { pairId, of, round } = about;
        const parsed = parseReview(view, of);
        if (!parsed.ok) {
          const errors = Object.keys(parsed.problems).map((block) => [block, t('sessions:review.missing')]);
          return ack({ response_action: 'errors', errors: Object.fromEntries(errors) });
        }
        const { said, useful, takeaway } = parsed;
        const result = await lookBack(ports, who, pairId, { of, round, said, useful, takeaway });
        const seen = result.outcome === 'done' ? await courseFor(ports, who, pairId) : undefined;
        if (seen && said !== 'close')
          return ack({ response_action: 'update', view: reviewedView(t, seen, of, said) });
        const stands = await pairFor(ports, who, pairId);
        if (!stands) return ack({ response_action: 'update', view: notYoursView(t) });
        const standing = pairView(t, stands);
        const offer =
          seen?.side === 'learner' ? sponsorOffer(t, { pairId, sponsor: seen.sponsor ?? null }) : [];
        await ack({
          response_action: 'update',
          view: { ...standing, blocks: [...standing.blocks, ...offer] },
        });
      },
    },
  };
}
