import { sql } from 'kysely';

/**
 * Any of these, to be compared with by `=`. One parameter however many they are: of two hundred, each takes its time to be
 * written into the statement, sent and planned for.
 */
export const anyOf = (values: readonly string[], type: 'text' | 'uuid') =>
  sql<string>`any(${sql.val(values)}::${sql.raw(type)}[])`;
