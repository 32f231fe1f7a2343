/** How local-slack is started. */
import type { Timing } from './courier.ts';
import type { FaultPlanInput } from './fault-plan.ts';
import type { ClockSettings } from './product-clock.ts';

/** What startLocalSlack needs to know. */
export interface LocalSlackOptions {
  /** 0: any that is free. */
  port: number;
  /** The app's manifest: a path to YAML or JSON, or the parsed object. */
  manifest: string | object;
  /** Who and what is there: a path to YAML; without it the built-in company. */
  seed?: string | undefined;
  botToken: string;
  appToken: string;
  signingSecret: string;
  /** What an app that people add to a workspace shows for itself; made up where it is not given. */
  clientId?: string | undefined;
  clientSecret?: string | undefined;
  /** Where the app takes deliveries by HTTP. Without it: Socket Mode. */
  deliverTo?: string | undefined;
  /** A file to which the journal is appended. */
  journal?: string | undefined;
  /** False: no 429 however often the app calls. On unless one says so; `eventsAnHour` is for tests of that limit. */
  rateLimits?: boolean | { eventsAnHour: number } | undefined;
  /** What goes wrong on demand: a path to YAML, or the plan itself. Nothing unless one says so. */
  faults?: string | FaultPlanInput | undefined;
  /** Where product time begins and how fast it runs; as the machine's clock unless one says so. */
  clock?: ClockSettings | undefined;
  /** Takes one line of text for each thing worth telling. */
  log?: ((line: string) => void) | undefined;
  /** Shorter times, for tests of what happens when they are over. Slack's own otherwise. */
  timing?: Partial<Timing> | undefined;
}
