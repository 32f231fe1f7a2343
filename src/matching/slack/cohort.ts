import type { ModalView } from '@slack/types';
import { type Texts, textsIn } from '../../locales/texts.ts';
import type { PeoplePorts, Readers } from '../../people/flow/readers.ts';
import { PersonId } from '../../ports.ts';
import { ProgramId } from '../../programs/program.ts';
import { showModal } from '../../slack/answering.ts';
import type { ActionAsking, Asking, Feature, FormAsking } from '../../slack/asking.ts';
import { DraftId, type Together } from '../draft.ts';
import { LISTS } from '../figures.ts';
import { dropDraft, lookAt, managed, managedCohorts, openCohort, runAgain } from '../flow/drafting.ts';
import { type Want, want } from '../flow/pinning.ts';
import { publishTurn } from '../flow/publishing.ts';
import { unmatchedIn } from '../flow/unmatched.ts';
import {
  actOf,
  COHORT_BACK,
  COHORT_CHOOSE,
  COHORT_DROP,
  COHORT_LIST,
  COHORT_ON,
  COHORT_PAIR,
  COHORT_RUN,
  type Place,
  placeIn,
} from '../views/cohort.ts';
import { COHORT_OPEN, cohortSection, cohortUnmatched } from '../views/cohort-home.ts';
import { COHORT_PIN, cohortPin, cohortSaid, PIN_GUIDE, parsePin } from '../views/cohort-publish.ts';
import { cohortPublishing } from './cohort-publishing.ts';
import { draftView, FIRST, replaceDraft } from './cohort-view.ts';

/** A cohort, for the managers of its program: from the Home over the draft to what is published. */
export function cohort(ports: PeoplePorts, readers: Readers): Feature {
  const publishes = cohortPublishing(ports, readers);
  const textsFor = async ({ who }: Asking): Promise<Texts> => textsIn((await readers.load(who)).language);

  /** What a press in the draft is about; a press in a modal without one, or in none, is told that there is none. */
  const inDraft =
    (act: (asking: ActionAsking, t: Texts, place: Place) => Promise<ModalView | undefined>) =>
    async (asking: ActionAsking): Promise<void> => {
      const t = await textsFor(asking);
      const place = placeIn(asking.inView?.metadata ?? '');
      const view = place ? await act(asking, t, place) : cohortSaid(t, t('cohort:said.gone'));
      if (view) await replaceDraft(asking, view);
    };

  /** The draft as it stands, where one looks at it. */
  const again = async ({ who }: Asking, t: Texts, { draftId, list, page }: Place): Promise<ModalView> =>
    draftView(t, await lookAt(ports, who, draftId), { list, page });

  const page = (by: number) =>
    inDraft((asking, t, place) => again(asking, t, { ...place, page: place.page + by }));

  /** Asks whom a learner is to be matched with, in a form on top of the draft. */
  const choose = (asking: ActionAsking, draftId: DraftId, learnerId: PersonId): Promise<void> =>
    showModal(
      asking,
      readers,
      async ({ language }) => {
        const t = textsIn(language);
        const found = await managed(ports, asking.who, draftId);
        return 'outcome' in found
          ? cohortSaid(t, t(`cohort:said.${found.outcome}`))
          : cohortPin(t, { draftId, learnerId });
      },
      { looksUp: true },
    );

  async function wanted(
    asking: ActionAsking,
    t: Texts,
    place: Place,
    what: Want,
    pair: Together,
  ): Promise<ModalView | undefined> {
    const { outcome } = await want(ports, asking.who, place.draftId, what, pair);
    switch (outcome) {
      case 'not-available':
      case 'no-place':
        await asking.client.views.push({
          trigger_id: asking.triggerId,
          view: cohortSaid(t, t(`cohort:refused.${outcome}`)),
        });
        return undefined;
      case 'not-manager':
      case 'gone':
        return cohortSaid(t, t(`cohort:said.${outcome}`));
      case 'done':
      case 'ended':
        return again(asking, t, place);
    }
  }

  return {
    name: 'matching.cohort',
    actions: {
      ...publishes.actions,
      [COHORT_OPEN]: (asking) =>
        showModal(
          asking,
          readers,
          async ({ language }) => {
            const t = textsIn(language);
            const id = ProgramId.safeParse(asking.value).data;
            return id
              ? draftView(t, await openCohort(ports, asking.who, id), FIRST)
              : cohortSaid(t, t('cohort:said.no-program'));
          },
          { looksUp: true },
        ),
      [COHORT_LIST]: inDraft(async ({ who, value }, t, place) => {
        const list = LISTS.find((one) => one === value) ?? place.list;
        return draftView(t, await lookAt(ports, who, place.draftId), { list, page: 0 });
      }),
      [COHORT_BACK]: page(-1),
      [COHORT_ON]: page(1),
      [COHORT_RUN]: inDraft(async ({ who }, t, place) =>
        draftView(t, await runAgain(ports, who, place.draftId), { list: place.list, page: 0 }),
      ),
      [COHORT_DROP]: inDraft(async ({ who }, t, { draftId }) => {
        const { outcome } = await dropDraft(ports, who, draftId);
        if (outcome === 'ended') return draftView(t, await lookAt(ports, who, draftId), FIRST);
        return cohortSaid(t, outcome === 'dropped' ? t('cohort:drop.done') : t(`cohort:said.${outcome}`));
      }),
      [COHORT_PAIR]: inDraft(async (asking, t, place) => {
        const chosen = actOf(asking.value);
        if (!chosen) return again(asking, t, place);
        const { act, pair } = chosen;
        if (act !== 'other') return wanted(asking, t, place, act, pair);
        await choose(asking, place.draftId, pair.learnerId);
        return undefined;
      }),
      [COHORT_CHOOSE]: inDraft(async (asking, t, place) => {
        const learnerId = PersonId.safeParse(asking.value).data;
        if (!learnerId) return again(asking, t, place);
        await choose(asking, place.draftId, learnerId);
        return undefined;
      }),
    },
    views: {
      ...publishes.views,
      [COHORT_PIN]: (asking) => pinned(asking),
    },
    messages: {
      'matching.cohort-unmatched': {
        async render({ workspaceId, personId }, about, language) {
          const draftId = DraftId.parse(about['draftId']);
          const told = await unmatchedIn(ports, workspaceId, personId, draftId);
          return told && cohortUnmatched(textsIn(language), told);
        },
      },
    },
    due: [publishTurn(ports)],
    async homeSection(who, { language, isAdmin }) {
      const programs = await managedCohorts(ports, who, isAdmin);
      return cohortSection(
        textsIn(language),
        programs.map(({ program: { id, name }, waiting, draft }) => ({ id, name, waiting, draft })),
      );
    },
  };

  async function pinned(asking: FormAsking): Promise<void> {
    const t = await textsFor(asking);
    const { who, view, client } = asking;
    const form = parsePin(view);
    if (!form) return asking.ack({ response_action: 'update', view: cohortSaid(t, t('cohort:said.gone')) });
    const refuse = (text: string): Promise<void> =>
      asking.ack({ response_action: 'errors', errors: { [PIN_GUIDE]: text } });
    if (!form.pair) return refuse(t('cohort:refused.missing'));
    const { outcome } = await want(ports, who, form.draftId, 'pin', form.pair);
    if (outcome === 'not-manager' || outcome === 'gone') return refuse(t(`cohort:said.${outcome}`));
    if (outcome !== 'done') return refuse(t(`cohort:refused.${outcome}`));
    const wishes = async (): Promise<ModalView> =>
      draftView(t, await lookAt(ports, who, form.draftId), { list: 'wishes', page: 0 });
    // Beneath it lies the draft; where nothing does, the draft takes its place.
    if (!view.previous_view_id) return asking.ack({ response_action: 'update', view: await wishes() });
    await asking.ack();
    await client.views.update({ view_id: view.previous_view_id, view: await wishes() });
  }
}
