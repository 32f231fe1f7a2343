import { randomUUID } from 'node:crypto';
import {
  type AllMiddlewareArgs,
  App,
  type BlockAction,
  type GlobalShortcut,
  type Receiver,
  type RespondFn,
  type SlackCommandMiddlewareArgs,
  type SlackViewMiddlewareArgs,
  type ViewSubmitAction,
} from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { type Need, parseCommand } from './guidance/need.ts';
import { type Guidance, guidance } from './guidance/slack.ts';
import { publishHome } from './home/slack.ts';
import { textsIn } from './locales/texts.ts';
import { boltLogger, describeError, type Log } from './log.ts';
import { createReaders, type PeoplePorts, type Readers } from './people/flow.ts';
import { people } from './people/slack.ts';
import { type Clock, type Language, PersonId, type PersonKey, WorkspaceId } from './ports.ts';
import type { ActionAsking, Asking, CommandAsking, Feature, FormAsking, Message } from './slack/asking.ts';
import { clientOptionsForPeople } from './slack/clients.ts';
import { wasTooLate } from './slack/errors.ts';
import { factsFrom, factsFromSlack } from './slack/facts.ts';
import { asTyped, escaped } from './slack/text.ts';
import { problemView } from './slack/views.ts';
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

/** The command's usual name; a workspace that renamed it is answered with its own name. */
const COMMAND = '/coach-or-mentor';

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
  const main = guidance(readers, defaultLanguage);
  const features: Feature[] = [
    main,
    people(ports, readers, { contactsSaved: ({ client, who }) => publishHome(client, readers, who) }),
  ];
  const work = new Work(log, readers);
  listen(bolt, work, readers, main, features);
  return { bolt, features, drained: () => work.drained() };
}

/** Few listeners, routed here by name: 60 of them cost Bolt 24 to 31 % of its throughput against 1 (measured). */
function listen(bolt: App, work: Work, readers: Readers, main: Guidance, features: Feature[]): void {
  const { commands, actions, views, shortcuts } = routes(features);
  const language = (asking: Asking): Language => work.languageOf(asking.who);

  bolt.command(/./, (args) => {
    const asking = commandAsking(args);
    const apologise = (text: string): Promise<void> =>
      asking.opened
        ? showProblem(asking, language(asking), text)
        : asking.say({ text: escaped(text), blocks: [] });
    return work.do(asking, apologise, () => answerCommand(asking, main, commands));
  });

  bolt.action<BlockAction>({ type: 'block_actions' }, async ({ body, action, client, ack, respond }) => {
    await ack();
    const asking: ActionAsking = {
      ...interaction(body, client),
      value: 'value' in action ? action.value : undefined,
    };
    const run = actions[action.action_id];
    const gone = (): Promise<void> =>
      showProblem(
        asking,
        language(asking),
        textsIn(language(asking))('common:error.gone', { command: COMMAND }),
      );
    return work.do(
      asking,
      (text) => showProblem(asking, language(asking), text, respond),
      // Choosing a value in a form tells us too; only a button that nobody knows needs an answer.
      () => (run ? run(asking) : action.type === 'button' ? gone() : Promise.resolve()),
    );
  });

  bolt.view<ViewSubmitAction>({ callback_id: /./, type: 'view_submission' }, (args) => {
    const asking = formAsking(args);
    const run = views[args.view.callback_id];
    const t = textsIn(language(asking));
    return work.do(
      asking,
      (_, reference) => {
        const [firstInput] = args.view.blocks.filter((block) => block.type === 'input');
        const text = t('common:error.unexpectedField', { reference });
        return firstInput?.block_id
          ? asking.ack({ response_action: 'errors', errors: { [firstInput.block_id]: text } })
          : asking.ack({ response_action: 'update', view: problemView(language(asking), text) });
      },
      () =>
        run
          ? run(asking)
          : asking.ack({
              response_action: 'update',
              view: problemView(language(asking), t('common:error.gone', { command: COMMAND })),
            }),
    );
  });

  bolt.shortcut<GlobalShortcut>({ type: 'shortcut' }, async ({ body, client, ack }) => {
    await ack();
    const asking = interaction(body, client);
    const run = shortcuts[body.callback_id] ?? shortcuts['guidance.find'];
    return work.do(
      asking,
      (text) => showProblem(asking, language(asking), text),
      () => run?.(asking) ?? Promise.resolve(),
    );
  });

  bolt.event('app_home_opened', async ({ event, body, client }) => {
    if (event.tab !== 'home') return;
    const who = personIn(body.team_id, event.user);
    await work.do({ who }, undefined, () => publishHome(client, readers, who));
  });

  bolt.event('user_change', async ({ event, body }) => {
    const who = personIn(body.team_id, event.user.id);
    await work.do({ who }, undefined, async () => readers.changed(who, factsFrom(event.user)));
  });

  // What goes wrong before a listener runs, as a workspace that took the app away. Thrown on, so that an un-acked
  // request is answered by Bolt at once and not after three seconds of silence.
  bolt.error(async (error) => {
    work.report(error);
    throw error;
  });
}

function routes(features: Feature[]) {
  const all = <K extends 'commands' | 'actions' | 'views' | 'shortcuts'>(key: K): NonNullable<Feature[K]> =>
    Object.assign({}, ...features.map((feature) => feature[key] ?? {}));
  return {
    commands: all('commands'),
    actions: all('actions'),
    views: all('views'),
    shortcuts: all('shortcuts'),
  };
}

function answerCommand(
  asking: CommandAsking,
  main: Guidance,
  commands: NonNullable<Feature['commands']>,
): Promise<void> {
  const typed = parseCommand(asking.text);
  switch (typed.kind) {
    case 'nothing':
      return main.introduce(asking);
    case 'subcommand':
      return commands[typed.name]?.(asking) ?? main.help(asking, typed.name);
    case 'unknown':
      return main.help(asking, typed.text);
    case 'need':
      return main.listen(asking, typed.text, typed.need satisfies Need);
  }
}

function commandAsking({
  command,
  client,
  ack,
  respond,
}: SlackCommandMiddlewareArgs & AllMiddlewareArgs): CommandAsking & { say(message: Message): Promise<void> } {
  let acked = false;
  const ephemeral = (message: Message) => ({ response_type: 'ephemeral' as const, ...message });
  const acknowledge = async (message?: Message): Promise<void> => {
    acked = true;
    await (message ? ack(ephemeral(message)) : ack());
  };
  const later = async (message: Message): Promise<void> => {
    await respond({ ...ephemeral(message), replace_original: false });
  };
  return {
    who: personIn(command.team_id, command.user_id),
    command: command.command,
    client,
    triggerId: command.trigger_id,
    text: asTyped(command.text),
    ack: acknowledge,
    respond: later,
    say: (message) => (acked ? later(message) : acknowledge(message)),
  };
}

function formAsking({
  body,
  view,
  client,
  ack,
}: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs): FormAsking {
  return {
    who: personIn(body.team?.id ?? body.user.team_id, body.user.id),
    command: COMMAND,
    client,
    triggerId: body.trigger_id,
    inView: { id: view.id, hash: view.hash },
    view,
    ack: (response) => (response ? ack(response) : ack()),
  };
}

function interaction(body: BlockAction | GlobalShortcut, client: Asking['client']): Asking {
  const view = 'view' in body && body.view?.type === 'modal' ? body.view : undefined;
  return {
    who: personIn(body.team?.id ?? body.user.team_id, body.user.id),
    command: COMMAND,
    client,
    triggerId: body.trigger_id,
    ...(view && { inView: { id: view.id, hash: view.hash } }),
  };
}

function personIn(teamId: string | undefined, userId: string): PersonKey {
  return { workspaceId: WorkspaceId.parse(teamId), personId: PersonId.parse(userId) };
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

/** Whatever Slack sent is dealt with in here: counted, and its unexpected errors caught once. */
class Work {
  #running = 0;
  #whenDrained: (() => void)[] = [];
  readonly #log: Log;
  readonly #readers: Readers;

  constructor(log: Log, readers: Readers) {
    this.#log = log;
    this.#readers = readers;
  }

  languageOf(who: PersonKey): Language {
    return this.#readers.languageOf(who);
  }

  /** Runs a listener. What it throws is logged once, and the person is told: what to do, and the reference. */
  async do(
    asking: Pick<Asking, 'who' | 'opened'>,
    apologise: ((text: string, reference: string) => Promise<void>) | undefined,
    run: () => Promise<void>,
  ): Promise<void> {
    this.#running += 1;
    try {
      await run();
    } catch (error) {
      const reference = this.report(error);
      const t = textsIn(this.languageOf(asking.who));
      const text = wasTooLate(error) ? t('common:error.late') : t('common:error.unexpected', { reference });
      await apologise?.(text, reference).catch((failed: unknown) =>
        this.#log.warn({ reference, error: describeError(failed) }, 'the person could not be told'),
      );
    } finally {
      this.#running -= 1;
      if (this.#running === 0) for (const tell of this.#whenDrained.splice(0)) tell();
    }
  }

  /** Logs an error under a new reference, which is returned. */
  report(error: unknown): string {
    const reference = randomUUID().slice(0, 8).toUpperCase();
    this.#log.error({ reference, error: describeError(error) }, 'something unexpected happened');
    return reference;
  }

  drained(): Promise<void> {
    return this.#running === 0
      ? Promise.resolve()
      : new Promise((done) => {
          this.#whenDrained.push(done);
        });
  }
}
