import { z } from 'zod';

/** A state as it is kept: its name in a column, where it can be asked for, and whatever belongs to it as JSON. */
export function stateColumns<Name extends string>({ state, ...data }: { state: Name }) {
  return { state, state_data: JSON.stringify(data) };
}

/** The two columns as one value again, for the schema that knows the states. @throws where the JSON is no object */
export function storedState(row: { state: string; state_data: unknown }): Record<string, unknown> {
  return { ...Data.parse(row.state_data), state: row.state };
}

const Data = z.record(z.string(), z.unknown());

/** An instant inside JSON. */
export const StoredInstant = z.iso.datetime().transform((instant) => new Date(instant));
