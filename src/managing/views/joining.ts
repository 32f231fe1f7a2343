import type { Button, KnownBlock, ModalView } from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import { ASK } from '../../matching/views/actions.ts';
import { offerButton } from '../../people/views/profile.ts';
import { daysName } from '../../people/views/words.ts';
import type { Joinable } from '../../programs/flow/joining.ts';
import type { NoJoining, Role } from '../../programs/joining.ts';
import type { Program } from '../../programs/program.ts';
import { PROGRAMS, programsButton } from '../../programs/views.ts';
import { type Message, MOST_HOME_BLOCKS } from '../../slack/asking.ts';
import { button, buttons, confirmation } from '../../slack/buttons.ts';
import { channelSelect, peopleSelect } from '../../slack/inputs.ts';
import { LIMITS } from '../../slack/limits.ts';
import { modal } from '../../slack/modal.ts';
import { conversationIn, peopleIn, type Sent } from '../../slack/sent.ts';
import { cut, escaped, line, plain, run } from '../../slack/text.ts';
import type { Invited, Joined, ProgramsSeen } from '../flow/joining.ts';
import { INVITE_FORM, JOIN_AS_GUIDE, LEAVE, NOT_NOW } from './actions.ts';
import { datesName, section, seen } from './words.ts';

/** So many programs stand on a Home, those in which one takes part first. */
const AT_HOME = 6;
/** What modals about joining carry, so that the list of programs takes their place. */
export const OF_PROGRAMS = 'programs';
/** What it is, and its buttons. */
const BLOCKS_EACH = 2;
/** A modal has 100 blocks; nobody reads on and on. */
const MOST_IN_LIST = 20;
const PURPOSE_SHOWN = 300;

/**
 * The programs in which somebody takes part, or could, on their Home; nothing where there are none. At most 14 blocks.
 *
 * @param blocks so many there is room for; where not every program fits, the way to the others stands last
 */
export function joinBlocks(
  t: Texts,
  programs: readonly Joinable[],
  blocks: number = MOST_HOME_BLOCKS,
): KnownBlock[] {
  // A heading, then two blocks a program: none is left without its buttons.
  const room = Math.min(AT_HOME, Math.floor((blocks - 2) / BLOCKS_EACH));
  if (programs.length === 0 || room < 1) return [];
  return [
    { type: 'header', text: plain(t('programs:join.title'), LIMITS.header) },
    ...ownFirst(programs)
      .slice(0, room)
      .flatMap((one) => programBlocks(t, one)),
    ...moreBlocks(t, programs.length, room),
  ];
}

/** The programs that one can join or takes part in, from the one at `from` on, and what needs no joining. */
export function programsView(
  t: Texts,
  { programs, isGuest, hasForAll }: ProgramsSeen,
  from: number,
): ModalView {
  const first = from < programs.length ? from : 0;
  const none = t(isGuest ? 'programs:list.noneForGuests' : 'programs:list.none');
  return modal({
    callbackId: 'managing.programs',
    metadata: OF_PROGRAMS,
    title: t('programs:list.title'),
    close: t('common:button.close'),
    blocks: [
      ...ownFirst(programs)
        .slice(first, first + MOST_IN_LIST)
        .flatMap((one) => programBlocks(t, one)),
      ...(programs.length === 0 ? [section(none)] : moreBlocks(t, programs.length, first + MOST_IN_LIST)),
      ...(hasForAll
        ? [
            section(t('programs:list.forAll')),
            buttons('managing.for-all', [
              button(ASK, t('matching:button.askEither'), ''),
              offerButton(t('profile:you.offer')),
            ]),
          ]
        : []),
    ],
  });
}

/** Those in which one takes part come first. */
function ownFirst(programs: readonly Joinable[]): Joinable[] {
  return programs.toSorted((a, b) => Number(b.has.length > 0) - Number(a.has.length > 0));
}

function programBlocks(t: Texts, one: Joinable): KnownBlock[] {
  return [
    aboutBlock(t, one),
    buttons(`managing.program.${one.program.id}`, [...joinButtons(t, one), ...leaveButtons(t, one)]),
  ];
}

/** The way to those that do not fit; nothing where all do. */
function moreBlocks(t: Texts, all: number, shown: number): KnownBlock[] {
  if (all <= shown) return [];
  const more = button(PROGRAMS, t('programs:list.more', { count: all - shown }), String(shown));
  return [buttons('managing.programs.more', [more])];
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
  const { name, kind, rules } = joined.program;
  // Whom a cohort brings together was not asked before: both decide after their first conversation.
  const how = rules.matching === 'cohort' ? 'joinedCohort' : 'joined';
  return joining(t, [
    section(t(`programs:join.done.${how}`, { program: name })),
    ...(kind === 'coaching' ? [section(t('programs:join.done.coach'))] : []),
    toPrograms(t),
  ]);
}

function refusedView(
  t: Texts,
  { why, program }: { why: NoJoining; program: Program | undefined },
): ModalView {
  const text = section(t(`programs:join.refused.${why}`));
  if (why !== 'no-profile' || !program) return joining(t, [text, toPrograms(t)]);
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
  return joining(t, [section(t(`programs:join.done.${what}`)), toPrograms(t)]);
}

function toPrograms(t: Texts): KnownBlock {
  return buttons('managing.to-programs', [programsButton(t)]);
}

function joining(t: Texts, blocks: KnownBlock[]): ModalView {
  return modal({
    callbackId: 'managing.joining',
    metadata: OF_PROGRAMS,
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
