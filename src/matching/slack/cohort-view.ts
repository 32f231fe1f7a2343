import type { ModalView } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { replaceModal } from '../../slack/answering.ts';
import type { Asking } from '../../slack/asking.ts';
import type { List } from '../figures.ts';
import type { Looked } from '../flow/drafting.ts';
import { cohortDraft } from '../views/cohort.ts';
import { cohortProgress, cohortSaid } from '../views/cohort-publish.ts';

/** Where one begins to look at a draft. */
export const FIRST = { list: 'all', page: 0 } as const satisfies { list: List; page: number };

/** A draft, how far it has been published, or the sentence why there is none. */
export function draftView(t: Texts, looked: Looked, where: { list: List; page: number }): ModalView {
  switch (looked.outcome) {
    case 'draft':
      return cohortDraft(t, looked.shown, { list: where.list, page: where.page });
    case 'publishing':
    case 'published':
      return cohortProgress(t, looked.draft);
    case 'no-learners':
      return cohortSaid(
        t,
        looked.out > 0
          ? t('cohort:said.no-learners-but-out', { count: looked.out })
          : t('cohort:said.no-learners'),
      );
    default:
      return cohortSaid(t, t(`cohort:said.${looked.outcome}`));
  }
}

/**
 * Puts a view in the place of the modal in which a button was pressed, whatever was shown in it meanwhile: of two presses
 * the last one counts. Pressed in no modal, it opens one.
 */
export function replaceDraft(asking: Asking, view: ModalView): Promise<void> {
  const { inView } = asking;
  return replaceModal({ ...asking, ...(inView && { inView: { ...inView, hash: '' } }) }, view);
}
