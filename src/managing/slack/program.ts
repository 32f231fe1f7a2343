import type { ModalView } from '@slack/types';
import { type Texts, textsIn } from '../../locales/texts.ts';
import type { Reader, Readers } from '../../people/flow/readers.ts';
import type { PersonKey } from '../../ports.ts';
import type { Refused } from '../../programs/flow.ts';
import type { ProgramId } from '../../programs/program.ts';
import { replaceModal, showModal } from '../../slack/answering.ts';
import type { ActionAsking, Asking, Feature, FormAsking } from '../../slack/asking.ts';
import {
  addProgramDays,
  holidayChoice,
  type ProgramPorts,
  type ProgramSeen,
  programFor,
  removeProgramDays,
  saveHolidays,
  saveRhythm,
} from '../flow/program.ts';
import { SETTINGS } from '../views/actions.ts';
import {
  ADD_PROGRAM_DAYS,
  EDIT_HOLIDAYS,
  EDIT_RHYTHM,
  type ProgramDone,
  programDaysIn,
  programRefused,
  programView,
  REMOVE_PROGRAM_DAYS,
} from '../views/program.ts';
import {
  CHOOSE_COUNTRY,
  CHOOSE_REGION,
  chosenIn,
  HOLIDAYS_FORM,
  holidaysErrors,
  holidaysForm,
  openedHolidays,
  PROGRAM_DAYS_FORM,
  programDaysErrors,
  programDaysForm,
  RHYTHM_FORM,
  rhythmErrors,
  rhythmForm,
  sentHolidays,
  sentProgramDays,
  sentRhythm,
} from '../views/program-forms.ts';
import { programIn } from '../views/words.ts';

/** A program's rhythm and days off, for its managers. Whether somebody may is asked anew each time. */
export function program(ports: ProgramPorts, readers: Readers): Required<Pick<Feature, 'actions' | 'views'>> {
  /** What a program has set, or that somebody may not see it. */
  async function view(who: PersonKey, id: ProgramId | undefined, done?: ProgramDone): Promise<ModalView> {
    const reader = await readers.load(who);
    const t = textsIn(reader.language);
    const found = id ? await programFor(ports, who, id, reader) : ({ outcome: 'gone' } as const);
    return found.outcome === 'found' ? programView(t, found.seen, done) : programRefused(t, found.outcome);
  }

  /** Shows a form about the program that a button names. */
  const showForm =
    (build: (t: Texts, seen: ProgramSeen) => ModalView) =>
    (asking: ActionAsking): Promise<void> =>
      showModal(
        asking,
        readers,
        async (reader) => {
          const t = textsIn(reader.language);
          const id = programIn(asking.value);
          const found = id ? await programFor(ports, asking.who, id, reader) : ({ outcome: 'gone' } as const);
          return found.outcome === 'found' ? build(t, found.seen) : programRefused(t, found.outcome);
        },
        { looksUp: true },
      );

  /** The form for public holidays, with what has been chosen in it so far. */
  async function holidays(
    { who }: Asking,
    id: ProgramId | undefined,
    reader: Reader,
    chosen?: { country: string | null; region: string | null },
  ): Promise<ModalView> {
    const t = textsIn(reader.language);
    const found = id ? await holidayChoice(ports, who, id, reader, chosen) : ({ outcome: 'gone' } as const);
    return found.outcome === 'found' ? holidaysForm(t, found.choice) : programRefused(t, found.outcome);
  }

  /** A form was sent: saved, it closes, and the program beneath it shows what holds now. */
  async function after(
    { view: form, client, who, ack }: FormAsking,
    id: ProgramId | undefined,
    result: { outcome: 'saved' } | Refused,
    done: ProgramDone,
  ): Promise<void> {
    const now =
      result.outcome === 'saved'
        ? await view(who, id, done)
        : programRefused(textsIn(readers.languageOf(who)), result.outcome);
    if (form.previous_view_id === null) return ack({ response_action: 'update', view: now });
    await client.views.update({ view_id: form.previous_view_id, view: now });
    await ack();
  }

  const errors = ({ ack, who }: FormAsking, of: (t: Texts) => Record<string, string>): Promise<void> =>
    ack({ response_action: 'errors', errors: of(textsIn(readers.languageOf(who))) });

  return {
    actions: {
      [SETTINGS]: (asking) =>
        showModal(asking, readers, () => view(asking.who, programIn(asking.value)), { looksUp: true }),
      [EDIT_RHYTHM]: showForm((t, seen) => rhythmForm(t, seen.program)),
      [ADD_PROGRAM_DAYS]: showForm((t, seen) => programDaysForm(t, seen.program.id)),
      [EDIT_HOLIDAYS]: (asking) =>
        showModal(asking, readers, (reader) => holidays(asking, programIn(asking.value), reader), {
          looksUp: true,
        }),
      async [CHOOSE_COUNTRY](asking) {
        const opened = openedHolidays(asking.inView?.metadata ?? '');
        const chosen = { country: chosenIn(asking.value), region: null };
        const reader = await readers.load(asking.who);
        await replaceModal(asking, await holidays(asking, opened?.programId, reader, chosen));
      },
      async [CHOOSE_REGION](asking) {
        const opened = openedHolidays(asking.inView?.metadata ?? '');
        const chosen = { country: opened?.country ?? null, region: chosenIn(asking.value) };
        const reader = await readers.load(asking.who);
        await replaceModal(asking, await holidays(asking, opened?.programId, reader, chosen));
      },
      async [REMOVE_PROGRAM_DAYS](asking) {
        const named = programDaysIn(asking.value);
        if (named) await removeProgramDays(ports, asking.who, named.programId, named.range);
        await replaceModal(asking, await view(asking.who, named?.programId, 'days'));
      },
    },
    views: {
      async [RHYTHM_FORM](asking) {
        const id = programIn(asking.view.private_metadata);
        const result = id
          ? await saveRhythm(ports, asking.who, id, sentRhythm(asking.view))
          : ({ outcome: 'gone' } as const);
        if (result.outcome === 'wrong') return errors(asking, (t) => rhythmErrors(t, result.wrong));
        return after(asking, id, result, 'rhythm');
      },
      async [HOLIDAYS_FORM](asking) {
        const id = openedHolidays(asking.view.private_metadata)?.programId;
        const result = id
          ? await saveHolidays(ports, asking.who, id, sentHolidays(asking.view))
          : ({ outcome: 'gone' } as const);
        if (result.outcome === 'wrong') return errors(asking, holidaysErrors);
        return after(asking, id, result, 'holidays');
      },
      async [PROGRAM_DAYS_FORM](asking) {
        const { who, view: sent } = asking;
        const id = programIn(sent.private_metadata);
        const reader = await readers.load(who);
        const result = id
          ? await addProgramDays(ports, who, id, sentProgramDays(sent), reader)
          : ({ outcome: 'gone' } as const);
        if (result.outcome === 'wrong') return errors(asking, (t) => programDaysErrors(t, result.wrong));
        return after(asking, id, result, 'days');
      },
    },
  };
}
