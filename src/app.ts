import { setTimeout as wait } from 'node:timers/promises';
import { App, type Receiver } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { takeTurns } from './due.ts';
import { guidance } from './guidance/slack.ts';
import { createHomes } from './home/slack.ts';
import { importedWishes } from './importing.ts';
import { listen } from './listen.ts';
import { boltLogger, describeError, type Log } from './log.ts';
import { managing } from './managing/slack/feature.ts';
import { needs } from './managing/slack/needs.ts';
import {
  onPersonChanged as matchingChanged,
  placeFreed,
  requestGoesOn,
  workspaceChanged,
} from './matching/flow/changing.ts';
import { cohort } from './matching/slack/cohort.ts';
import { matching, offered } from './matching/slack/feature.ts';
import { deliveryTurns, renewalTurn } from './nudges/flow/due.ts';
import { planDelivery } from './nudges/flow/notices.ts';
import type { NudgeOwner } from './nudges/flow/owner.ts';
import type { DeliveryPorts, Render } from './nudges/flow/ports.ts';
import { type PostPorts, postRenewalTurn, postTurns, type RenderPost } from './nudges/flow/posts-due.ts';
import type { Rates } from './nudges/rates.ts';
import { posts } from './nudges/slack.ts';
import { takenPlaces } from './pairs/flow/begin.ts';
import { onPersonChanged as pairsChanged, programChanged, usualHoursChanged } from './pairs/flow/due.ts';
import type { PairsPorts } from './pairs/flow/steps.ts';
import { calendarFile } from './pairs/slack/calendar.ts';
import { pairs } from './pairs/slack/feature.ts';
import { pairNudges } from './pairs/slack/nudges.ts';
import { personChanged } from './people/flow/facts.ts';
import { lookUpsTurn } from './people/flow/lookups.ts';
import { reachableAgain } from './people/flow/reach.ts';
import { createReaders, type PeoplePorts } from './people/flow/readers.ts';
import { concern } from './people/slack/concern.ts';
import { contacts } from './people/slack/contacts.ts';
import { profile } from './people/slack/profile.ts';
import { settings } from './people/slack/settings.ts';
import { workspace } from './people/slack/workspace.ts';
import type { Clock, Language, Messenger, WorkspaceId } from './ports.ts';
import { ownPrograms } from './programs/flow/memberships.ts';
import { guideRules } from './programs/flow.ts';
import type { Feature } from './slack/asking.ts';
import { clientOptionsForPeople } from './slack/clients.ts';
import { directoryOf } from './slack/directory.ts';
import { factsFromSlack } from './slack/facts.ts';
import { messengerFor, posterFor } from './slack/messenger.ts';
import { Work } from './slack/work.ts';
import { type Database, refuseInTransaction, type Tx } from './storage/database.ts';
import type { DeliveryQueue } from './storage/queue.ts';
import { summaries } from './summaries/slack/feature.ts';
import { exportAt, reportAt } from './summaries/slack/reports.ts';

export interface AppOptions {
  /** The workspace that the token is for. */
  workspaceId: WorkspaceId;
  botToken: string;
  receiver: Receiver;
  apiUrl: string | undefined;
  /** With the bot's token, for what is asked outside a request while a person waits. */
  client: WebClient;
  /** The same for what nobody waits for. */
  backgroundClient: WebClient;
  db: Database;
  clock: Clock;
  log: Log;
  /** A new uuid each time. */
  newId(): string;
  defaultLanguage: Language;
  /** What waits to be sent. */
  queue: DeliveryQueue;
  rates: Rates;
  /** Whether the app may look whether a message of its own has arrived. */
  readsOwn: boolean;
  /** Did the token have the optional scope for it? */
  canSendFiles: boolean;
  /** What links begin with, without a slash at the end; nothing where the app is not reached from outside. */
  publicUrl(): string | undefined;
}

export interface CoachOrMentor {
  bolt: App;
  features: Feature[];
  /**
   * Does what has become due by product time, a batch of each.
   *
   * @returns whether there may be more to do at once
   */
  doDue(): Promise<boolean>;
  /** The same of what stands in Slack and is no longer true. */
  renew(): Promise<boolean>;
  /** Calls back when something was done that may have made something due. */
  onActed(listener: () => void): void;
  /** What stands on the report in whose address this key stands. */
  report(key: string): ReturnType<typeof reportAt>;
  /** The export behind this key, once. */
  exportFile(key: string): ReturnType<typeof exportAt>;
  /** The calendar file in whose address this key stands. */
  calendarFile(key: string): ReturnType<typeof calendarFile>;
  /** No message is begun any more: what is on its way is finished, the rest goes out when the app runs again. */
  stopSending(): void;
  /** Waits until everything that Slack sent so far has been dealt with. */
  drained(): Promise<void>;
}

/** Puts the features together and connects them to Slack. */
export function createApp(options: AppOptions): CoachOrMentor {
  const { botToken, receiver, apiUrl, client, db, clock, log, newId, defaultLanguage } = options;
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
  /** What runs from right to left: a change in `people` reaches the slices that know nothing of each other. */
  const onChanged: PeoplePorts['changed'][] = [];
  const ports: PeoplePorts = {
    db,
    facts: factsFromSlack(client, refuseInTransaction),
    clock,
    log,
    newId,
    defaultLanguage,
    async changed(tx: Tx, who, now) {
      for (const tell of onChanged) await tell(tx, who, now);
    },
  };
  /** The same for `pairs`, whose requests are to its left. */
  const pairsPorts: PairsPorts = {
    ...ports,
    trialEnded: (tx, ended, now) => requestGoesOn(tx, ports, ended, now),
    placeFreed,
  };
  onChanged.push(
    (tx, who, now) => matchingChanged(tx, ports, who, now),
    (tx, who, now) => pairsChanged(tx, pairsPorts, who, now),
  );
  const readers = createReaders(ports);
  const main = guidance(readers);
  const features: Feature[] = [];
  const homes = createHomes(readers, features, (error) =>
    log.warn({ error: describeError(error) }, 'a Home could not be renewed'),
  );
  features.push(
    main,
    // In this order they stand on the Home: what needs a manager today, what wants an answer, what is under way, what one has asked for.
    needs(ports),
    offered(ports),
    pairs(pairsPorts, readers, options),
    matching(ports, readers),
    cohort(ports, readers),
    managing({ ...ports, programChanged }, readers),
    profile(
      {
        ...ports,
        rules: (workspaceId) => guideRules(db, workspaceId),
        taken: ({ workspaceId, personId }) => takenPlaces(db, workspaceId, personId),
      },
      readers,
    ),
    settings({ ...ports, programsOf: (who) => ownPrograms(db, who) }, readers),
    concern(
      {
        ...ports,
        tellTrusted: (tx, to, id, now) =>
          planDelivery(
            tx,
            ports,
            {
              ...to,
              occurrence: `people.concern:${id}`,
              kind: 'people.concern',
              about: { concernId: id },
              class: 'answer',
            },
            now,
          ),
      },
      readers,
    ),
    posts(ports, readers),
    summaries(ports, readers, options),
    contacts(ports, readers, { contactsSaved: (who) => homes.watch(who) }),
    workspace(
      {
        ...ports,
        async workspaceChanged(tx, workspaceId, changed, now) {
          if (changed.includes('hours')) await usualHoursChanged(tx, workspaceId, now);
          if (changed.includes('hours') || changed.includes('guests'))
            await workspaceChanged(tx, workspaceId, now);
        },
      },
      readers,
    ),
  );
  const work = new Work(log, (who) => (who ? readers.languageOf(who) : defaultLanguage));
  let acted = (): void => undefined;
  listen({
    bolt,
    work,
    readers,
    main,
    features,
    homes,
    log,
    personChanged: (who, facts) => personChanged(ports, readers, who, facts),
    acted: () => acted(),
    isThere: (who) => reachableAgain(ports, who),
  });
  const messenger = messengerFor(options.backgroundClient, refuseInTransaction, {
    readsOwn: options.readsOwn,
  });
  /** What is told to somebody stands on their Home too, where they have it open. */
  const telling: Messenger = {
    ...messenger,
    async post(to, ...message) {
      const posted = await messenger.post(to, ...message);
      homes.renewSoon(client, to);
      return posted;
    },
  };
  const lookUps = lookUpsTurn(
    {
      ...ports,
      directory: directoryOf(options.backgroundClient, refuseInTransaction),
      onWishes: importedWishes(ports),
    },
    options.workspaceId,
  );
  const owners: NudgeOwner[] = [pairNudges(ports)];
  let stopping = false;
  const delivery: DeliveryPorts = {
    ...ports,
    messenger: telling,
    render: rendering(features),
    owners,
    queue: options.queue,
    rates: options.rates,
    wait: (ms) => wait(ms),
    isStopping: () => stopping,
    after(ms, then) {
      const timer = setTimeout(then, ms);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
  const posting: PostPorts = {
    ...delivery,
    poster: posterFor(options.backgroundClient, refuseInTransaction),
    renderPost: renderingPosts(features),
  };
  const turns = [
    ...features.flatMap(({ due }) => due ?? []),
    lookUps,
    ...postTurns(posting),
    ...deliveryTurns(delivery),
  ];
  const renewals = [postRenewalTurn(posting), renewalTurn(delivery)];
  return {
    bolt,
    features,
    doDue: () => takeTurns(ports.db, turns, ports.clock),
    renew: () => takeTurns(ports.db, renewals, ports.clock),
    onActed(listener) {
      acted = listener;
    },
    stopSending() {
      stopping = true;
      homes.stop();
    },
    report: (key) => reportAt(ports, key),
    exportFile: (key) => exportAt(ports, key),
    calendarFile: (key) => calendarFile(pairsPorts, key),
    drained: () => work.drained(),
  };
}

/** A message is rendered by the feature whose it is. */
function rendering(features: Feature[]): Render {
  const kinds = new Map(features.flatMap(({ messages = {} }) => Object.entries(messages)));
  return async (kind, to, about, language, isSent) => {
    const owner = kinds.get(kind);
    if (!owner) throw new Error(`no feature renders ${kind}`);
    return owner.render(to, about, language, isSent);
  };
}

function renderingPosts(features: Feature[]): RenderPost {
  const kinds = new Map(features.flatMap(({ posts = {} }) => Object.entries(posts)));
  return async ({ workspaceId, programId, kind, about, isPlain }, isPosted) => {
    const owner = kinds.get(kind);
    if (!owner) throw new Error(`no feature renders ${kind}`);
    return owner.render({ workspaceId, programId }, about, { isPosted, isPlain });
  };
}
