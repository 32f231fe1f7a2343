/** How fast messages go out, by Slack's own rules. */
export interface Rates {
  /** One message to one person in so long: Slack takes one a second in each channel. */
  perChannelMs: number;
  /** Of a workspace, over all workers. */
  workspace: {
    perMinute: number;
    /** What may go out at once after a quiet while. */
    burst: number;
    /** Nudges leave so many to those who wait: answers and notices. */
    reserve: number;
  } | null;
}

/** Slack takes "several hundred messages a minute" of a workspace (docs.slack.dev, rate limits); what is meant is not said. */
export const SLACK_RATES: Rates = {
  perChannelMs: 1_000,
  workspace: { perMinute: 300, burst: 300, reserve: 60 },
};

/** For what measures, and for lives that pass in a minute. */
export const NO_RATES: Rates = { perChannelMs: 0, workspace: null };

/** Who waits that long for their turn is put back meanwhile. */
export const LONGEST_TURN_MS = 5_000;
