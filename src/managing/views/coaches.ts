import type { ActionsBlock, KnownBlock, ModalView } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import type { Coach } from '../../people/profile.ts';
import { offerButton } from '../../people/views/profile.ts';
import { dayOfYearName } from '../../people/views/words.ts';
import { PersonId } from '../../ports.ts';
import type { Message } from '../../slack/asking.ts';
import { button, confirmation } from '../../slack/buttons.ts';
import { checkboxes, option } from '../../slack/inputs.ts';
import { LIMITS } from '../../slack/limits.ts';
import { modal } from '../../slack/modal.ts';
import { optionsIn, type Sent } from '../../slack/sent.ts';
import { mrkdwn, plain } from '../../slack/text.ts';

/** Opens the list of coaches. */
export const COACHES = 'managing.coaches';
/** The next page of it; its value is how many are left out before. */
export const MORE_COACHES = 'managing.coaches.more';
/** Opens the form in which a coach is confirmed; its value is who. */
export const LOOK_AT_COACH = 'managing.coach.look';
export const COACH_FORM = 'managing.coach.confirm';
export const TAKE_COACH_BACK = 'managing.coach.take-back';

/** What a coach must have. */
const ASKED = ['training', 'ethics', 'supervision'] as const;
const ASKED_BLOCK = 'managing.coach.asked';
/** On one page: two or three blocks each, of the 100 that a modal holds. */
const COACHES_SHOWN = 20;
const AT_HOME = 5;

type Button = ActionsBlock['elements'][number];
export type Decided =
  | { outcome: 'confirmed' | 'taken-back'; coach: PersonId }
  | { outcome: 'as-it-was' | 'no-coach' };

/**
 * Who offers coaching: those who wait for confirmation first, each with what can be done.
 *
 * @param offset how many are left out before: the list goes on by page
 * @param decided what has just been done, said on top
 */
export function coachesView(
  t: Texts,
  coaches: readonly Coach[],
  { offset = 0, decided }: { offset?: number; decided?: Decided } = {},
): ModalView {
  const shown = coaches.slice(offset, offset + COACHES_SHOWN);
  const [waiting, confirmed] = [shown.filter((one) => !one.confirmed), shown.filter((one) => one.confirmed)];
  const next = offset + COACHES_SHOWN;
  const said: KnownBlock[] = decided
    ? [{ type: 'section', text: mrkdwn(decidedText(t, decided)) }, { type: 'divider' }]
    : [];
  return modal({
    callbackId: 'managing.coaches.list',
    title: t('profile:coaches.title'),
    close: t('common:button.close'),
    blocks: [
      ...said,
      { type: 'section', text: plain(t('profile:coaches.lead')) },
      ...(coaches.length === 0 ? [section(t('profile:coaches.none'))] : []),
      ...titled(
        t('profile:coaches.waiting'),
        waiting.flatMap((coach) => waitingBlocks(t, coach)),
      ),
      ...titled(
        t('profile:coaches.confirmed'),
        confirmed.flatMap((coach) => confirmedBlocks(t, coach)),
      ),
      ...(next < coaches.length
        ? [buttons(button(MORE_COACHES, t('profile:coaches.more'), String(next)))]
        : []),
    ],
  });
}

function decidedText(t: Texts, decided: Decided): string {
  switch (decided.outcome) {
    case 'confirmed':
    case 'taken-back':
      return t(`profile:coaches.done.${decided.outcome}`, { coach: mention(decided.coach) });
    case 'as-it-was':
    case 'no-coach':
      return t(`profile:coaches.done.${decided.outcome}`);
  }
}

function waitingBlocks(t: Texts, { id, name }: Coach): KnownBlock[] {
  const look = button(LOOK_AT_COACH, t('profile:coaches.look'), id, {
    label: t('profile:coaches.lookLabel', { name }),
  });
  return [section(mention(id)), buttons(look)];
}

function confirmedBlocks(t: Texts, { id, name, confirmed }: Coach): KnownBlock[] {
  if (!confirmed) return [];
  const day = dayOfYearName(t, confirmed.at.toISOString().slice(0, 10));
  const since = confirmed.by
    ? t('profile:coaches.sinceBy', { day, by: mention(confirmed.by) })
    : t('profile:coaches.since', { day });
  return [
    section(`${mention(id)}: ${since}`),
    buttons(
      button(TAKE_COACH_BACK, t('profile:coaches.takeBack'), id, {
        label: t('profile:coaches.takeBackLabel', { name }),
        confirm: confirmation({
          title: t('profile:coaches.takeBackTitle'),
          text: t('profile:coaches.takeBackText'),
          yes: t('profile:coaches.takeBackYes'),
          no: t('profile:coaches.takeBackNo'),
        }),
      }),
    ),
  ];
}

/** The form in which a manager says that a coach has all that is asked for. */
export function coachForm(t: Texts, coach: PersonId): ModalView {
  return modal({
    callbackId: COACH_FORM,
    metadata: coach,
    title: t('profile:coaches.formTitle'),
    submit: t('profile:coaches.submit'),
    close: t('common:button.cancel'),
    blocks: [
      section(t('profile:coaches.formLead', { coach: mention(coach) })),
      checkboxes({
        block: ASKED_BLOCK,
        label: t('profile:coaches.formLabel'),
        hint: t('profile:coaches.formHint'),
        options: ASKED.map((value) => option(t(`profile:coaches.${value}`), value)),
      }),
      { type: 'context', elements: [plain(t('profile:coaches.formSeen'))] },
    ],
  });
}

/** Whom a form or a button is about; nothing where it names nobody. */
export function coachIn(id: string | undefined): PersonId | undefined {
  return PersonId.safeParse(id).data;
}

/** Is all that is asked for ticked? */
export function isAllTicked(view: Sent): boolean {
  const ticked = optionsIn(view, ASKED_BLOCK);
  return ASKED.every((one) => ticked.includes(one));
}

export function coachErrors(t: Texts): Record<string, string> {
  return { [ASKED_BLOCK]: t('profile:coaches.incomplete') };
}

export function managersOnly(t: Texts): ModalView {
  return modal({
    callbackId: 'managing.refused',
    title: t('profile:coaches.title'),
    close: t('common:button.close'),
    blocks: [{ type: 'section', text: plain(t('profile:coaches.refused')) }],
  });
}

/** A manager's Home: how many coaches wait, the first of them, and the way to all. Nothing where nobody offers coaching. */
export function coachBlocks(t: Texts, coaches: readonly Coach[]): KnownBlock[] {
  if (coaches.length === 0) return [];
  const waiting = coaches.filter((coach) => !coach.confirmed);
  const said =
    waiting.length === 0
      ? t('profile:coaches.homeNone')
      : t('profile:coaches.home', { count: waiting.length });
  return [
    { type: 'header', text: plain(t('profile:coaches.title'), LIMITS.header) },
    section(said),
    ...waiting.slice(0, AT_HOME).flatMap((coach) => waitingBlocks(t, coach)),
    buttons(button(COACHES, t('profile:coaches.all'))),
  ];
}

/** What a coach is told. */
export function coachTold(t: Texts, decided: 'confirmed' | 'taken-back'): Message {
  const text = t(`profile:coaches.told.${decided}`);
  return {
    text,
    blocks: [{ type: 'section', text: plain(text) }, buttons(offerButton(t('profile:me.offer')))],
  };
}

function titled(title: string, blocks: KnownBlock[]): KnownBlock[] {
  return blocks.length === 0 ? [] : [{ type: 'header', text: plain(title, LIMITS.header) }, ...blocks];
}

/** Our own text, and mentions. */
function section(text: string): KnownBlock {
  return { type: 'section', text: mrkdwn(text) };
}

function mention(id: PersonId): string {
  return `<@${id}>`;
}

function buttons(...elements: Button[]): KnownBlock {
  return { type: 'actions', elements };
}
