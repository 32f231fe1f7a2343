import type { Button, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../locales/texts.ts';
import { LANGUAGES } from '../../ports.ts';
import { button } from '../../slack/buttons.ts';
import { checkboxes, option, radios, select, timeInput, wholeNumber } from '../../slack/inputs.ts';
import { modal } from '../../slack/modal.ts';
import { carriedIn, optionIn, optionsIn, type Sent, timeIn, typedIn } from '../../slack/sent.ts';
import { plain } from '../../slack/text.ts';
import {
  GUESTS,
  LEAST_GROUP,
  type SentWorkspace,
  type WorkspaceField,
  type WorkspaceSettings,
  type WrongSetting,
} from '../workspace.ts';
import { languageName, listOf, weekdayName } from './words.ts';

/** Opens the form; no value. */
export const EDIT_WORKSPACE = 'people.workspace';
export const WORKSPACE_FORM = 'people.workspace.form';

const DAYS = 'people.workspace.days';
const FROM = 'people.workspace.from';
const TO = 'people.workspace.to';
const LANGUAGE = 'people.workspace.language';
const LEAST = 'people.workspace.least';
const GUESTS_TAKEN = 'people.workspace.guests';
const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;
/** Under which a problem with a setting is said. */
const BLOCKS: Record<WorkspaceField, string> = {
  hours: DAYS,
  language: LANGUAGE,
  leastGroup: LEAST,
  guests: GUESTS_TAKEN,
};

/** The way in, for admins. */
export function workspaceButton(t: Texts): Button {
  return button(EDIT_WORKSPACE, t('people:workspace.button'));
}

/** The form in which an admin sets what holds for the whole workspace, filled with what holds now. */
export function workspaceForm(
  t: Texts,
  { settings, version }: { settings: WorkspaceSettings; version: number },
): ModalView {
  const { hours, language, leastGroup, guests } = settings;
  return modal({
    callbackId: WORKSPACE_FORM,
    // So that a change by somebody else in the meantime is not written over.
    metadata: JSON.stringify({ version }),
    title: t('people:workspace.title'),
    submit: t('common:button.save'),
    close: t('common:button.cancel'),
    blocks: [
      { type: 'section', text: plain(t('people:workspace.intro')) },
      { type: 'context', elements: [plain(t('people:workspace.seen'))] },
      checkboxes({
        block: DAYS,
        label: t('people:workspace.days'),
        hint: t('people:workspace.daysHint'),
        options: WEEK.map((day) => option(weekdayName(t, day), String(day))),
        chosen: hours.days.map(String),
      }),
      timeInput({ block: FROM, label: t('people:workspace.from'), time: hours.from }),
      timeInput({
        block: TO,
        label: t('people:workspace.to'),
        hint: t('people:workspace.toHint'),
        time: hours.to,
      }),
      select({
        block: LANGUAGE,
        label: t('people:workspace.language'),
        hint: t('people:workspace.languageHint'),
        options: LANGUAGES.map((one) => option(languageName(t, one), one)),
        chosen: language,
      }),
      wholeNumber({
        block: LEAST,
        label: t('people:workspace.leastGroup'),
        hint: t('people:workspace.leastGroupHint', { least: LEAST_GROUP.usual, most: LEAST_GROUP.most }),
        number: leastGroup,
      }),
      radios({
        block: GUESTS_TAKEN,
        label: t('people:workspace.guests'),
        hint: t('people:workspace.guestsHint'),
        options: GUESTS.map((one) => option(t(`people:workspace.guestsAre.${one}`), one)),
        chosen: guests,
      }),
    ],
  });
}

/** Reads the form as it was sent; whether it will do is decided in workspace.ts. */
export function sentWorkspace(view: Sent): SentWorkspace {
  return {
    hours: { days: optionsIn(view, DAYS), from: timeIn(view, FROM), to: timeIn(view, TO) },
    language: optionIn(view, LANGUAGE),
    leastGroup: typedIn(view, LEAST),
    guests: optionIn(view, GUESTS_TAKEN),
  };
}

/** The version that the form was opened with; nothing of a form that does not say. */
export function workspaceVersionIn(metadata: string): number | undefined {
  return carriedIn(metadata, z.object({ version: z.number() }))?.version;
}

/** What is asked for in the fields that were wrong, by block. */
export function workspaceErrors(t: Texts, wrong: readonly WrongSetting[]): Record<string, string> {
  const of: Record<WrongSetting, [block: string, text: string]> = {
    days: [DAYS, t('people:workspace.wrong.days')],
    to: [TO, t('people:workspace.wrong.to')],
    leastGroup: [
      LEAST,
      t('people:workspace.wrong.leastGroup', { least: LEAST_GROUP.usual, most: LEAST_GROUP.most }),
    ],
  };
  return Object.fromEntries(wrong.map((one) => of[one]));
}

/** Where the form says otherwise than what somebody else has set meanwhile. */
export function workspaceChangedMeanwhile(
  t: Texts,
  fields: readonly WorkspaceField[],
): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [BLOCKS[field], t('people:workspace.changedMeanwhile')]));
}

/**
 * After saving: what holds now, and what follows from what was changed.
 *
 * @param changed nothing where the form said what held already
 */
export function workspaceSaved(
  t: Texts,
  { hours, language, leastGroup, guests }: WorkspaceSettings,
  changed: readonly WorkspaceField[],
): ModalView {
  const days = listOf(
    t,
    hours.days.map((day) => weekdayName(t, day)),
  );
  const follows = (['hours', 'guests'] as const).filter((field) => changed.includes(field));
  const texts = [
    t(changed.length > 0 ? 'people:workspace.saved' : 'people:workspace.unchanged'),
    t('people:workspace.now.hours', { days, from: hours.from, to: hours.to }),
    t('people:workspace.now.language', { language: languageName(t, language) }),
    t('people:workspace.now.leastGroup', { count: leastGroup }),
    t(`people:workspace.now.guests.${guests}`),
    ...follows.map((field) => t(`people:workspace.follows.${field}`)),
  ];
  return modal({
    callbackId: 'people.workspace.saved',
    title: t('people:workspace.title'),
    close: t('common:button.close'),
    blocks: texts.map((text) => ({ type: 'section', text: plain(text) })),
  });
}

/** To somebody who is no admin, or not any more. */
export function workspaceAdminsOnly(t: Texts): ModalView {
  return modal({
    callbackId: 'people.workspace.refused',
    title: t('people:workspace.title'),
    close: t('common:button.close'),
    blocks: [{ type: 'section', text: plain(t('people:workspace.adminsOnly')) }],
  });
}
