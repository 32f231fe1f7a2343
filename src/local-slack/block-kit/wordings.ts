/**
 * What Slack says when a payload breaks a rule, each with where the wording was seen. What no source gives follows
 * the pattern of the others and is marked as assumed: a test must not take it for Slack's own.
 */

interface Wording<Values extends unknown[]> {
  (...values: Values): string;
  /** Where real Slack was seen to say so, or `assumed`. */
  source: string;
}

function wording<Values extends unknown[]>(
  source: string,
  say: (...values: Values) => string,
): Wording<Values> {
  return Object.assign(say, { source });
}

const ASSUMED = 'assumed';
// Slack's own JSON schema library, whose texts for other rules are those its answers were seen to have.
const LIBRARY = 'github.com/slackhq/hack-json-schema/tree/main/src/Constraints';
// Found by full-text search, which names no repository.
const QUOTED = "an answer of Slack, quoted in a public repository's log, comment or notes (November 2026)";

/** Numbers are the limits themselves: the largest and the smallest that is allowed. */
export const SAY = {
  // Kinds of values.
  noObject: wording('github.com/imryche/blockkit/issues/105', () => 'must provide an object'),
  noString: wording(QUOTED, () => 'must provide a string'),
  noNumber: wording(LIBRARY, () => 'must provide a number'),
  noInteger: wording(LIBRARY, () => 'must provide an integer'),
  noBoolean: wording(LIBRARY, () => 'must be a boolean'),
  noList: wording(LIBRARY, () => 'must provide an array'),
  noMatch: wording(QUOTED, () => 'failed to match schema'),
  noAddress: wording('github.com/MacPaw/together-app/issues/4', () => 'invalid url'),
  noDownload: wording(QUOTED, () => 'downloading image failed'),
  noChoice: wording(QUOTED, () => 'must be a valid enum value'),
  // Fields.
  missing: wording(QUOTED, (field: string) => `missing required field: ${field}`),
  unknownField: wording(
    'github.com/nicklambourne/slackblocks/issues/36',
    (field: string) => `invalid additional property: ${field}`,
  ),
  unknownType: wording(QUOTED, (type: unknown) => `unsupported type: ${String(type)}`),
  either: wording(
    'github.com/slackapi/java-slack-sdk/issues/1017',
    (fields: readonly string[]) => `must define either ${fields.map((name) => `\`${name}\``).join(' or ')}`,
  ),
  // Sizes.
  tooLong: wording(QUOTED, (most: number) => `must be less than ${most + 1} characters`),
  tooShort: wording(QUOTED, (least: number) => `must be more than ${least - 1} characters`),
  tooMany: wording(
    'github.com/adobe/spacecat-api-service/issues/176',
    (most: number) => `no more than ${most} items allowed`,
  ),
  tooFew: wording(
    'github.com/yhatt/jsx-slack/issues/85',
    (least: number) => `must provide at least ${least} items`,
  ),
  // The ends themselves are allowed, whatever the words say.
  tooLarge: wording(LIBRARY, (most: number) => `must be less than ${most}`),
  tooSmall: wording(LIBRARY, (least: number) => `must be greater than ${least}`),
  // Several fields of one object.
  notAnOption: wording(QUOTED, () => 'must be one of the provided options'),
  outOfOrder: wording(
    ASSUMED,
    (smaller: string, larger: string) => `\`${smaller}\` must not be greater than \`${larger}\``,
  ),
  notBoth: wording(
    ASSUMED,
    (field: string, other: string) => `cannot define both \`${field}\` and \`${other}\``,
  ),
  needs: wording(ASSUMED, (field: string, other: string) => `must define \`${other}\` to use \`${field}\``),
  unequalRows: wording(ASSUMED, (cells: number) => `all rows must have ${cells} cells, as the first`),
  longTable: wording(ASSUMED, (most: number) => `must be less than ${most + 1} characters in all cells`),
  sameName: wording(ASSUMED, (name: unknown) => `the name "${String(name)}" already exists`),
  notTheCategories: wording(ASSUMED, () => 'must have one point for each of the categories'),
  // The whole payload.
  sameBlockId: wording(ASSUMED, (id: unknown) => `\`block_id\` "${String(id)}" already exists`),
  sameActionId: wording(QUOTED, (id: unknown) => `\`action_id\` "${String(id)}" already exists`),
  secondFocus: wording(ASSUMED, () => 'only one element can have `focus_on_load`'),
  noSubmit: wording(QUOTED, () => 'must define `submit` to use an `input` block in modals'),
  longMarkdown: wording(
    ASSUMED,
    (most: number) => `must be less than ${most + 1} characters in all markdown blocks`,
  ),
  manyCharts: wording(ASSUMED, (most: number) => `no more than ${most} data_visualization blocks allowed`),
  secondTable: wording(QUOTED, () => 'only_one_table_allowed'),
};
