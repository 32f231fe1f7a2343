import type { App, BlockAction, BlockElementAction, RespondFn, ViewSubmitAction } from '@slack/bolt';
import { parseCommand } from './guidance/need.ts';
import type { Guidance } from './guidance/slack.ts';
import type { Homes } from './home/slack.ts';
import { textsIn } from './locales/texts.ts';
import { describeError, type Log } from './log.ts';
import type { Readers } from './people/flow/readers.ts';
import type { Language, PersonFacts, PersonKey } from './ports.ts';
import type { ActionAsking, Asking, CommandAsking, Feature } from './slack/asking.ts';
import { factsFrom } from './slack/facts.ts';
import { COMMAND, commandAsking, formAsking, interaction, personIn } from './slack/incoming.ts';
import { escaped } from './slack/text.ts';
import { problemHome, problemView } from './slack/views.ts';
import type { Work } from './slack/work.ts';

/** What the listeners need of the app that has been put together. */
export interface Listening {
  bolt: App;
  work: Work;
  readers: Readers;
  main: Guidance;
  features: Feature[];
  homes: Homes;
  log: Log;
  /** Slack says that somebody changed. */
  personChanged(who: PersonKey, facts: PersonFacts): Promise<void>;
  /** Something was done that others may have to be told of: what is due is dealt with at once. */
  acted(): void;
  /** Somebody is there, whatever was thought of them. */
  isThere(who: PersonKey): Promise<void>;
}

/** Few listeners, routed here by name: 60 of them cost Bolt 24 to 31 % of its throughput against 1 (measured). */
export function listen(app: Listening): void {
  const { bolt, work, readers, main, homes, log } = app;
  const { commands, actions, views, shortcuts } = routes(app.features);
  /** What a person did may have changed their Home and others', and what others are to be told. */
  const afterwards = async (asking: Asking): Promise<void> => {
    app.acted();
    // What they did has been done, whether their Home can be shown anew or not.
    await homes
      .renew(asking.client, asking.who)
      .then(() => homes.renewTouched(asking.client, asking.who))
      .catch((error: unknown) => log.warn({ error: describeError(error) }, 'a Home could not be renewed'));
  };
  /** Somebody who acts can be reached; what they do does not depend on writing that down. */
  const isThere = (who: PersonKey): Promise<void> =>
    app
      .isThere(who)
      .catch((error: unknown) =>
        log.warn({ error: describeError(error) }, 'somebody who is back was not noted'),
      );
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
      const value = valueIn(action);
      const asking: ActionAsking = { ...interaction(body, client), value };
      const run = actions.get(action.action_id);
      const gone = (): Promise<void> => showProblem(asking, language(asking), goneText(language(asking)));
      return {
        who: asking.who,
        // Choosing a value in a form tells us too; only a button that nobody knows needs an answer.
        run: async () => {
          if (!run) return action.type === 'button' ? gone() : undefined;
          await isThere(asking.who);
          await run(asking);
          await afterwards(asking);
        },
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
        run: async () => {
          if (!run) return said(goneText(language(asking)));
          await isThere(asking.who);
          await run(asking);
          await afterwards(asking);
        },
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
      return { who, run: async () => (event.tab === 'home' ? homes.publish(client, who) : undefined) };
    }),
  );

  bolt.event('user_change', ({ event, body }) =>
    work.do(nothing, () => {
      const who = personIn(body.team_id, event.user.id);
      return { who, run: () => app.personChanged(who, factsFrom(event.user)) };
    }),
  );

  // What goes wrong outside a listener. Thrown on, so that an un-acked request is answered by Bolt at once.
  bolt.error(async (error) => {
    work.report(error);
    throw error;
  });
}

/** What a button carries, or the option that was chosen in a menu. */
function valueIn(action: BlockElementAction): string | undefined {
  if ('value' in action) return action.value ?? undefined;
  return 'selected_option' in action ? action.selected_option?.value : undefined;
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
