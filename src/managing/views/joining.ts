import type { Button, KnownBlock, ModalView } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { ASK } from '../../matching/views/actions.ts';
import { offerButton } from '../../people/views/profile.ts';
import { daysName } from '../../people/views/words.ts';
import type { Joinable } from '../../programs/flow/joining.ts';
import type { NoJoining, Role } from '../../programs/joining.ts';
import type { Program } from '../../programs/program.ts';
import { type Message, MOST_HOME_BLOCKS } from '../../slack/asking.ts';
import { button, buttons, confirmation } from '../../slack/buttons.ts';
import { channelSelect, peopleSelect } from '../../slack/inputs.ts';
import { LIMITS } from '../../slack/limits.ts';
import { modal } from '../../slack/modal.ts';
import { conversationIn, peopleIn, type Sent } from '../../slack/sent.ts';
import { cut, escaped, line, plain, run } from '../../slack/text.ts';
import type { Invited, Joined } from '../flow/joining.ts';
import { INVITE_FORM, JOIN_AS_GUIDE, LEAVE, NOT_NOW } from './actions.ts';
import { datesName, section, seen } from './words.ts';

/** So many programs stand on a Home, those in which one takes part first. */
const AT_HOME = 6;
const PURPOSE_SHOWN = 300;

/** The programs in which somebody takes part, or could, on their Home; nothing where there are none. At most 13 blocks. */
export function joinBlocks(t: Texts, programs: readonly Joinable[]): KnownBlock[] {
  if (programs.length === 0) return [];
  const own = programs.toSorted((a, b) => Number(b.has.length > 0) - Number(a.has.length > 0));
  const header: KnownBlock = { type: 'header', text: plain(t('programs:join.title'), LIMITS.header) };
  const blocks = own
    .slice(0, AT_HOME)
    .flatMap((one) => [
      aboutBlock(t, one),
      buttons(`managing.program.${one.program.id}`, [...joinButtons(t, one), ...leaveButtons(t, one)]),
    ]);
  return [header, ...blocks].slice(0, MOST_HOME_BLOCKS);
}

/** Its name and what it is for are its manager's words: they stay plain. */
function aboutBlock(t: Texts, { program, has }: Joinable): KnownBlock {
  const { name, purpose, kind } = program;
  const lines = [
    kindAndDates(t, program),
    ...(purpose === '' ? [] : [cut(purpose, PURPOSE_SHOWN)]),
    ...has.map((role) => t(`programs:join.has.${role}.${kind}`)),
  ];
  return {
    type: 'rich_text',
    elements: [line(run(name, { bold: true }), run(`\n${lines.join('\n')}`))],
  };
}

function kindAndDates(t: Texts, program: Program): string {
  const { startsOn, endsOn } = program;
  const isBoth = startsOn !== null && endsOn !== null;
  const dates = isBoth ? daysName(t, { from: startsOn, to: endsOn }) : datesName(t, program);
  const kind = t(`programs:kind.${program.kind}`);
  return dates ? t('programs:join.dates', { kind, dates }) : kind;
}

/** The ways in: a learner says what they wish for, a guide joins at once. */
export function joinButtons(t: Texts, { program, can }: Pick<Joinable, 'program' | 'can'>): Button[] {
  const { id, kind, name } = program;
  const action: Record<Role, string> = { learner: ASK, guide: JOIN_AS_GUIDE };
  return can.map((role) =>
    button(action[role], t(`programs:join.as.${role}.${kind}`), id, {
      about: name,
      ...(role === 'learner' && { style: 'primary' as const }),
    }),
  );
}

function leaveButtons(t: Texts, { program, has }: Joinable): Button[] {
  return has.map((role) =>
    button(LEAVE[role], t(`programs:join.leave.${role}`), program.id, {
      about: program.name,
      confirm: confirmation({
        title: t('programs:join.leaveTitle'),
        text: t(`programs:join.leaveText.${role}`),
        yes: t('programs:join.leaveYes'),
        no: t('programs:join.leaveNo'),
      }),
    }),
  );
}

/** What came of joining as a guide; who has not said what they offer finds the way to it. */
export function joinedView(t: Texts, joined: Joined): ModalView {
  if (joined.outcome === 'refused') return refusedView(t, joined);
  const { name, kind } = joined.program;
  return joining(t, [
    section(t('programs:join.done.joined', { program: name })),
    ...(kind === 'coaching' ? [section(t('programs:join.done.coach'))] : []),
  ]);
}

function refusedView(
  t: Texts,
  { why, program }: { why: NoJoining; program: Program | undefined },
): ModalView {
  const text = section(t(`programs:join.refused.${why}`));
  if (why !== 'no-profile' || !program) return joining(t, [text]);
  return joining(t, [
    text,
    buttons('managing.join.offer', [
      offerButton(t(`programs:join.offer.${program.kind}`), program.kind),
      button(JOIN_AS_GUIDE, t(`programs:join.as.guide.${program.kind}`), program.id),
    ]),
  ]);
}

/** Somebody has left, or said "not now". */
export function leftView(t: Texts, what: 'left' | 'not-now'): ModalView {
  return joining(t, [section(t(`programs:join.done.${what}`))]);
}

function joining(t: Texts, blocks: KnownBlock[]): ModalView {
  return modal({
    callbackId: 'managing.joining',
    title: t('programs:page.title'),
    close: t('common:button.close'),
    blocks,
  });
}

/** To somebody whom a manager asks to take part; once they have joined, or nobody can any more, it says so. */
export function invitedMessage(
  t: Texts,
  { program, joinable }: { program: Program; joinable: Joinable | undefined },
): Message {
  const { id, name, kind, purpose } = program;
  const lead = t('programs:invited.text', { program: name });
  const { has = [], can = [], notNowAt = null } = joinable ?? {};
  const about = [kindAndDates(t, program), ...(purpose === '' ? [] : [cut(purpose, PURPOSE_SHOWN)])].join(
    '\n',
  );
  const now =
    has.length > 0
      ? has.map((role) => t(`programs:join.has.${role}.${kind}`)).join(' ')
      : can.length === 0
        ? t('programs:invited.over')
        : notNowAt
          ? t('programs:invited.notNow')
          : t(`programs:invited.how.${kind}`);
  const mayJoin = has.length === 0 && can.length > 0;
  return {
    text: escaped([lead, about, now].join('\n')),
    blocks: [
      section(lead),
      section(about),
      section(now),
      ...(mayJoin
        ? [
            buttons('managing.invited', [
              ...joinButtons(t, { program, can }),
              ...(notNowAt ? [] : [button(NOT_NOW, t('programs:join.notNow'), id, { about: name })]),
            ]),
          ]
        : []),
    ],
  };
}

const PEOPLE_BLOCK = 'managing.invite.people';
const CHANNEL_BLOCK = 'managing.invite.channel';
const MOST_CHOSEN = 100;

/** The form in which people are asked to take part. */
export function inviteForm(t: Texts, { id, name }: Pick<Program, 'id' | 'name'>): ModalView {
  return modal({
    callbackId: INVITE_FORM,
    metadata: id,
    title: t('programs:invite.title'),
    submit: t('programs:invite.submit'),
    close: t('common:button.back'),
    blocks: [
      section(t('programs:invite.lead', { program: name })),
      peopleSelect({
        block: PEOPLE_BLOCK,
        optional: true,
        label: t('programs:invite.people'),
        placeholder: t('programs:placeholder.people'),
        most: MOST_CHOSEN,
        chosen: [],
      }),
      channelSelect({
        block: CHANNEL_BLOCK,
        optional: true,
        label: t('programs:invite.channel'),
        hint: t('programs:invite.channelHint'),
        placeholder: t('programs:placeholder.channel'),
        chosen: null,
      }),
      seen(t('programs:invite.seen')),
    ],
  });
}

/** Whom to ask: people, and everybody in a channel. */
export function sentInvited(view: Sent): { people: string[]; channel: string | null } {
  return { people: peopleIn(view, PEOPLE_BLOCK), channel: conversationIn(view, CHANNEL_BLOCK) };
}

export function inviteErrors(
  t: Texts,
  wrong: 'nobody' | 'not-allowed' | 'not-there' | 'later',
): Record<string, string> {
  return { [wrong === 'nobody' ? PEOPLE_BLOCK : CHANNEL_BLOCK]: t(`programs:invite.wrong.${wrong}`) };
}

/** What came of it, in a sentence or two. */
export function invitedText(t: Texts, { count, others }: Extract<Invited, { outcome: 'invited' }>): string {
  if (count === 0) return t('programs:invite.none');
  const asked = t('programs:invite.done', { count });
  return others > 0 ? `${asked} ${t('programs:invite.others')}` : asked;
}
