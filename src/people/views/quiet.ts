import type { KnownBlock, ModalView } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { button } from '../../slack/buttons.ts';
import { dayInput, option, radios } from '../../slack/inputs.ts';
import { modal } from '../../slack/modal.ts';
import { dayIn, optionIn, type Sent } from '../../slack/sent.ts';
import { mrkdwn, plain } from '../../slack/text.ts';
import { DayRange } from '../calendar.ts';
import type { WrongDaysOff } from '../days-off.ts';
import { MOST_DAYS_OFF } from '../days-off.ts';
import { NUDGED_BY, type NudgedBy } from '../profile.ts';
import { daysName } from './words.ts';

/** Opens the form for days off. */
export const ADD_DAYS_OFF = 'people.daysoff.add';
/** Takes days off out of the list; its value is which, as `2026-12-21/2027-01-03`. */
export const REMOVE_DAYS_OFF = 'people.daysoff.remove';
export const DAYS_OFF_FORM = 'people.daysoff.form';
/** Opens the form for how nudges reach one. */
export const EDIT_NUDGES = 'people.nudges';
export const NUDGES_FORM = 'people.nudges.form';

const FROM = 'people.daysoff.from';
const TO = 'people.daysoff.to';
const NUDGED = 'people.nudges.by';

/** Days off in the settings: each with the way to take it out. */
export function daysOffBlocks(t: Texts, daysOff: readonly DayRange[]): KnownBlock[] {
  const title = `*${t('quiet:daysOff.title')}*`;
  return [
    {
      type: 'section',
      text: mrkdwn(daysOff.length === 0 ? `${title}\n${t('quiet:daysOff.none')}` : title),
    },
    ...daysOff.map((range): KnownBlock => {
      const days = daysName(t, range);
      const value = `${range.from}/${range.to}`;
      return {
        type: 'section',
        text: plain(days),
        accessory: button(REMOVE_DAYS_OFF, t('quiet:daysOff.remove'), value, { about: days }),
      };
    }),
    { type: 'context', elements: [plain(t('quiet:daysOff.seen'))] },
    { type: 'actions', elements: [button(ADD_DAYS_OFF, t('quiet:daysOff.add'))] },
  ];
}

/** Which days off a button is about; nothing where it names none. */
export function daysOffIn(value: string | undefined): DayRange | undefined {
  const [from, to] = (value ?? '').split('/');
  return DayRange.safeParse({ from, to }).data;
}

/** The form for days off. */
export function daysOffForm(t: Texts, timeZone: string): ModalView {
  return modal({
    callbackId: DAYS_OFF_FORM,
    title: t('quiet:daysOff.title'),
    submit: t('common:button.save'),
    close: t('common:button.back'),
    blocks: [
      { type: 'section', text: plain(t('quiet:daysOff.intro', { timeZone })) },
      ...dayInputs(t, { from: FROM, to: TO }),
      { type: 'context', elements: [plain(t('quiet:daysOff.seen'))] },
    ],
  });
}

/** The first and the last day, as inputs under these blocks. */
export function dayInputs(
  t: Texts,
  { from, to, optional = false }: { from: string; to: string; optional?: boolean },
): KnownBlock[] {
  return [
    dayInput({ block: from, label: t('quiet:daysOff.from'), day: null, optional }),
    dayInput({
      block: to,
      label: t('quiet:daysOff.to'),
      hint: t('quiet:daysOff.toHint'),
      day: null,
      optional: true,
    }),
  ];
}

/** The days as they were sent; whether they will do is decided in days-off.ts. */
export function sentDaysOff(view: Sent): { from: string | null; to: string | null } {
  return { from: dayIn(view, FROM), to: dayIn(view, TO) };
}

export function daysOffErrors(t: Texts, wrong: WrongDaysOff): Record<string, string> {
  return { [wrong === 'order' || wrong === 'long' ? TO : FROM]: wrongDaysText(t, wrong, MOST_DAYS_OFF) };
}

/** What is wrong with days off, in a sentence. */
export function wrongDaysText(t: Texts, wrong: WrongDaysOff, most: number): string {
  return t(`quiet:daysOff.wrong.${wrong}`, { most });
}

/** How nudges reach one, in the settings. */
export function nudgedByBlocks(t: Texts, nudgedBy: NudgedBy): KnownBlock[] {
  const text = `*${t('quiet:nudges.title')}*\n${t(`quiet:nudges.are.${nudgedBy}`)}`;
  return [
    { type: 'section', text: mrkdwn(text) },
    { type: 'context', elements: [plain(t('quiet:nudges.seen'))] },
    { type: 'actions', elements: [button(EDIT_NUDGES, t('quiet:nudges.change'))] },
  ];
}

/** The form for how nudges reach one. */
export function nudgesForm(t: Texts, nudgedBy: NudgedBy): ModalView {
  const options = NUDGED_BY.map((by) =>
    option(t(`quiet:nudges.by.${by}`), by, t(`quiet:nudges.means.${by}`)),
  );
  return modal({
    callbackId: NUDGES_FORM,
    title: t('quiet:nudges.formTitle'),
    submit: t('common:button.save'),
    close: t('common:button.back'),
    blocks: [
      { type: 'section', text: plain(t('quiet:nudges.intro')) },
      radios({ block: NUDGED, label: t('quiet:nudges.label'), options, chosen: nudgedBy }),
      { type: 'context', elements: [plain(t('quiet:nudges.seen'))] },
    ],
  });
}

/** What was chosen; nothing where it is no such way. */
export function sentNudgedBy(view: Sent): NudgedBy | undefined {
  const chosen = optionIn(view, NUDGED);
  return NUDGED_BY.find((by) => by === chosen);
}
