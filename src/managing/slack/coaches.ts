import { textsIn } from '../../locales/texts.ts';
import type { PeoplePorts, Readers } from '../../people/flow/readers.ts';
import type { PersonId } from '../../ports.ts';
import { replaceModal, showModal } from '../../slack/answering.ts';
import type { Asking, Feature, MessageKind } from '../../slack/asking.ts';
import {
  coachesFor,
  coachesForHome,
  type DecideResult,
  decideOnCoach,
  isStillSo,
  TOLD,
} from '../flow/coaches.ts';
import {
  COACH_FORM,
  COACHES,
  coachBlocks,
  coachErrors,
  coachesView,
  coachForm,
  coachIn,
  coachTold,
  isAllTicked,
  LOOK_AT_COACH,
  MORE_COACHES,
  managersOnly,
  TAKE_COACH_BACK,
} from '../views/coaches.ts';

/** Who offers coaching, for managers of coaching to confirm. Whether somebody may is asked anew each time. */
export function coaches(
  ports: PeoplePorts,
  readers: Readers,
): Required<Pick<Feature, 'actions' | 'views' | 'messages' | 'homeSection'>> {
  const list = async ({ who }: Asking, offset = 0) => {
    const t = textsIn(readers.languageOf(who));
    const all = await coachesFor(ports, who);
    return all ? coachesView(t, all, { offset }) : managersOnly(t);
  };
  const after = ({ who }: Asking, coach: PersonId, result: DecideResult) => {
    const t = textsIn(readers.languageOf(who));
    if (result.outcome === 'not-manager') return managersOnly(t);
    return coachesView(t, result.coaches, { decided: { outcome: result.outcome, coach } });
  };

  return {
    actions: {
      [COACHES]: (asking) => showModal(asking, readers, () => list(asking), { looksUp: true }),
      [MORE_COACHES]: async (asking) =>
        replaceModal(asking, await list(asking, Number.parseInt(asking.value ?? '', 10) || 0)),
      [LOOK_AT_COACH]: (asking) => {
        const coach = coachIn(asking.value);
        return showModal(
          asking,
          readers,
          async ({ language }) =>
            coach && (await coachesFor(ports, asking.who))
              ? coachForm(textsIn(language), coach)
              : managersOnly(textsIn(language)),
          { looksUp: true },
        );
      },
      async [TAKE_COACH_BACK](asking) {
        const coach = coachIn(asking.value);
        if (!coach) return replaceModal(asking, await list(asking));
        const result = await decideOnCoach(ports, asking.who, coach, { isConfirmed: false });
        await replaceModal(asking, after(asking, coach, result));
      },
    },
    views: {
      async [COACH_FORM](asking) {
        const { view, client, who, ack } = asking;
        const coach = coachIn(view.private_metadata);
        if (!coach || !isAllTicked(view)) {
          const errors = coachErrors(textsIn(readers.languageOf(who)));
          return ack({ response_action: 'errors', errors });
        }
        const now = after(asking, coach, await decideOnCoach(ports, who, coach, { isConfirmed: true }));
        // Opened from the list, it gives way to the list; from the Home, the list takes its place.
        if (view.previous_view_id === null) return ack({ response_action: 'update', view: now });
        await client.views.update({ view_id: view.previous_view_id, view: now });
        await ack();
      },
    },
    messages: {
      [TOLD.confirmed]: told('confirmed'),
      [TOLD['taken-back']]: told('taken-back'),
    },
    async homeSection(who, { language, isAdmin }) {
      return coachBlocks(textsIn(language), await coachesForHome(ports, who, { isAdmin }));
    },
  };

  function told(decided: keyof typeof TOLD): MessageKind {
    return {
      async render(to, _about, language) {
        return (await isStillSo(ports, to, decided)) ? coachTold(textsIn(language), decided) : undefined;
      },
    };
  }
}
