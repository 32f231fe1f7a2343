import type { ViewOutput } from '@slack/bolt';
import type { z } from 'zod';

/** A sent form, as far as its fields go. Nothing in it is trusted: what was read is checked by whoever reads it. */
export type Sent = Pick<ViewOutput, 'state'>;

/** The value of the option that was chosen in an input; nothing where none was. */
export function optionIn(sent: Sent, block: string): string | undefined {
  return fieldIn(sent, block)?.selected_option?.value;
}

/** The values of the options that were chosen or ticked in an input, in the order in which Slack reports them. */
export function optionsIn(sent: Sent, block: string): string[] {
  return (fieldIn(sent, block)?.selected_options ?? []).map(({ value }) => value);
}

/** What was typed into an input, as it was typed; '' where nothing was. */
export function typedIn(sent: Sent, block: string): string {
  return fieldIn(sent, block)?.value ?? '';
}

/** The ids of the people who were chosen in an input. */
export function peopleIn(sent: Sent, block: string): string[] {
  return fieldIn(sent, block)?.selected_users ?? [];
}

/** The id of the one person who was chosen in an input; nothing where nobody was. */
export function personIn(sent: Sent, block: string): string | undefined {
  return fieldIn(sent, block)?.selected_user ?? undefined;
}

/** The id of the conversation that was chosen in an input; null where none was. */
export function conversationIn(sent: Sent, block: string): string | null {
  return fieldIn(sent, block)?.selected_conversation ?? null;
}

/** The day (`YYYY-MM-DD`) that was chosen in an input; null where none was. */
export function dayIn(sent: Sent, block: string): string | null {
  return fieldIn(sent, block)?.selected_date ?? null;
}

/** The time (`HH:MM`) that was chosen in an input; null where none was. */
export function timeIn(sent: Sent, block: string): string | null {
  return fieldIn(sent, block)?.selected_time ?? null;
}

/**
 * What a form was opened with, as its `private_metadata` says; nothing where that is not of this shape, or no JSON at
 * all: whoever signs requests can send anything. Not to be trusted even so.
 */
export function carriedIn<T>(metadata: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(metadata === '' ? '{}' : metadata)).data;
  } catch {
    return undefined;
  }
}

/** An input has one field, whatever its name. */
function fieldIn({ state: { values } }: Sent, block: string) {
  return Object.values(values[block] ?? {})[0];
}
