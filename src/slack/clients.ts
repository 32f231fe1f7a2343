import type { WebClientOptions } from '@slack/web-api';

/** How long a call may take while a person waits: less than the 3 s that a trigger id lives. */
const PERSON_WAITS_MS = 2_500;

/**
 * For calls that a person is waiting for: no retries (a lost reply must not repeat a call), no queueing behind a 429,
 * a time limit. Made anew for every client, because clients write into what they are given.
 */
export function clientOptionsForPeople(apiUrl: string | undefined): WebClientOptions {
  return {
    ...(apiUrl && { slackApiUrl: apiUrl }),
    timeout: PERSON_WAITS_MS,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  };
}

/** How long a call that nobody waits for may take. */
const NOBODY_WAITS_MS = 5_000;

/**
 * For what the app sends by itself: no retries either (a lost reply must not repeat a message; the plan of deliveries
 * tries again), and a 429 comes back at once instead of holding the client's queue.
 */
export function clientOptionsForBackground(apiUrl: string | undefined): WebClientOptions {
  return { ...clientOptionsForPeople(apiUrl), timeout: NOBODY_WAITS_MS };
}

/**
 * For opening Socket Mode connections: patient, because the client gives up for good on a failed request, and while
 * it reconnects nobody catches that, so that a minute without network would end the process.
 */
export function clientOptionsForSockets(apiUrl: string | undefined): WebClientOptions {
  return {
    ...(apiUrl && { slackApiUrl: apiUrl }),
    timeout: 10_000,
    retryConfig: { retries: 10_000, factor: 1.3, minTimeout: 500, maxTimeout: 15_000 },
  };
}
