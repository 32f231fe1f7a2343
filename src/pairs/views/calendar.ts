import type { ActionsBlock, Button, KnownBlock, ModalView } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { button, buttons } from '../../slack/buttons.ts';
import { LIMITS } from '../../slack/limits.ts';
import { modal } from '../../slack/modal.ts';
import { cut, escaped, plain } from '../../slack/text.ts';
import { type CalendarSession, linksOf, type Words } from '../entry.ts';
import { whenText } from './when.ts';

/** Sends the file into the person's messages; a session's id. */
export const SEND_FILE = 'pairs.calendar.send';
/** Links, which the browser opens; a press only tells of itself. */
export const CALENDAR_LINKS = [
  'pairs.calendar.google',
  'pairs.calendar.office',
  'pairs.calendar.outlook',
  'pairs.calendar.link',
] as const;

/** What came of sending the file, where that was tried. */
export type Tried = 'sent' | 'failed' | 'not-allowed' | 'unknown' | null;

/** How the file can be had. */
export interface FileWays {
  /** May the app send files, as far as it knows? */
  canSend: boolean;
  /** Where the file can be fetched; nothing where the app is not reached from outside. */
  link: string | undefined;
  tried: Tried;
}

/**
 * What stands in the calendar: who with, and which one it is; nothing that anybody wrote. Of a length that keeps links
 * far below the 3000 characters that Slack allows in a button.
 */
export function entryWords(t: Texts, { kind, number, otherName }: CalendarSession): Words {
  const name = otherName.replaceAll(/\s+/g, ' ');
  const title =
    kind === 'coaching' && number !== null
      ? t('sessions:calendar.entry.coaching', { name, number })
      : t(`sessions:calendar.entry.${kind === 'coaching' ? 'oneCoaching' : 'mentoring'}`, { name });
  return { title: cut(title, LIMITS.header), details: t('sessions:calendar.entry.details') };
}

/** Stands above the file in the person's messages, and is all that a screen reader reads there. */
export function fileComment(t: Texts, session: CalendarSession): string {
  const { title } = entryWords(t, session);
  const said = { title: escaped(title), when: escaped(whenText(t, session, session.startsAt)) };
  return session.isOff ? t('sessions:calendar.messageOff', said) : t('sessions:calendar.message', said);
}

/** The entry, and the ways into a calendar: links that open one, and the file. */
export function calendarView(t: Texts, session: CalendarSession, file: FileWays): ModalView {
  const { title } = entryWords(t, session);
  const ways = [...(session.isOff ? [] : linkButtons(t, session)), ...fileButtons(t, session, file)];
  const blocks: KnownBlock[] = [
    { type: 'header', text: plain(title, LIMITS.header) },
    paragraph(whenText(t, session, session.startsAt)),
    ...(session.isOff ? [paragraph(offText(t, file))] : []),
    ...(file.tried ? [paragraph(triedText(t, file.tried))] : []),
    ...(ways.length > 0 ? [buttons('pairs.calendar.ways', ways)] : []),
    ...(session.isOff
      ? []
      : [{ type: 'context' as const, elements: notes(t, file).map((note) => plain(note)) }]),
  ];
  return modal({
    callbackId: 'pairs.calendar',
    title: t('sessions:calendar.title'),
    close: t('common:button.close'),
    blocks,
  });
}

/** What the ways do, and who will be able to read the entry. */
function notes(t: Texts, file: FileWays): string[] {
  return [
    t('sessions:calendar.links'),
    hasFile(file) ? t('sessions:calendar.file') : t('sessions:calendar.noFile'),
    t('sessions:calendar.names'),
  ];
}

function offText(t: Texts, file: FileWays): string {
  const rest = hasFile(file) ? t('sessions:calendar.offFile') : t('sessions:calendar.offByHand');
  return `${t('sessions:calendar.off')} ${rest}`;
}

function hasFile({ canSend, link }: FileWays): boolean {
  return canSend || link !== undefined;
}

function triedText(t: Texts, tried: Exclude<Tried, null>): string {
  switch (tried) {
    case 'sent':
      return t('sessions:calendar.sent');
    case 'unknown':
      return t('sessions:calendar.unsure');
    case 'not-allowed':
      return t('sessions:calendar.notAllowed');
    case 'failed':
      return t('sessions:calendar.failed');
  }
}

function linkButtons(t: Texts, session: CalendarSession): Button[] {
  const { google, office, outlook } = linksOf(session, entryWords(t, session));
  const [toGoogle, toOffice, toOutlook] = CALENDAR_LINKS;
  return [
    { ...button(toGoogle, t('sessions:calendar.google')), url: google },
    { ...button(toOffice, t('sessions:calendar.office')), url: office },
    { ...button(toOutlook, t('sessions:calendar.outlook')), url: outlook },
  ];
}

/** One way to the file: sent where that works, fetched where it does not. Nothing where neither goes. */
function fileButtons(
  t: Texts,
  { sessionId }: CalendarSession,
  { canSend, link, tried }: FileWays,
): ActionsBlock['elements'] {
  const send =
    tried === 'failed' || tried === 'unknown'
      ? button(SEND_FILE, t('sessions:calendar.again'), sessionId)
      : button(SEND_FILE, t('sessions:calendar.send'), sessionId);
  const [, , , toFile] = CALENDAR_LINKS;
  const isOpen = tried !== null || !canSend;
  return [
    ...(canSend && tried !== 'sent' ? [send] : []),
    ...(link && isOpen ? [{ ...button(toFile, t('sessions:calendar.link')), url: link }] : []),
  ];
}

function paragraph(text: string): KnownBlock {
  return { type: 'section', text: plain(text) };
}
