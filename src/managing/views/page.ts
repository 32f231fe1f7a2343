import type { Button, KnownBlock, ModalView, RichTextSection } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { detailsOf } from '../../programs/details.ts';
import { ROLES, type Role, takesPeople } from '../../programs/joining.ts';
import type { LifeStep } from '../../programs/lifecycle.ts';
import type { Program, ProgramId } from '../../programs/program.ts';
import { button, buttons } from '../../slack/buttons.ts';
import { modal } from '../../slack/modal.ts';
import { line, run } from '../../slack/text.ts';
import { REPORT } from '../../summaries/views/reporting.ts';
import { sectionsOf } from '../../summaries/views/sections.ts';
import type { ProgramPage } from '../flow/seeing.ts';
import { CHANGE, EXTEND, INVITE, MANAGERS, RENEW, SETTINGS, STEPS } from './actions.ts';
import { stateName } from './home.ts';
import { unmetBlocks } from './unmet.ts';
import { datesName, divider, list, naming, needText, section, seen } from './words.ts';

/** What has just been done; said on top. */
export type PageDone =
  | 'created'
  | 'renewed'
  | 'changed'
  | 'extended'
  | 'managers'
  | Exclude<LifeStep, 'throw-away'>;

/** Fewer people than this are not counted out. */
const LEAST = 5;
/** The most wanted topics; all of them stand in the report and the export. */
const TOPICS_SHOWN = 10;

/** A program's page for its managers: where it stands and what needs them, what is set, who joined, and what can be done. */
export function programPage(t: Texts, page: ProgramPage, done?: PageDone | { said: string }): ModalView {
  const { program, need } = page;
  const { id, name, purpose, isForAll } = program;
  return modal({
    callbackId: 'managing.program.page',
    title: t('programs:page.title'),
    close: t('common:button.close'),
    blocks: [
      ...(done ? [section(typeof done === 'object' ? done.said : t(`programs:done.${done}`)), divider] : []),
      {
        type: 'rich_text',
        elements: [
          line(run(name, { bold: true }), run(`\n${stateName(t, program)}`)),
          ...(purpose === '' ? [] : [line(run(`\n${purpose}`))]),
        ],
      },
      ...(need ? [section(needText(t, program, need))] : []),
      ...(isForAll ? [section(t('programs:page.forAll'))] : []),
      ...stepButtons(t, page),
      ...unmetBlocks(t, program, page.unmet),
      list(facts(t, page)),
      ...(isForAll ? [] : [joinedBlock(t, page)]),
      ...(page.coaches ? [section(coachesText(t, page.coaches))] : []),
      ...goesBlocks(t, page),
      ...changeButtons(t, id, page),
      seen(t('programs:page.seen')),
    ],
  });
}

function stepButtons(t: Texts, { program, steps, need }: ProgramPage): KnownBlock[] {
  const { id, endsOn } = program;
  const lacking = need?.need === 'lacks';
  const elements: Button[] = steps.map((step) => stepButton(t, id, step, step === usual(steps) && !lacking));
  if (steps.includes('end') && endsOn !== null) elements.push(button(EXTEND, t('programs:page.extend'), id));
  return elements.length > 0 ? [buttons('managing.page.steps', elements)] : [];
}

/** What comes next by itself, as it were; ending is never that. */
function usual(steps: readonly LifeStep[]): LifeStep | undefined {
  return steps.find((step) => step === 'open' || step === 'start');
}

/** The way to the confirmation of a step. */
export function stepButton(
  t: Texts,
  id: ProgramId,
  step: LifeStep,
  isPrimary = false,
  about?: string,
): Button {
  return button(STEPS[step], t(`programs:step.${step}`), `${id} ${step}`, {
    about,
    ...(isPrimary && { style: 'primary' }),
  });
}

function facts(t: Texts, { program, managers }: ProgramPage): (string | RichTextSection)[] {
  const { channel, isForAll } = program;
  const { joining, guests, joinsWhileRunning, matching, weighting, summaries } = detailsOf(program);
  const fact = (
    field: 'joining' | 'guests' | 'joinsWhileRunning' | 'matching' | 'weighting' | 'summaries',
    is: string,
  ) => `${t(`programs:field.${field}`)}: ${is}`;
  return [
    channel
      ? naming(t('programs:page.channelIs'), [{ type: 'channel', channel_id: channel }])
      : t('programs:page.noChannel'),
    ...(isForAll
      ? []
      : [
          datesName(t, program) ?? t('programs:page.noDays'),
          fact('joining', t(`programs:joining.${joining}`)),
          fact('guests', t(`programs:guests.${program.keepsGuestsOut ? 'keptOut' : guests ? 'may' : 'no'}`)),
          fact('joinsWhileRunning', t(`programs:joinsWhileRunning.${joinsWhileRunning ? 'yes' : 'no'}`)),
        ]),
    fact('matching', t(`programs:matching.${matching}`)),
    fact('weighting', t(`programs:weighting.${weighting ?? 'own'}`)),
    fact('summaries', t(`programs:summaries.${summaries}`)),
    managers.length > 0
      ? naming(
          t('programs:page.managersAre'),
          managers.map((user_id) => ({ type: 'user', user_id })),
        )
      : t('programs:page.noManagers'),
  ];
}

function joinedBlock(t: Texts, { program, joined }: ProgramPage): KnownBlock {
  return titled(
    t('programs:page.joined'),
    ROLES.map((role) => countText(t, program, role, joined[role])),
  );
}

/** How it goes, section by section; of a program in which nobody is matched yet what is asked and offered. */
function goesBlocks(t: Texts, { program, figures, now: at }: ProgramPage): KnownBlock[] {
  if (program.state === 'draft') return [];
  const { kind, timeZone } = program;
  const sections = sectionsOf(t, kind, figures, { at, timeZone, topics: TOPICS_SHOWN });
  if (sections.length === 0)
    return program.state === 'open' ? [] : [titled(t('programs:page.goes'), [t('summaries:nothing')])];
  return sections.map(({ title, words }) => titled(title, words));
}

function titled(title: string, words: readonly string[]): KnownBlock {
  return { type: 'rich_text', elements: [line(run(title, { bold: true })), ...list(words).elements] };
}

function countText(t: Texts, { kind }: Program, role: Role, count: number): string {
  const number = count === 0 || count >= LEAST ? String(count) : t('programs:page.few', { least: LEAST });
  return t(`programs:page.${role}.${kind}`, { number });
}

/** Coaches are confirmed one by one, by name: how many of them are is no secret to those who do it. */
function coachesText(t: Texts, { all, confirmed }: NonNullable<ProgramPage['coaches']>): string {
  if (all === 0) return t('programs:page.noCoaches');
  if (all < LEAST) return t('programs:page.fewCoaches', { least: LEAST });
  return t('programs:page.coaches', { confirmed, all });
}

function changeButtons(t: Texts, id: ProgramId, { program, isAdmin, renewedAs }: ProgramPage): KnownBlock[] {
  if (program.state === 'draft') return [changing(t, id, { program, isAdmin }, [])];
  const report = button(REPORT, t('reports:modal.title'), id);
  if (program.state === 'ended') {
    const again = button(RENEW, t('programs:page.renew'), `${id} ${renewedAs}`);
    return [buttons('managing.page.change', [...(program.isForAll ? [] : [again]), report])];
  }
  return [changing(t, id, { program, isAdmin }, [report])];
}

function changing(
  t: Texts,
  id: ProgramId,
  { program, isAdmin }: Pick<ProgramPage, 'program' | 'isAdmin'>,
  more: Button[],
): KnownBlock {
  return buttons('managing.page.change', [
    ...(takesPeople(program) ? [button(INVITE, t('programs:invite.button'), id)] : []),
    button(CHANGE, t('programs:page.change'), id),
    button(SETTINGS, t('programs:page.rhythm'), id),
    ...(isAdmin ? [button(MANAGERS, t('programs:page.managers'), id)] : []),
    ...more,
  ]);
}
