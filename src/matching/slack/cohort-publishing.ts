import type { ModalView } from '@slack/types';
import { type Texts, textsIn } from '../../locales/texts.ts';
import type { PeoplePorts, Readers } from '../../people/flow/readers.ts';
import type { Asking, Feature } from '../../slack/asking.ts';
import { slackErrorOf } from '../../slack/errors.ts';
import type { Draft } from '../draft.ts';
import { lookAt } from '../flow/drafting.ts';
import { beforePublishing, goOnPublishing, publishDraft } from '../flow/publishing.ts';
import { COHORT, placeIn } from '../views/cohort.ts';
import {
  COHORT_PUBLISH,
  COHORT_RETURN,
  cohortProgress,
  cohortPublish,
  cohortSaid,
  publishing,
} from '../views/cohort-publish.ts';
import { draftView, FIRST, replaceDraft } from './cohort-view.ts';

/** From a draft to what is published: what would be sent, the way back, and the last word. */
export function cohortPublishing(
  ports: PeoplePorts,
  readers: Readers,
): Required<Pick<Feature, 'actions' | 'views'>> {
  const textsFor = async ({ who }: Asking): Promise<Texts> => textsIn((await readers.load(who)).language);
  return {
    actions: {
      [COHORT_RETURN]: async (asking) => {
        const t = await textsFor(asking);
        const about = publishing(asking.inView?.metadata ?? '');
        const looked = about && (await lookAt(ports, asking.who, about.draftId));
        await replaceDraft(asking, draftView(t, looked ?? { outcome: 'gone' }, FIRST));
      },
    },
    views: {
      async [COHORT](asking) {
        const t = await textsFor(asking);
        const place = placeIn(asking.view.private_metadata);
        const found = place && (await beforePublishing(ports, asking.who, place));
        await asking.ack({ response_action: 'update', view: beforeView(t, found ?? { outcome: 'gone' }) });
      },
      async [COHORT_PUBLISH](asking) {
        const t = await textsFor(asking);
        const { who, view, client } = asking;
        const about = publishing(view.private_metadata);
        const begun = about
          ? await publishDraft(ports, who, about)
          : ({ outcome: 'gone' } as const satisfies { outcome: 'gone' });
        if (!('draft' in begun)) {
          const said = cohortSaid(t, t(`cohort:said.${begun.outcome}`));
          return asking.ack({ response_action: 'update', view: said });
        }
        await asking.ack({ response_action: 'update', view: cohortProgress(t, begun.draft) });
        const { draft } = begun;
        const show = async (now: Draft): Promise<void> => {
          await client.views
            .update({ view_id: view.id, view: cohortProgress(t, now) })
            // The person may have closed it, as they were told they could.
            .catch((error: unknown) => {
              if (slackErrorOf(error) !== 'not_found') throw error;
            });
        };
        await goOnPublishing(ports, draft.workspaceId, draft.id, show);
      },
    },
  };
}

/** What would be sent, or why it cannot be published as it stands. */
function beforeView(t: Texts, found: Awaited<ReturnType<typeof beforePublishing>>): ModalView {
  switch (found.outcome) {
    case 'draft':
      return cohortPublish(t, found.shown);
    case 'run-again':
    case 'nothing':
    case 'not-started':
      return cohortSaid(t, t(`cohort:said.${found.outcome}`));
    default:
      return draftView(t, found, FIRST);
  }
}
