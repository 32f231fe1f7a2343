import type { KnownBlock, ModalView, RichTextSection } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { EDIT_CONTACTS } from '../../people/views/contacts.ts';
import { dayName } from '../../people/views/words.ts';
import type { PersonId } from '../../ports.ts';
import { MOST_MANAGERS } from '../../programs/details.ts';
import { type Lack, LIFE_STEPS, type LifeStep } from '../../programs/lifecycle.ts';
import { type Program, ProgramId } from '../../programs/program.ts';
import type { Message } from '../../slack/asking.ts';
import { button, buttons } from '../../slack/buttons.ts';
import { peopleSelect } from '../../slack/inputs.ts';
import { modal } from '../../slack/modal.ts';
import { peopleIn, type Sent } from '../../slack/sent.ts';
import { escaped, line, run } from '../../slack/text.ts';
import type { DateTold } from '../flow/dates.ts';
import type { BeforeStep } from '../flow/life.ts';
import { EXTEND, MANAGERS_FORM, PROGRAM, STEP_FORM } from './actions.ts';
import { stepButton } from './page.ts';
import { list, naming, programIn, section } from './words.ts';

/** Which step of which program a button or form names, and of what version; nothing of one made by hand. */
export function stepIn(
  value: string | undefined,
): { programId: ProgramId; step: LifeStep; version: number } | undefined {
  const [, named, version] = (value ?? '').split(' ');
  const [programId, step] = [programIn(value), LIFE_STEPS.find((one) => one === named)];
  return programId && step && { programId, step, version: Number(version) || 0 };
}

/** Which program is to be set up again, and the id of the new one; nothing where it names none. */
export function renewalIn(value: string | undefined): { programId: ProgramId; id: ProgramId } | undefined {
  const [, id] = (value ?? '').split(' ');
  const [programId, renewed] = [programIn(value), ProgramId.safeParse(id).data];
  return programId && renewed && { programId, id: renewed };
}

/** Asks whether a step is meant: what it does, and what it sends to how many; or what the program still needs. */
export function confirmStep(t: Texts, before: BeforeStep): ModalView {
  const { program, step, lacks } = before;
  if (lacks.length > 0) return lacksView(t, before);
  return modal({
    callbackId: STEP_FORM,
    metadata: `${program.id} ${step} ${program.version}`,
    title: t(`programs:confirm.title.${step}`),
    submit: t(`programs:confirm.submit.${step}`),
    close: t('common:button.cancel'),
    blocks: [
      { type: 'rich_text', elements: [line(run(program.name, { bold: true }))] },
      section(whatText(t, program, step)),
      {
        type: 'rich_text',
        elements: [line(run(t('programs:confirm.sends'), { bold: true })), sendsLine(t, before)],
      },
    ],
  });
}

function lacksView(t: Texts, { program, lacks, isAdmin }: BeforeStep): ModalView {
  return modal({
    callbackId: 'managing.lacks',
    title: t('programs:confirm.title.open'),
    close: t('common:button.back'),
    blocks: [
      { type: 'rich_text', elements: [line(run(program.name, { bold: true }))] },
      ...lacksBlocks(t, lacks, isAdmin),
    ],
  });
}

function lacksBlocks(t: Texts, lacks: readonly Lack[], isAdmin: boolean): KnownBlock[] {
  return [
    section(t('programs:confirm.lacks')),
    list(lacks.map((lack) => t(`programs:lack.${lack}`))),
    ...(isAdmin && lacks.includes('contacts')
      ? [buttons('managing.lacks', [button(EDIT_CONTACTS, t('programs:confirm.enter'))])]
      : []),
  ];
}

function whatText(t: Texts, { rules }: Program, step: LifeStep): string {
  if (step !== 'open') return t(`programs:confirm.what.${step}`);
  return t('programs:confirm.what.open', { who: t(`programs:confirm.who.${rules.joining}`) });
}

function sendsLine(t: Texts, before: BeforeStep): RichTextSection {
  const { program, step } = before;
  if (step === 'open' && program.channel)
    return naming(t('programs:confirm.post'), [{ type: 'channel', channel_id: program.channel }]);
  return line(run(sendsText(t, before)));
}

/** Fewer people of pairs than this are not counted out. */
const LEAST = 5;

function sendsText(t: Texts, { program, step, requests: count, told }: BeforeStep): string {
  if (step === 'end' && count + told > 0)
    return [
      ...(count > 0 ? [t('programs:confirm.told.end', { count })] : []),
      ...(told > 0
        ? [
            told < LEAST
              ? t('programs:confirm.told.pairs')
              : t('programs:confirm.told.people', { count: told }),
          ]
        : []),
    ].join(' ');
  if (count === 0 || step !== 'start') return t('programs:confirm.nothing');
  return program.rules.matching === 'cohort'
    ? t('programs:confirm.told.cohort', { count })
    : t('programs:confirm.told.start', { count });
}

const MANAGERS_BLOCK = 'managing.managers.people';

/** The form in which an admin says who manages a program. */
export function managersForm(
  t: Texts,
  { id, name }: Pick<Program, 'id' | 'name'>,
  managers: readonly PersonId[],
): ModalView {
  return modal({
    callbackId: MANAGERS_FORM,
    metadata: id,
    title: t('programs:managers.title'),
    submit: t('common:button.save'),
    close: t('common:button.back'),
    blocks: [
      section(t('programs:managers.lead', { program: name })),
      peopleSelect({
        block: MANAGERS_BLOCK,
        optional: true,
        label: t('programs:field.managers'),
        hint: t('programs:managers.hint'),
        placeholder: t('programs:placeholder.people'),
        most: MOST_MANAGERS,
        chosen: managers,
      }),
    ],
  });
}

export function sentManagers(view: Sent): string[] {
  return peopleIn(view, MANAGERS_BLOCK);
}

export function managersErrors(t: Texts, wrong: 'many' | 'person'): Record<string, string> {
  return { [MANAGERS_BLOCK]: t(`programs:managers.${wrong}`, { most: MOST_MANAGERS }) };
}

/** To somebody who was appointed. */
export function appointedMessage(t: Texts, { id, name }: Pick<Program, 'id' | 'name'>): Message {
  const text = t('programs:appointed.text', { program: name });
  return {
    text: escaped(text),
    blocks: [
      section(text),
      buttons('managing.appointed', [
        button(PROGRAM, t('programs:appointed.open'), id, { style: 'primary' }),
      ]),
    ],
  };
}

/** To a manager, on a program's day or two weeks before its last one; without buttons once that has been dealt with. */
export function dateMessage(t: Texts, { program, notice, day, isOver }: DateTold): Message {
  const { id, name } = program;
  const text = t(`programs:date.${notice}`, { program: name, day: dayName(t, day) });
  if (isOver)
    return {
      text: escaped(`${text} ${t('programs:date.over')}`),
      blocks: [section(text), section(t('programs:date.over'))],
    };
  const extend = button(EXTEND, t('programs:page.extend'), id, { about: name });
  return {
    text: escaped(text),
    blocks: [
      section(text),
      buttons(
        'managing.date',
        notice === 'starts'
          ? [stepButton(t, id, 'start', true, name)]
          : [stepButton(t, id, 'end', false, name), extend],
      ),
    ],
  };
}
