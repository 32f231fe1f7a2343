import { type Texts, textsIn } from '../../locales/texts.ts';
import type { PersonKey } from '../../ports.ts';
import { replaceModal, showModal } from '../../slack/answering.ts';
import type { Asking, Feature, FormAsking } from '../../slack/asking.ts';
import type { Reader, Readers } from '../flow/readers.ts';
import {
  addDaysOff,
  comeBack,
  keptOf,
  pause,
  removeDaysOff,
  type Settings,
  type SettingsPorts,
  saveExclusions,
  saveHours,
  saveNudgedBy,
  settingsOf,
} from '../flow/settings.ts';
import {
  ADD_DAYS_OFF,
  DAYS_OFF_FORM,
  daysOffErrors,
  daysOffForm,
  daysOffIn,
  EDIT_NUDGES,
  NUDGES_FORM,
  nudgesForm,
  REMOVE_DAYS_OFF,
  sentDaysOff,
  sentNudgedBy,
} from '../views/quiet.ts';
import {
  EXCLUSIONS_FORM,
  exclusionsErrors,
  exclusionsForm,
  HOURS_FORM,
  hoursErrors,
  hoursForm,
  PAUSE_FORM,
  pauseErrors,
  pauseForm,
  sentDay,
  sentExclusions,
  sentHours,
} from '../views/setting-forms.ts';
import {
  COME_BACK,
  type Done,
  EDIT_EXCLUSIONS,
  EDIT_HOURS,
  EDIT_PAUSE,
  keptView,
  ME,
  SHOW_KEPT,
  settingsView,
} from '../views/settings.ts';

/** One's own settings. Whatever is sent, it is about the person who sent it. */
export function settings(ports: SettingsPorts, readers: Readers): Feature {
  const renewed = async (who: PersonKey, done?: Done) => {
    const [{ language, timeZone }, now] = await Promise.all([readers.load(who), settingsOf(ports, who)]);
    return settingsView(textsIn(language), now, { timeZone, done });
  };
  const showMine = (asking: Asking): Promise<void> =>
    showModal(asking, readers, () => renewed(asking.who), { looksUp: true });

  /** Shows a form that is filled with what is set. */
  const showForm =
    (build: (t: Texts, mine: Settings, reader: Reader) => ReturnType<typeof hoursForm>) =>
    (asking: Asking): Promise<void> =>
      showModal(
        asking,
        readers,
        async (reader) => build(textsIn(reader.language), await settingsOf(ports, asking.who), reader),
        { looksUp: true },
      );

  /** A form was saved: it closes, and the settings beneath it show what holds now. */
  async function backToSettings({ who, view, client, ack }: FormAsking, done: Done): Promise<void> {
    const mine = await renewed(who, done);
    if (view.previous_view_id === null) return ack({ response_action: 'update', view: mine });
    await client.views.update({ view_id: view.previous_view_id, view: mine });
    await ack();
  }

  return {
    name: 'people',
    commands: {
      async me(asking) {
        await asking.ack();
        await showMine(asking);
      },
    },
    actions: {
      [ME]: showMine,
      [EDIT_HOURS]: showForm((t, { hours }, { timeZone }) => hoursForm(t, hours, timeZone)),
      [EDIT_PAUSE]: showForm((t, mine) => pauseForm(t, mine.pause)),
      [EDIT_EXCLUSIONS]: showForm((t, { excluded }) => exclusionsForm(t, excluded)),
      [ADD_DAYS_OFF]: showForm((t, _mine, { timeZone }) => daysOffForm(t, timeZone)),
      async [REMOVE_DAYS_OFF](asking) {
        const range = daysOffIn(asking.value);
        if (range) await removeDaysOff(ports, asking.who, range);
        await replaceModal(asking, await renewed(asking.who, 'daysOff'));
      },
      [EDIT_NUDGES]: showForm((t, { nudgedBy }) => nudgesForm(t, nudgedBy)),
      async [COME_BACK](asking) {
        await comeBack(ports, asking.who);
        await replaceModal(asking, await renewed(asking.who, 'back'));
      },
      [SHOW_KEPT]: (asking) =>
        showModal(
          asking,
          readers,
          async ({ language }) => keptView(textsIn(language), await keptOf(ports, asking.who)),
          { looksUp: true },
        ),
    },
    views: {
      async [HOURS_FORM](asking) {
        const result = await saveHours(ports, asking.who, sentHours(asking.view));
        if (result.outcome === 'saved') return backToSettings(asking, 'hours');
        const t = textsIn(readers.languageOf(asking.who));
        return asking.ack({ response_action: 'errors', errors: hoursErrors(t, result) });
      },
      async [DAYS_OFF_FORM](asking) {
        const result = await addDaysOff(ports, asking.who, sentDaysOff(asking.view));
        if (result.outcome === 'saved') return backToSettings(asking, 'daysOff');
        const t = textsIn(readers.languageOf(asking.who));
        return asking.ack({ response_action: 'errors', errors: daysOffErrors(t, result.wrong) });
      },
      async [NUDGES_FORM](asking) {
        const nudgedBy = sentNudgedBy(asking.view);
        if (nudgedBy) await saveNudgedBy(ports, asking.who, nudgedBy);
        return backToSettings(asking, 'nudges');
      },
      async [PAUSE_FORM](asking) {
        const result = await pause(ports, asking.who, sentDay(asking.view));
        if (result.outcome === 'paused') return backToSettings(asking, 'paused');
        const t = textsIn(readers.languageOf(asking.who));
        return asking.ack({ response_action: 'errors', errors: pauseErrors(t) });
      },
      async [EXCLUSIONS_FORM](asking) {
        const result = await saveExclusions(ports, asking.who, sentExclusions(asking.view));
        if (result.outcome === 'saved') return backToSettings(asking, 'exclusions');
        const t = textsIn(readers.languageOf(asking.who));
        return asking.ack({ response_action: 'errors', errors: exclusionsErrors(t, result) });
      },
    },
  };
}
