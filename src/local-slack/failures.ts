/** What people read when the app did not answer, or answered with something Slack refuses. */
import type { Refused } from './blocks.ts';
import type { DeliveryError } from './courier.ts';
import type { Slack } from './slack.ts';

/** One sentence for a developer: what happened to a delivery, and what to look at. */
export function appFailure(slack: Slack, error: DeliveryError): string {
  const { name } = slack.manifest;
  switch (error) {
    case 'operation_timeout':
      return `${name} did not answer within 3 seconds (operation_timeout).`;
    case 'dispatch_failed':
      return slack.deliverTo === undefined
        ? `${name} is not connected. Start it with slackApiUrl ${slack.url()}/api/ (dispatch_failed).`
        : `Nothing answers at ${slack.deliverTo}, where ${name} takes deliveries (dispatch_failed).`;
    case 'http_client_error':
      return `${name} refused the request: wrong path or signing secret, or nothing listens for it (http_client_error).`;
    case 'http_service_error':
      return `${name} answered with an error of its own (http_service_error).`;
  }
}

/** Slack's sentence under a command that failed. */
export function commandFailure(command: string, error: DeliveryError): string {
  return `${command} failed with the error "${error}"`;
}

/** Slack's sentence in a modal whose submission failed. */
export const MODAL_FAILURE = 'We had some trouble connecting. Try again?';

/** The code and the messages of a refusal, for a toast. */
export function describeRefusal(what: string, refused: Pick<Refused, 'error' | 'messages'>): string {
  return `${what}: ${[refused.error, ...refused.messages].join('\n')}`;
}
