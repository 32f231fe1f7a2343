import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../../locales/texts.ts';
import { button, buttons } from '../../../slack/buttons.ts';
import { checkbox, option, personSelect, textInput } from '../../../slack/inputs.ts';
import { modal } from '../../../slack/modal.ts';
import { carriedIn, optionsIn, personIn, type Sent, typedIn } from '../../../slack/sent.ts';
import { mrkdwn, plain, withoutControls } from '../../../slack/text.ts';
import type { SponsorStanding } from '../../flow/sponsor-standing.ts';
import { SPONSOR_PURPOSE_LENGTH, SPONSOR_TEXT_LENGTH, type SponsorText } from '../../sponsor.ts';
import { mention } from '../parts.ts';
import { seenLine } from '../sessions/parts.ts';
import { SPONSOR_APPROVE_FORM, SPONSOR_EDIT, SPONSOR_FORM, SPONSOR_TEXT_FORM } from './actions.ts';
import { sponsorView } from './standing.ts';

/** The field under which a problem with whoever was chosen is said. */
export const SPONSOR_WHO = 'pairs.sponsor.who';
const PURPOSE = 'pairs.sponsor.purpose';
const SESSIONS = 'pairs.sponsor.sessions';
const COACH = 'pairs.sponsor.coach';
const WORDS = 'pairs.sponsor.words';

/**
 * The client chooses whom they bring in, and what a text to them is to be made of: nothing beside what they tick or type.
 * To the sponsor there is, the same without the first. Where neither can be done, how it stands.
 */
export function sponsorForm(t: Texts, standing: SponsorStanding): ModalView {
  const { seen, can, sponsor, sessions, otherName } = standing;
  if (can === null) return sponsorView(t, standing);
  const person = sponsor ? mention({ other: sponsor.personId }) : '';
  return modal({
    callbackId: SPONSOR_FORM,
    metadata: JSON.stringify({ pairId: seen.pairId, to: can }),
    title: t(`sponsor:form.title.${can}`),
    submit: t('sponsor:form.submit'),
    close: t('common:button.cancel'),
    blocks: [
      { type: 'section', text: mrkdwn(t(`sponsor:form.intro.${can}`, { person })) },
      { type: 'section', text: plain(t(`sponsor:form.happens.${can}`)) },
      ...(can === 'bring-in' ? [personSelect({ block: SPONSOR_WHO, label: t('sponsor:form.who') })] : []),
      textInput({
        block: PURPOSE,
        optional: true,
        isOneLine: true,
        label: t('sponsor:form.purpose'),
        hint: t('sponsor:form.purposeHint'),
        most: SPONSOR_PURPOSE_LENGTH,
      }),
      ...(sessions === null
        ? []
        : [
            checkbox({
              block: SESSIONS,
              optional: true,
              label: t('sponsor:form.sessions'),
              option: option(t('sponsor:form.sessionsPlanned', { count: sessions }), 'yes'),
            }),
          ]),
      checkbox({
        block: COACH,
        optional: true,
        label: t('sponsor:form.coach'),
        hint: t('sponsor:form.coachHint', { name: otherName }),
        option: option(t('sponsor:form.toCoach'), 'yes'),
        isTicked: true,
      }),
      seenLine(t('sponsor:form.never')),
    ],
  });
}

const Form = z.object({ pairId: z.string(), to: z.enum(['bring-in', 'write']) });

/** What the sent form says; nothing where it does not say which pair. Nothing in it is trusted. */
export function parseSponsorForm(
  view: Sent,
  metadata: string,
):
  | {
      pairId: string;
      to: string | null;
      isMissing: boolean;
      purpose: string;
      sessions: boolean;
      toCoach: boolean;
    }
  | undefined {
  const about = carriedIn(metadata, Form);
  if (!about) return undefined;
  const isNew = about.to === 'bring-in';
  const to = isNew ? (personIn(view, SPONSOR_WHO) ?? '') : null;
  return {
    pairId: about.pairId,
    to,
    isMissing: to === '',
    purpose: withoutControls(typedIn(view, PURPOSE)).trim().slice(0, SPONSOR_PURPOSE_LENGTH),
    sessions: optionsIn(view, SESSIONS).includes('yes'),
    toCoach: optionsIn(view, COACH).includes('yes'),
  };
}

/**
 * A text to begin with, out of what the client has chosen to tell: that coaching is going on, what they typed, and how
 * many sessions are planned. Nothing of what took place, how far it has come, or what it is about.
 */
export function preparedText(
  t: Texts,
  { isNew, purpose, sessions }: { isNew: boolean; purpose: string; sessions: number | null },
): string {
  return [
    t(`sponsor:prepared.lead.${isNew ? 'first' : 'later'}`),
    ...(purpose === '' ? [] : [t('sponsor:prepared.purpose', { purpose })]),
    ...(sessions === null ? [] : [t('sponsor:prepared.sessions', { count: sessions })]),
    ...(isNew ? [t('sponsor:prepared.end')] : []),
  ].join('\n\n');
}

/** The words, for the client to change as they like. Nothing is sent yet. */
export function sponsorTextForm(t: Texts, { id, to, words, version }: SponsorText): ModalView {
  return modal({
    callbackId: SPONSOR_TEXT_FORM,
    metadata: JSON.stringify({ textId: id, version }),
    title: t('sponsor:text.title'),
    submit: t('sponsor:text.submit'),
    close: t('common:button.cancel'),
    blocks: [
      { type: 'section', text: mrkdwn(t('sponsor:text.intro', { person: mention({ other: to }) })) },
      textInput({
        block: sponsorWordsField(version),
        label: t('sponsor:text.label'),
        hint: t('sponsor:text.hint'),
        most: SPONSOR_TEXT_LENGTH,
        typed: words,
      }),
      seenLine(t('sponsor:text.seen')),
    ],
  });
}

/** Slack keeps what was typed into a field of the same name, also over a view that is put in its place. */
export function sponsorWordsField(version: number): string {
  return `${WORDS}.${version}`;
}

/** Reads the words; '' where there are none. */
export function parseSponsorText(view: Sent, version: number): string {
  return withoutControls(typedIn(view, sponsorWordsField(version)))
    .trim()
    .slice(0, SPONSOR_TEXT_LENGTH);
}

const Draft = z.object({ textId: z.string(), version: z.number().int() });

/** Which draft a form is about, and how it stood; one that there is not where it does not say. Not to be trusted. */
export function draftIn(metadata: string): { textId: string; version: number } {
  return carriedIn(metadata, Draft) ?? { textId: '', version: 0 };
}

/**
 * The exact words as they will be read, and by whom: approved, they are told.
 *
 * @param isChanged they were changed in another window since they were shown
 */
export function approveForm(
  t: Texts,
  standing: SponsorStanding,
  { id, to, words, toCoach, version }: SponsorText,
  { isChanged = false }: { isChanged?: boolean } = {},
): ModalView {
  const said = { person: mention({ other: to }), coach: mention(standing.seen) };
  const section = (text: string): KnownBlock => ({ type: 'section', text: mrkdwn(text) });
  return modal({
    callbackId: SPONSOR_APPROVE_FORM,
    metadata: JSON.stringify({ textId: id, version }),
    title: t('sponsor:approve.title'),
    submit: t('sponsor:approve.submit'),
    close: t('common:button.cancel'),
    blocks: [
      ...(isChanged ? [section(t('sponsor:approve.changed'))] : []),
      section(t('sponsor:approve.lead', said)),
      { type: 'divider' },
      { type: 'section', text: plain(words) },
      { type: 'divider' },
      section(t(`sponsor:approve.happens.${standing.can === 'write' ? 'later' : 'first'}`, said)),
      buttons('pairs.sponsor.change', [button(SPONSOR_EDIT, t('sponsor:button.edit'), id)]),
      seenLine(t(`sponsor:approve.seen.${toCoach ? 'withCoach' : 'withoutCoach'}`, said)),
    ],
  });
}
