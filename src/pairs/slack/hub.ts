import type { ModalView } from '@slack/types';
import { type Texts, textsIn } from '../../locales/texts.ts';
import type { PeoplePorts, Readers } from '../../people/flow/readers.ts';
import { showInPlace, showModal } from '../../slack/answering.ts';
import type { ActionAsking, Asking } from '../../slack/asking.ts';
import { courseFor } from '../flow/course.ts';
import { pairsOf } from '../flow/overview.ts';
import { pairFor } from '../flow/pairs.ts';
import type { SeenCourse } from '../seen.ts';
import { AGREEMENT, ALL_PAIRS, HISTORY, HISTORY_PAGE, OPEN_PAIR } from '../views/actions.ts';
import { agreementView } from '../views/agreement.ts';
import { historyView, turnedTo } from '../views/hub/history.ts';
import { hubView } from '../views/hub/hub.ts';
import { pairsView } from '../views/hub/list.ts';
import { statusMessage } from '../views/hub/status.ts';
import { nextView } from '../views/next.ts';
import { notYoursView } from '../views/trial.ts';
import type { Part } from './part.ts';

/** What one opens: a pair with all that is to be known and done, what the two have had, all pairs in short. */
export function hub(ports: PeoplePorts, readers: Readers): Part {
  /** A pair that has begun, or what can be said instead. */
  async function course(
    { who }: Asking,
    pairId: string,
    view: (t: Texts, seen: SeenCourse) => ModalView,
  ): Promise<ModalView> {
    const t = textsIn(readers.languageOf(who));
    const begun = await courseFor(ports, who, pairId);
    if (begun) return view(t, begun);
    const seen = await pairFor(ports, who, pairId);
    return seen ? nextView(t, seen) : notYoursView(t);
  }
  const show =
    (view: (t: Texts, seen: SeenCourse) => ModalView) =>
    (asking: ActionAsking): Promise<void> =>
      showModal(asking, readers, () => course(asking, asking.value ?? '', view), { looksUp: true });

  return {
    commands: {
      async status(asking) {
        await asking.ack();
        const { language } = await readers.load(asking.who);
        const pairs = await pairsOf(ports, asking.who);
        await asking.respond(statusMessage(textsIn(language), pairs, asking.command, ports.clock.now()));
      },
    },
    actions: {
      [OPEN_PAIR]: show((t, seen) => hubView(t, seen, ports.clock.now())),
      [HISTORY]: show((t, seen) => historyView(t, seen)),
      [AGREEMENT]: show(agreementView),
      [HISTORY_PAGE]: (asking) => {
        const { pairId, page } = turnedTo(asking.value ?? '');
        return showInPlace(asking, readers, () =>
          course(asking, pairId, (t, seen) => historyView(t, seen, page)),
        );
      },
      [ALL_PAIRS]: (asking) =>
        showInPlace(asking, readers, async ({ language }) =>
          pairsView(
            textsIn(language),
            await pairsOf(ports, asking.who),
            Number(asking.value) || 0,
            ports.clock.now(),
          ),
        ),
    },
  };
}
