import { ErrorCode } from '@slack/web-api';

/** The code with which Slack refused a call, as `expired_trigger_id`; nothing where the failure was another. */
export function slackErrorOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== ErrorCode.PlatformError)
    return undefined;
  const data: unknown = 'data' in error ? error.data : undefined;
  if (typeof data !== 'object' || data === null || !('error' in data)) return undefined;
  return typeof data.error === 'string' ? data.error : undefined;
}

/** Did the answer come after the three seconds that a trigger id lives? */
export function wasTooLate(error: unknown): boolean {
  return ['expired_trigger_id', 'trigger_expired', 'exchanged_trigger_id'].includes(
    slackErrorOf(error) ?? '',
  );
}

/** What Slack's client says of a failed call; a timeout while the body is read is a bare DOMException. */
export function failureOf(error: unknown): { code?: string; retryAfter?: number; original?: string } {
  const field = (of: unknown, name: string): unknown =>
    typeof of === 'object' && of !== null && name in of ? Reflect.get(of, name) : undefined;
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  const inner = field(error, 'original') ?? field(error, 'cause');
  const code = text(field(error, 'code'));
  const retryAfter = field(error, 'retryAfter');
  const original = text(field(inner, 'code')) ?? text(field(field(inner, 'cause'), 'code'));
  return {
    ...(code && { code }),
    ...(typeof retryAfter === 'number' && { retryAfter }),
    ...(original && { original }),
  };
}
