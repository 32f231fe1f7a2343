import type { ViewOutput } from '@slack/bolt';
import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../locales/texts.ts';
import type { PersonId } from '../../ports.ts';
import { LIMITS } from '../../slack/limits.ts';
import { plain } from '../../slack/text.ts';
import type { SaveExclusionsResult, SaveHoursResult } from '../flow/settings.ts';
import type { WorkingHours } from '../hours.ts';
import type { Pause } from '../profile.ts';
import { MOST_EXCLUDED } from '../settings.ts';
import { weekdayName } from './words.ts';

export const HOURS_FORM = 'people.hours.form';
export const PAUSE_FORM = 'people.pause.form';
export const EXCLUSIONS_FORM = 'people.exclusions.form';

const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;

/** The form for working hours and days, filled with those that hold. */
export function hoursForm(t: Texts, { days, from, to }: WorkingHours, timeZone: string): ModalView {
  const options = WEEK.map((day) => ({
    text: plain(weekdayName(t, day), LIMITS.option),
    value: String(day),
  }));
  return form(t, HOURS_FORM, t('profile:hours.title'), [
    { type: 'section', text: plain(t('profile:hours.intro', { timeZone })) },
    {
      type: 'input',
      block_id: 'people.hours.days',
      label: plain(t('profile:hours.days')),
      element: {
        type: 'checkboxes',
        action_id: 'chosen',
        options,
        initial_options: options.filter((_, at) => days.includes(at + 1)),
      },
    },
    timeInput('people.hours.from', t('profile:hours.from'), from, timeZone),
    timeInput('people.hours.to', t('profile:hours.to'), to, timeZone),
    { type: 'context', elements: [plain(t('profile:me.hours.seen'))] },
  ]);
}

function timeInput(blockId: string, label: string, time: string, timezone: string): InputBlock {
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label),
    element: { type: 'timepicker', action_id: 'chosen', initial_time: time, timezone },
  };
}

/** Reads the hours' form as it was sent; whether it will do is decided in settings.ts. */
export function sentHours({ state: { values } }: Pick<ViewOutput, 'state'>): {
  days: string[];
  from: string | null;
  to: string | null;
} {
  return {
    days: (values['people.hours.days']?.['chosen']?.selected_options ?? []).map(({ value }) => value),
    from: values['people.hours.from']?.['chosen']?.selected_time ?? null,
    to: values['people.hours.to']?.['chosen']?.selected_time ?? null,
  };
}

/** What is asked for in the field that was wrong, by block. */
export function hoursErrors(
  t: Texts,
  { wrong }: Extract<SaveHoursResult, { outcome: 'wrong' }>,
): Record<string, string> {
  return wrong === 'days'
    ? { 'people.hours.days': t('profile:hours.wrongDays') }
    : { 'people.hours.to': t('profile:hours.wrongTo') };
}

/** The form for a pause, filled with the day of return where there is one. */
export function pauseForm(t: Texts, pause: Pause | null): ModalView {
  return form(t, PAUSE_FORM, t('profile:pause.title'), [
    { type: 'section', text: plain(t('profile:pause.intro')) },
    {
      type: 'input',
      block_id: 'people.pause.day',
      optional: true,
      label: plain(t('profile:pause.day')),
      hint: plain(t('profile:pause.dayHint')),
      element: {
        type: 'datepicker',
        action_id: 'chosen',
        ...(pause && pause.backOn !== null && { initial_date: pause.backOn }),
      },
    },
    { type: 'context', elements: [plain(t('profile:me.pause.seen'))] },
  ]);
}

/** The day of return as it was sent; null where none was chosen. */
export function sentDay({ state: { values } }: Pick<ViewOutput, 'state'>): string | null {
  return values['people.pause.day']?.['chosen']?.selected_date ?? null;
}

export function pauseErrors(t: Texts): Record<string, string> {
  return { 'people.pause.day': t('profile:pause.wrongDay') };
}

/** The form for people whom somebody would rather not be matched with, filled with their own. */
export function exclusionsForm(t: Texts, excluded: readonly PersonId[]): ModalView {
  return {
    ...form(t, EXCLUSIONS_FORM, t('profile:exclusions.title'), [
      { type: 'section', text: plain(t('profile:exclusions.intro')) },
      {
        type: 'input',
        block_id: 'people.exclusions.people',
        optional: true,
        label: plain(t('profile:exclusions.people')),
        hint: plain(t('profile:exclusions.hint')),
        element: {
          type: 'multi_users_select',
          action_id: 'chosen',
          placeholder: plain(t('profile:exclusions.placeholder'), 150),
          max_selected_items: MOST_EXCLUDED,
          ...(excluded.length > 0 && { initial_users: [...excluded] }),
        },
      },
      { type: 'context', elements: [plain(t('profile:me.exclusions.seen'))] },
    ]),
    // So that somebody added in another window is not taken out here.
    private_metadata: JSON.stringify(excluded),
  };
}

/** Whom the form was sent with, and whom it showed when it was opened. */
export function sentExclusions({
  state: { values },
  private_metadata,
}: Pick<ViewOutput, 'state' | 'private_metadata'>): { sent: string[]; shown: string[] } {
  const shown = z.array(z.string()).safeParse(private_metadata === '' ? [] : JSON.parse(private_metadata));
  return {
    sent: values['people.exclusions.people']?.['chosen']?.selected_users ?? [],
    shown: shown.data ?? [],
  };
}

export function exclusionsErrors(
  t: Texts,
  { wrong }: Extract<SaveExclusionsResult, { outcome: 'wrong' }>,
): Record<string, string> {
  return {
    'people.exclusions.people':
      wrong === 'self'
        ? t('profile:exclusions.wrongSelf')
        : t('profile:exclusions.wrongMany', { most: MOST_EXCLUDED }),
  };
}

function form(t: Texts, callbackId: string, title: string, blocks: KnownBlock[]): ModalView {
  return {
    type: 'modal',
    callback_id: callbackId,
    title: plain(title, LIMITS.viewTitle),
    submit: plain(t('common:button.save'), LIMITS.viewTitle),
    close: plain(t('common:button.back'), LIMITS.viewTitle),
    blocks,
  };
}
