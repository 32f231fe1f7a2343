/** Slack's limits that our views are built to keep, in characters unless said. Source: @slack/types 3.2.0. */
export const LIMITS = {
  /** `title`, `submit` and `close` of a modal. */
  viewTitle: 24,
  header: 150,
  section: 3000,
  button: 75,
  option: 75,
  /** `label` and `hint` of an input. */
  inputLabel: 2000,
  placeholder: 150,
  /** The documented top of `max_length`; also what fits into `initial_value`. */
  textInput: 3000,
} as const;
