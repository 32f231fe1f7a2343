import type { KnownBlock, ModalView } from '@slack/types';
import { type Texts, textsIn } from '../../locales/texts.ts';
import type { Readers } from '../../people/flow/readers.ts';
import type { Language, PersonKey } from '../../ports.ts';
import type { ProgramId } from '../../programs/program.ts';
import { showInPlace, showModal } from '../../slack/answering.ts';
import type { ActionAsking, Asking, Feature } from '../../slack/asking.ts';
import { channelMembers } from '../../slack/channels.ts';
import { ANNOUNCEMENT, announcementOf, announcementsTurn } from '../flow/announcing.ts';
import {
  declineInvitation,
  INVITED,
  invitationFor,
  invitationsTurn,
  invitePeople,
  joinAsGuide,
  joinableFor,
  leave,
  programsSeen,
} from '../flow/joining.ts';
import { managed, type ProgramPorts } from '../flow/program.ts';
import { pageOf } from '../flow/seeing.ts';
import { INVITE, INVITE_FORM, JOIN_AS_GUIDE, LEAVE, NOT_NOW, PROGRAMS } from '../views/actions.ts';
import { announcement } from '../views/announcement.ts';
import {
  invitedMessage,
  invitedText,
  inviteErrors,
  inviteForm,
  joinBlocks,
  joinedView,
  leftView,
  OF_PROGRAMS,
  programsView,
  sentInvited,
} from '../views/joining.ts';
import { programPage } from '../views/page.ts';
import { programIn, programSaid } from '../views/words.ts';

type HomeReader = Parameters<NonNullable<Feature['homeSection']>>[1];

/** From which on a list goes on; from its beginning where a button carries no number. */
function placeOf(value: string | undefined): number {
  const from = Number(value);
  return Number.isSafeInteger(from) && from > 0 ? from : 0;
}

/** Joining a program and leaving it, for everybody; and asking people to, for its managers. */
export function joining(
  ports: ProgramPorts,
  readers: Readers,
): Required<Pick<Feature, 'commands' | 'actions' | 'views' | 'messages' | 'posts' | 'due'>> & {
  /** Its part of a Home, in so many blocks. */
  homeSection(who: PersonKey, reader: HomeReader, blocks: number): Promise<KnownBlock[]>;
} {
  /** What somebody does about a program that a button names. */
  const act = (asking: ActionAsking, work: (t: Texts, id: ProgramId) => Promise<ModalView>): Promise<void> =>
    showInPlace(asking, readers, ({ language }) => {
      const t = textsIn(language);
      const id = programIn(asking.value);
      return id ? work(t, id) : Promise.resolve(programSaid(t, 'gone'));
    });

  const programs = async (
    { who }: Asking,
    reader: { language: Language; isGuest: boolean },
    from = 0,
  ): Promise<ModalView> =>
    programsView(textsIn(reader.language), await programsSeen(ports, who, reader), from);

  return {
    commands: {
      async programs(asking) {
        await asking.ack();
        await showModal(asking, readers, (reader) => programs(asking, reader), { looksUp: true });
      },
    },
    actions: {
      // From Home, a form or advice it opens; from another of these modals it takes its place.
      [PROGRAMS]: (asking) =>
        asking.inView?.metadata === OF_PROGRAMS
          ? showInPlace(asking, readers, (reader) => programs(asking, reader, placeOf(asking.value)))
          : showModal(asking, readers, (reader) => programs(asking, reader, placeOf(asking.value)), {
              looksUp: true,
            }),
      [JOIN_AS_GUIDE]: (asking) =>
        act(asking, async (t, id) => joinedView(t, await joinAsGuide(ports, asking.who, id))),
      [LEAVE.learner]: (asking) =>
        act(asking, async (t, id) => {
          await leave(ports, asking.who, id, 'learner');
          return leftView(t, 'left');
        }),
      [LEAVE.guide]: (asking) =>
        act(asking, async (t, id) => {
          await leave(ports, asking.who, id, 'guide');
          return leftView(t, 'left');
        }),
      [NOT_NOW]: (asking) =>
        act(asking, async (t, id) => {
          await declineInvitation(ports, asking.who, id);
          return leftView(t, 'not-now');
        }),
      [INVITE]: (asking) =>
        showModal(
          asking,
          readers,
          async ({ language }) => {
            const t = textsIn(language);
            const id = programIn(asking.value);
            const found = id ? await managed(ports, asking.who, id) : ({ outcome: 'gone' } as const);
            return found.outcome === 'found' ? inviteForm(t, found.program) : programSaid(t, found.outcome);
          },
          { looksUp: true },
        ),
    },
    views: {
      async [INVITE_FORM]({ who, view, client, ack }) {
        const t = textsIn(readers.languageOf(who));
        const id = programIn(view.private_metadata);
        const { people, channel } = sentInvited(view);
        // Before Slack is asked about a channel: what it says of one is for managers.
        const may = id ? await managed(ports, who, id) : ({ outcome: 'gone' } as const);
        if (may.outcome !== 'found')
          return ack({ response_action: 'update', view: programSaid(t, may.outcome) });
        const found = channel ? await channelMembers(client, channel) : undefined;
        if (found && found.outcome !== 'found')
          return ack({ response_action: 'errors', errors: inviteErrors(t, found.outcome) });
        const result = id
          ? await invitePeople(ports, who, id, [...people, ...(found?.members ?? [])])
          : ({ outcome: 'gone' } as const);
        if (result.outcome === 'nobody')
          return ack({ response_action: 'errors', errors: inviteErrors(t, 'nobody') });
        const page = id && result.outcome === 'invited' ? await pageOf(ports, who, id) : undefined;
        const shown =
          result.outcome === 'invited' && page?.outcome === 'found'
            ? programPage(t, page.page, { said: invitedText(t, result) })
            : programSaid(t, result.outcome === 'invited' ? 'gone' : result.outcome);
        if (view.previous_view_id === null) return ack({ response_action: 'update', view: shown });
        await client.views.update({ view_id: view.previous_view_id, view: shown });
        await ack();
      },
    },
    messages: {
      [INVITED]: {
        async render(to, about, language, isSent) {
          const found = await invitationFor(ports, to, about);
          // Who has joined meanwhile, or cannot any more, need not be asked.
          const isAsked = found?.joinable && found.joinable.has.length === 0 && !found.joinable.notNowAt;
          return found && (isSent || isAsked) ? invitedMessage(textsIn(language), found) : undefined;
        },
      },
    },
    posts: {
      [ANNOUNCEMENT]: {
        async render({ workspaceId, programId }) {
          const found = await announcementOf(ports, workspaceId, programId);
          return found && announcement(textsIn(found.program.language), found);
        },
      },
    },
    due: [announcementsTurn(ports), invitationsTurn(ports)],
    async homeSection(who, { language, isGuest }, blocks) {
      return joinBlocks(textsIn(language), await joinableFor(ports, who, { isGuest }), blocks);
    },
  };
}
