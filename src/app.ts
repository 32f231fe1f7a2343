import { App, type BlockAction, type Receiver, type RespondFn, type ViewSubmitAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { parseCommand } from './guidance/need.ts';
import { type Guidance, guidance } from './guidance/slack.ts';
import { publishHome } from './home/slack.ts';
import { textsIn } from './locales/texts.ts';
import { boltLogger, type Log } from './log.ts';
import { personChanged } from './people/flow/facts.ts';
import { createReaders, type PeoplePorts, type Readers } from './people/flow/readers.ts';
import { contacts } from './people/slack/contacts.ts';
import type { Clock, Language } from './ports.ts';
import type { ActionAsking, Asking, CommandAsking, Feature } from './slack/asking.ts';
import { clientOptionsForPeople } from './slack/clients.ts';
import { factsFrom, factsFromSlack } from './slack/facts.ts';
import { COMMAND, commandAsking, formAsking, interaction, personIn } from './slack/incoming.ts';
import { escaped } from './slack/text.ts';
import { problemHome, problemView } from './slack/views.ts';
import { Work } from './slack/work.ts';
import type { Database } from './storage/database.ts';

export interface AppOptions {
  botToken: string;
  receiver: Receiver;
  apiUrl: string | undefined;
  /** With the bot's token, for what is asked outside a request. */
  client: WebClient;
  db: Database;
  clock: Clock;
  log: Log;
  defaultLanguage: Language;
}

export interface CoachOrMentor {
  bolt: App;
  features: Feature[];
  /** Waits until everything that Slack sent so far has been dealt with. */
  drained(): Promise<void>;
}

/** Puts the features together and connects them to Slack. */
export function createApp(options: AppOptions): CoachOrMentor {
  const { botToken, receiver, apiUrl, client, db, clock, log, defaultLanguage } = options;
  const bolt = new App({
    receiver,
    // Given `token` instead, Bolt 5.1 asks `auth.test` before every request when told not to verify it at the start.
    authorize: async () => ({ botToken }),
    clientOptions: clientOptionsForPeople(apiUrl),
    logger: boltLogger(log),
    // We listen to no messages, so there are none of our own to ignore and no conversation to keep in memory.
    ignoreSelf: false,
    convoStore: false,
  });
  const ports: PeoplePorts = { db, facts: factsFromSlack(client), clock, log, defaultLanguage };
  const readers = createReaders(ports);
  const main = guidance(readers);
  const features: Feature[] = [
    main,
    contacts(ports, readers, {
      contactsSaved: (asking) => publishHome(asking.client, readers, asking.who),
    }),
  ];
  const work = new Work(log, (who) => (who ? readers.languageOf(who) : defaultLanguage));
  listen(bolt, work, ports, readers, main, features);
  return { bolt, features, drained: () => work.drained() };
}

/** Few listeners, routed here by name: 60 of them cost Bolt 24 to 31 % of its throughput against 1 (measured). */
function listen(
  bolt: App,
  work: Work,
  ports: PeoplePorts,
  readers: Readers,
  main: Guidance,
  features: Feature[],
): void {
  const { commands, actions, views, shortcuts } = routes(features);
  const language = (asking: Asking): Language => readers.languageOf(asking.who);

  bolt.command(/./, (args) =>
    work.do(args.ack, () => {
      const asking = commandAsking(args);
      return {
        who: asking.who,
        run: () => answerCommand(asking, main, commands),
        apologise: (text) =>
          asking.opened
            ? showProblem(asking, language(asking), text)
            : asking.say({ text: escaped(text), blocks: [] }),
      };
    }),
  );

  bolt.action<BlockAction>({ type: 'block_actions' }, async ({ body, action, client, ack, respond }) => {
    await ack();
    await work.do(ack, () => {
      const value = 'value' in action ? action.value : undefined;
      const asking: ActionAsking = { ...interaction(body, client), value };
      const run = actions.get(action.action_id);
      const gone = (): Promise<void> => showProblem(asking, language(asking), goneText(language(asking)));
      return {
        who: asking.who,
        // Choosing a value in a form tells us too; only a button that nobody knows needs an answer.
        run: async () => (run ? run(asking) : action.type === 'button' ? gone() : undefined),
        apologise: (text) =>
          body.view?.type === 'home'
            ? showProblemAtHome(asking, language(asking), text)
            : showProblem(asking, language(asking), text, respond),
      };
    });
  });

  bolt.view<ViewSubmitAction>({ callback_id: /./, type: 'view_submission' }, (args) =>
    work.do(args.ack, () => {
      const asking = formAsking(args);
      const run = views.get(args.view.callback_id);
      const said = (text: string) =>
        asking.ack({ response_action: 'update', view: problemView(language(asking), text) });
      return {
        who: asking.who,
        run: () => (run ? run(asking) : said(goneText(language(asking)))),
        // Under a field, so that what was typed stays.
        apologise: (_, reference) => {
          const [field] = args.view.blocks.filter((block) => block.type === 'input');
          const text = textsIn(language(asking))('common:error.unexpectedField', { reference });
          return field?.block_id
            ? asking.ack({ response_action: 'errors', errors: { [field.block_id]: text } })
            : said(text);
        },
      };
    }),
  );

  bolt.shortcut(/./, async ({ body, client, ack }) => {
    await ack();
    await work.do(ack, () => {
      const asking = interaction(body, client);
      const run = shortcuts.get(body.callback_id);
      const say = (text: string): Promise<void> => showProblem(asking, language(asking), text);
      return {
        who: asking.who,
        run: () => (run ? run(asking) : say(goneText(language(asking)))),
        apologise: say,
      };
    });
  });

  // Of earlier versions of the app, or of none: taken at once, so that nobody waits three seconds for a 404.
  bolt.options(/./, ({ ack }) => ack({ options: [] }));
  bolt.view({ callback_id: /./, type: 'view_closed' }, ({ ack }) => ack());

  bolt.event('app_home_opened', ({ event, body, client }) =>
    work.do(nothing, () => {
      const who = personIn(body.team_id, event.user);
      return { who, run: async () => (event.tab === 'home' ? publishHome(client, readers, who) : undefined) };
    }),
  );

  bolt.event('user_change', ({ event, body }) =>
    work.do(nothing, () => {
      const who = personIn(body.team_id, event.user.id);
      return { who, run: () => personChanged(ports, readers, who, factsFrom(event.user)) };
    }),
  );

  // What goes wrong outside a listener. Thrown on, so that an un-acked request is answered by Bolt at once.
  bolt.error(async (error) => {
    work.report(error);
    throw error;
  });
}

/** Maps, because what Slack sends as a name could be `constructor`. */
function routes(features: Feature[]) {
  const all = <L>(of: (feature: Feature) => Record<string, L> | undefined): Map<string, L> =>
    new Map(features.flatMap((feature) => Object.entries(of(feature) ?? {})));
  return {
    commands: all(({ commands }) => commands),
    actions: all(({ actions }) => actions),
    views: all(({ views }) => views),
    shortcuts: all(({ shortcuts }) => shortcuts),
  };
}

function answerCommand(
  asking: CommandAsking,
  main: Guidance,
  commands: ReturnType<typeof routes>['commands'],
): Promise<void> {
  const typed = parseCommand(asking.text);
  switch (typed.kind) {
    case 'nothing':
      return main.introduce(asking);
    case 'subcommand': {
      const run = commands.get(typed.name);
      return run ? run(asking) : main.help(asking, typed.name);
    }
    case 'unknown':
      return main.help(asking, typed.text);
    case 'need':
      return main.listen(asking, typed.text, typed.need);
  }
}

function goneText(language: Language): string {
  return textsIn(language)('common:error.gone', { command: COMMAND });
}

/** In the modal that was opened for this; else as a modal of its own; else, where the trigger is used up, by message. */
async function showProblem(
  asking: Asking,
  language: Language,
  text: string,
  respond?: RespondFn,
): Promise<void> {
  const { client, triggerId, inView, opened } = asking;
  const view = problemView(language, text);
  try {
    if (opened) await client.views.update({ view_id: opened, view });
    else if (inView) await client.views.push({ trigger_id: triggerId, view });
    else await client.views.open({ trigger_id: triggerId, view });
  } catch (error) {
    if (!respond) throw error;
    await respond({ response_type: 'ephemeral', replace_original: false, text: escaped(text) });
  }
}

/** At Home there is nothing to answer to but the Home itself; opening it again brings it back. */
async function showProblemAtHome(asking: Asking, language: Language, text: string): Promise<void> {
  if (asking.opened) return showProblem(asking, language, text);
  await asking.client.views.publish({ user_id: asking.who.personId, view: problemHome(text) });
}

const nothing = (): Promise<void> => Promise.resolve();
