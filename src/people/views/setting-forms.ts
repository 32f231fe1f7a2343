import type { ViewOutput } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../locales/texts.ts';
import type { PersonId } from '../../ports.ts';
import { checkboxes, dayInput, option, peopleSelect, timeInput } from '../../slack/inputs.ts';
import { modal } from '../../slack/modal.ts';
import { carriedIn, dayIn, optionsIn, peopleIn, type Sent, timeIn } from '../../slack/sent.ts';
import { plain } from '../../slack/text.ts';
import type { SaveExclusionsResult, SaveHoursResult } from '../flow/settings.ts';
import type { WorkingHours } from '../hours.ts';
import type { Pause } from '../profile.ts';
import { MOST_EXCLUDED } from '../settings.ts';
import { weekdayName } from './words.ts';

export const HOURS_FORM = 'people.hours.form';
export const PAUSE_FORM = 'people.pause.form';
export const EXCLUSIONS_FORM = 'people.exclusions.form';

const DAYS = 'people.hours.days';
const FROM = 'people.hours.from';
const TO = 'people.hours.to';
const BACK_ON = 'people.pause.day';
const EXCLUDED = 'people.exclusions.people';
const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;

/** The form for working hours and days, filled with those that hold. */
export function hoursForm(t: Texts, { days, from, to }: WorkingHours, timeZone: string): ModalView {
  return form(t, HOURS_FORM, t('profile:hours.title'), [
    { type: 'section', text: plain(t('profile:hours.intro', { timeZone })) },
    checkboxes({
      block: DAYS,
      label: t('profile:hours.days'),
      options: WEEK.map((day) => option(weekdayName(t, day), String(day))),
      chosen: days.map(String),
    }),
    timeInput({ block: FROM, label: t('profile:hours.from'), time: from, timeZone }),
    timeInput({ block: TO, label: t('profile:hours.to'), time: to, timeZone }),
    { type: 'context', elements: [plain(t('profile:me.hours.seen'))] },
  ]);
}

/** Reads the hours' form as it was sent; whether it will do is decided in settings.ts. */
export function sentHours(view: Sent): { days: string[]; from: string | null; to: string | null } {
  return { days: optionsIn(view, DAYS), from: timeIn(view, FROM), to: timeIn(view, TO) };
}

/** What is asked for in the field that was wrong, by block. */
export function hoursErrors(
  t: Texts,
  { wrong }: Extract<SaveHoursResult, { outcome: 'wrong' }>,
): Record<string, string> {
  return wrong === 'days' ? { [DAYS]: t('profile:hours.wrongDays') } : { [TO]: t('profile:hours.wrongTo') };
}

/** The form for a pause, filled with the day of return where there is one. */
export function pauseForm(t: Texts, pause: Pause | null): ModalView {
  return form(t, PAUSE_FORM, t('profile:pause.title'), [
    { type: 'section', text: plain(t('profile:pause.intro')) },
    dayInput({
      block: BACK_ON,
      optional: true,
      label: t('profile:pause.day'),
      hint: t('profile:pause.dayHint'),
      day: pause?.backOn ?? null,
    }),
    { type: 'context', elements: [plain(t('profile:me.pause.seen'))] },
  ]);
}

/** The day of return as it was sent; null where none was chosen. */
export function sentDay(view: Sent): string | null {
  return dayIn(view, BACK_ON);
}

export function pauseErrors(t: Texts): Record<string, string> {
  return { [BACK_ON]: t('profile:pause.wrongDay') };
}

/** The form for people whom somebody would rather not be matched with, filled with their own. */
export function exclusionsForm(t: Texts, excluded: readonly PersonId[]): ModalView {
  return {
    ...form(t, EXCLUSIONS_FORM, t('profile:exclusions.title'), [
      { type: 'section', text: plain(t('profile:exclusions.intro')) },
      peopleSelect({
        block: EXCLUDED,
        optional: true,
        label: t('profile:exclusions.people'),
        hint: t('profile:exclusions.hint'),
        placeholder: t('profile:exclusions.placeholder'),
        most: MOST_EXCLUDED,
        chosen: excluded,
      }),
      { type: 'context', elements: [plain(t('profile:me.exclusions.seen'))] },
    ]),
    // So that somebody added in another window is not taken out here.
    private_metadata: JSON.stringify(excluded),
  };
}

/** Whom the form was sent with, and whom it showed when it was opened. */
export function sentExclusions(view: Pick<ViewOutput, 'state' | 'private_metadata'>): {
  sent: string[];
  shown: string[];
} {
  const shown = carriedIn(view.private_metadata, z.array(z.string())) ?? [];
  return { sent: peopleIn(view, EXCLUDED), shown };
}

export function exclusionsErrors(
  t: Texts,
  { wrong }: Extract<SaveExclusionsResult, { outcome: 'wrong' }>,
): Record<string, string> {
  return {
    [EXCLUDED]:
      wrong === 'self'
        ? t('profile:exclusions.wrongSelf')
        : t('profile:exclusions.wrongMany', { most: MOST_EXCLUDED }),
  };
}

function form(t: Texts, callbackId: string, title: string, blocks: KnownBlock[]): ModalView {
  return modal({
    callbackId,
    title,
    submit: t('common:button.save'),
    close: t('common:button.back'),
    blocks,
  });
}
