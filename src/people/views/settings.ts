import type { ActionsBlock, KnownBlock, ModalView, RichTextSection } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { button } from '../../slack/buttons.ts';
import { modal } from '../../slack/modal.ts';
import { line, mrkdwn, plain, run } from '../../slack/text.ts';
import type { Kept, OwnProgram, Settings } from '../flow/settings.ts';
import type { WorkingHours } from '../hours.ts';
import type { Pause } from '../profile.ts';
import { offerButton } from './profile.ts';
import { daysOffBlocks, nudgedByBlocks } from './quiet.ts';
import { backName, languageName, listOf, weekdayName } from './words.ts';

/** Opens one's settings. */
export const ME = 'people.me';
export const EDIT_HOURS = 'people.hours';
export const EDIT_PAUSE = 'people.pause';
export const COME_BACK = 'people.back';
export const EDIT_EXCLUSIONS = 'people.exclusions';
export const SHOW_KEPT = 'people.kept';

/** Of what one has to do with; nobody has as many, and a view must not grow without end. */
const MOST_PROGRAMS = 50;

type Button = ActionsBlock['elements'][number];

/** What has just been done; said on top. */
export type Done = 'hours' | 'daysOff' | 'nudges' | 'paused' | 'back' | 'exclusions';

/**
 * One's settings: what is set, who sees it, and the way to change it.
 *
 * @param timeZone the person's, as Slack says
 */
export function settingsView(
  t: Texts,
  { hours, daysOff, nudgedBy, pause, excluded }: Settings,
  { timeZone, done }: { timeZone: string; done?: Done | undefined },
): ModalView {
  const excludedText =
    excluded.length === 0
      ? t('profile:me.exclusions.nobody')
      : t('profile:me.exclusions.count', { count: excluded.length });
  return modal({
    callbackId: 'people.settings',
    title: t('profile:me.title'),
    close: t('common:button.close'),
    blocks: [
      ...(done ? saidOnTop(t(`profile:me.done.${done}`)) : []),
      ...part(t('profile:me.hours.title'), hoursText(t, hours, timeZone), t('profile:me.hours.seen')),
      buttons(button(EDIT_HOURS, t('profile:me.hours.change'))),
      { type: 'divider' },
      ...daysOffBlocks(t, daysOff),
      { type: 'divider' },
      ...nudgedByBlocks(t, nudgedBy),
      { type: 'divider' },
      ...part(t('profile:me.pause.title'), pauseText(t, pause), t('profile:me.pause.seen')),
      buttons(...pauseButtons(t, pause)),
      { type: 'divider' },
      ...part(t('profile:me.exclusions.title'), excludedText, t('profile:me.exclusions.seen')),
      buttons(button(EDIT_EXCLUSIONS, t('profile:me.exclusions.change'))),
      { type: 'divider' },
      buttons(offerButton(t('profile:me.offer')), button(SHOW_KEPT, t('profile:me.kept'))),
    ],
  });
}

function saidOnTop(text: string): KnownBlock[] {
  return [{ type: 'section', text: plain(text) }, { type: 'divider' }];
}

/** One setting: its name, what is set, who sees it. All of it is our own text. */
function part(title: string, text: string, seen: string): KnownBlock[] {
  return [
    { type: 'section', text: mrkdwn(`*${title}*\n${text}`) },
    { type: 'context', elements: [plain(seen)] },
  ];
}

function buttons(...elements: Button[]): KnownBlock {
  return { type: 'actions', elements };
}

function pauseButtons(t: Texts, pause: Pause | null): Button[] {
  return pause
    ? [button(EDIT_PAUSE, t('profile:me.pause.changeDay')), button(COME_BACK, t('profile:me.pause.back'))]
    : [button(EDIT_PAUSE, t('profile:me.pause.begin'))];
}

function hoursText(t: Texts, { days, from, to }: WorkingHours, timeZone: string): string {
  return t('profile:me.hours.are', {
    days: listOf(
      t,
      days.map((day) => weekdayName(t, day)),
    ),
    from,
    to,
    timeZone,
  });
}

function pauseText(t: Texts, pause: Pause | null): string {
  if (!pause) return t('profile:me.pause.none');
  if (pause.backOn === null) return t('profile:me.pause.open');
  return t('profile:me.pause.until', { day: backName(t, pause.since, pause.backOn) });
}

/** What the app keeps of a person, read by that person. */
export function keptView(t: Texts, { person, profile, excluded, concerns, programs }: Kept): ModalView {
  const slack = person && [
    t('profile:kept.name', { name: person.name }),
    t('profile:kept.zone', { timeZone: person.timeZone ?? '–', locale: person.locale ?? '–' }),
    ...(person.email === null ? [] : [t('profile:kept.email', { email: person.email })]),
    ...(person.isGuest ? [t('profile:kept.guest')] : []),
  ];
  const imported = person && [
    ...(person.title === null ? [] : [t('profile:kept.jobTitle', { title: person.title })]),
    ...(person.department === null ? [] : [t('profile:kept.department', { department: person.department })]),
    ...(person.experienceYears === null ? [] : [t('profile:kept.years', { count: person.experienceYears })]),
    ...(person.hasManager ? [t('profile:kept.manager')] : []),
  ];
  const own = [
    ...(person ? [t('profile:kept.settings')] : []),
    ...(profile
      ? [
          t('profile:kept.offer', {
            languages: listOf(
              t,
              profile.languages.map((one) => languageName(t, one)),
            ),
          }),
        ]
      : []),
    ...(excluded > 0 ? [t('profile:me.exclusions.count', { count: excluded })] : []),
    ...(concerns > 0 ? [t('profile:kept.concerns', { count: concerns })] : []),
  ];
  return modal({
    callbackId: 'people.kept.view',
    title: t('profile:kept.title'),
    close: t('common:button.back'),
    blocks: [
      {
        type: 'section',
        text: plain(t(person || programs.length > 0 ? 'profile:kept.lead' : 'profile:kept.nothing')),
      },
      ...list(t('profile:kept.fromSlack'), slack ?? []),
      ...list(t('profile:kept.fromImport'), imported ?? []),
      ...list(t('profile:kept.fromYou'), own),
      ...list(t('profile:kept.programs'), programTexts(t, programs)),
      ...(person
        ? list(t('profile:kept.underWay'), [t('profile:kept.requests'), t('profile:kept.messages')])
        : []),
      { type: 'section', text: plain(t('profile:kept.never')) },
    ],
  });
}

function programTexts(t: Texts, programs: readonly OwnProgram[]): string[] {
  const texts = programs.slice(0, MOST_PROGRAMS).map(({ name, kind, as }) => {
    if (as === 'manager' || as === 'invited') return t(`profile:kept.program.${as}`, { name });
    return t(`profile:kept.program.${as}.${kind}`, { name });
  });
  const more = programs.length - texts.length;
  return more > 0 ? [...texts, t('profile:kept.programsMore', { count: more })] : texts;
}

/** A titled list; what people typed or an import brought stays plain in it. Nothing where there is nothing to say. */
function list(title: string, texts: readonly string[]): KnownBlock[] {
  if (texts.length === 0) return [];
  const items = texts.map((text): RichTextSection => line(run(text)));
  return [
    {
      type: 'rich_text',
      elements: [
        line(run(title, { bold: true })),
        { type: 'rich_text_list', style: 'bullet', elements: items },
      ],
    },
  ];
}
