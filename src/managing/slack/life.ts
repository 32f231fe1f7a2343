import type { ModalView } from '@slack/types';
import { type Texts, textsIn } from '../../locales/texts.ts';
import type { Readers } from '../../people/flow/readers.ts';
import type { PersonKey } from '../../ports.ts';
import type { ProgramId } from '../../programs/program.ts';
import { showInPlace, showModal } from '../../slack/answering.ts';
import type { ActionAsking, Feature, FormAsking } from '../../slack/asking.ts';
import { APPOINTED, appoint, managersToEdit } from '../flow/appointing.ts';
import { DATE_NOTICE, datesTurn, dateTold, managedBy } from '../flow/dates.ts';
import {
  beforeStep,
  changeProgram,
  createDraft,
  extendProgram,
  renewProgram,
  takeLifeStep,
} from '../flow/life.ts';
import { managed, type ProgramPorts } from '../flow/program.ts';
import { homeOf, mayCreate, pageOf } from '../flow/seeing.ts';
import {
  CHANGE,
  CHANGE_FORM,
  CREATE,
  CREATE_FORM,
  EXTEND,
  EXTEND_FORM,
  MANAGERS,
  MANAGERS_FORM,
  PROGRAM,
  RENEW,
  STEP_FORM,
  STEPS,
} from '../views/actions.ts';
import {
  createForm,
  detailErrors,
  detailsForm,
  extendForm,
  openedWith,
  sentDay,
  sentDetails,
  sentProgram,
} from '../views/details.ts';
import { programBlocks } from '../views/home.ts';
import {
  appointedMessage,
  confirmStep,
  dateMessage,
  managersErrors,
  managersForm,
  renewalIn,
  sentManagers,
  stepIn,
} from '../views/life.ts';
import { type PageDone, programPage } from '../views/page.ts';
import { programIn, programSaid } from '../views/words.ts';

const GONE = { outcome: 'gone' } as const;

/** A program's life, for its managers: set up, change, open, start, end; who manages it. Whether somebody may is asked anew each time. */
export function life(
  ports: ProgramPorts,
  readers: Readers,
): Required<Pick<Feature, 'actions' | 'views' | 'messages' | 'homeSection' | 'due'>> {
  /** A program's page, or that somebody may not see it. */
  async function page(who: PersonKey, id: ProgramId | undefined, done?: PageDone): Promise<ModalView> {
    const { language } = await readers.load(who);
    const t = textsIn(language);
    const found = id ? await pageOf(ports, who, id) : GONE;
    return found.outcome === 'found' ? programPage(t, found.page, done) : programSaid(t, found.outcome);
  }

  /** Shows a form about the program that a button names. */
  const show = (
    asking: ActionAsking,
    build: (t: Texts, id: ProgramId) => Promise<ModalView>,
    id = programIn(asking.value),
  ): Promise<void> =>
    showModal(
      asking,
      readers,
      ({ language }) => {
        const t = textsIn(language);
        return id ? build(t, id) : Promise.resolve(programSaid(t, 'gone'));
      },
      { looksUp: true },
    );

  /** Asks whether the step that a button names is meant. */
  const confirm = (asking: ActionAsking): Promise<void> => {
    const named = stepIn(asking.value);
    return show(
      asking,
      async (t, id) => {
        const found = named ? await beforeStep(ports, asking.who, id, named.step) : GONE;
        return found.outcome === 'found' ? confirmStep(t, found.before) : programSaid(t, found.outcome);
      },
      named?.programId,
    );
  };

  const textsFor = ({ who }: FormAsking): Texts => textsIn(readers.languageOf(who));
  const errors = ({ ack }: FormAsking, found: Record<string, string>): Promise<void> =>
    ack({ response_action: 'errors', errors: found });

  /** A form has done its work: it closes, and the page beneath it shows what holds now; without one it becomes it. */
  async function after({ view: form, client, ack }: FormAsking, view: ModalView): Promise<void> {
    if (form.previous_view_id === null) return ack({ response_action: 'update', view });
    await client.views.update({ view_id: form.previous_view_id, view });
    await ack();
  }

  return {
    actions: {
      [PROGRAM]: (asking) => showInPlace(asking, readers, () => page(asking.who, programIn(asking.value))),
      [CREATE]: (asking) =>
        showModal(
          asking,
          readers,
          async ({ language }) => {
            const t = textsIn(language);
            return (await mayCreate(ports, asking.who))
              ? createForm(t, ports.newId())
              : programSaid(t, 'may-not-create');
          },
          { looksUp: true },
        ),
      [RENEW]: (asking) =>
        showInPlace(asking, readers, async ({ language }) => {
          const named = renewalIn(asking.value);
          const result = named ? await renewProgram(ports, asking.who, named) : GONE;
          return result.outcome === 'created'
            ? page(asking.who, result.programId, 'renewed')
            : programSaid(textsIn(language), result.outcome);
        }),
      [CHANGE]: (asking) =>
        show(asking, async (t, id) => {
          const found = await managed(ports, asking.who, id);
          return found.outcome === 'found' ? detailsForm(t, found.program) : programSaid(t, found.outcome);
        }),
      [EXTEND]: (asking) =>
        show(asking, async (t, id) => {
          const found = await managed(ports, asking.who, id);
          if (found.outcome !== 'found') return programSaid(t, found.outcome);
          return found.program.isForAll ? programSaid(t, 'gone') : extendForm(t, found.program);
        }),
      [STEPS.open]: confirm,
      [STEPS.start]: confirm,
      [STEPS.end]: confirm,
      [STEPS['throw-away']]: confirm,
      [MANAGERS]: (asking) =>
        show(asking, async (t, id) => {
          const found = await managersToEdit(ports, asking.who, id);
          return found.outcome === 'found'
            ? managersForm(t, found.program, found.managers)
            : programSaid(t, found.outcome);
        }),
    },
    views: {
      async [CREATE_FORM](asking) {
        const { who, view } = asking;
        const reader = await readers.load(who);
        const t = textsIn(reader.language);
        const created = await createDraft(ports, who, sentProgram(view), reader);
        if (created.outcome === 'wrong') return errors(asking, detailErrors(t, created.wrong));
        const shown =
          created.outcome === 'created'
            ? await page(who, created.programId, 'created')
            : programSaid(t, created.outcome === 'not-manager' ? 'may-not-create' : created.outcome);
        return asking.ack({ response_action: 'update', view: shown });
      },
      async [CHANGE_FORM](asking) {
        const { who, view } = asking;
        const t = textsFor(asking);
        const [opened, typed] = [openedWith(view.private_metadata), sentDetails(view)];
        const result = opened ? await changeProgram(ports, who, opened, typed) : GONE;
        switch (result.outcome) {
          case 'wrong':
            return errors(asking, detailErrors(t, result.wrong));
          case 'changed-meanwhile': {
            const { program, differing } = result;
            const again = detailsForm(t, program, { typed, meanwhile: { program, differing } });
            return asking.ack({ response_action: 'update', view: again });
          }
          case 'saved':
            return after(asking, await page(who, opened?.programId, 'changed'));
          case 'not-manager':
          case 'gone':
            return after(asking, programSaid(t, result.outcome));
        }
      },
      async [EXTEND_FORM](asking) {
        const { who, view } = asking;
        const t = textsFor(asking);
        const id = programIn(view.private_metadata);
        const result = id ? await extendProgram(ports, who, id, sentDay(view)) : GONE;
        if (result.outcome === 'wrong')
          return errors(asking, detailErrors(t, new Map([['endsOn', result.wrong]])));
        return after(
          asking,
          result.outcome === 'saved' ? await page(who, id, 'extended') : programSaid(t, result.outcome),
        );
      },
      async [STEP_FORM](asking) {
        const { who, view } = asking;
        const t = textsFor(asking);
        const named = stepIn(view.private_metadata);
        const result = named ? await takeLifeStep(ports, who, named) : GONE;
        if (result.outcome === 'stepped' || result.outcome === 'same') {
          const step = named?.step;
          return after(
            asking,
            step === 'throw-away' ? programSaid(t, 'thrown-away') : await page(who, named?.programId, step),
          );
        }
        // What it lacks stands on its page.
        const shown =
          result.outcome === 'lacks' ? await page(who, named?.programId) : programSaid(t, result.outcome);
        return after(asking, shown);
      },
      async [MANAGERS_FORM](asking) {
        const { who, view } = asking;
        const t = textsFor(asking);
        const id = programIn(view.private_metadata);
        const result = id ? await appoint(ports, who, id, sentManagers(view)) : GONE;
        if (result.outcome === 'wrong') return errors(asking, managersErrors(t, result.wrong));
        return after(
          asking,
          result.outcome === 'saved' ? await page(who, id, 'managers') : programSaid(t, result.outcome),
        );
      },
    },
    messages: {
      [APPOINTED]: {
        async render(to, about, language) {
          const program = await managedBy(ports, to, about);
          return program && appointedMessage(textsIn(language), program);
        },
      },
      [DATE_NOTICE]: {
        async render(to, about, language, isSent) {
          const told = await dateTold(ports, to, about);
          return told && (isSent || !told.isOver) ? dateMessage(textsIn(language), told) : undefined;
        },
      },
    },
    due: [datesTurn(ports)],
    async homeSection(who, { language, isAdmin }) {
      return programBlocks(textsIn(language), await homeOf(ports, who, { isAdmin }));
    },
  };
}
