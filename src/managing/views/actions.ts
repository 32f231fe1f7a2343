import type { LifeStep } from '../../programs/lifecycle.ts';

/** Names of the buttons and forms of a program's life. Values are ids with a blank between them, never trusted. */

/** Opens a program's page; its value is which program, as with every one of these unless said otherwise. */
export const PROGRAM = 'managing.program';
/** Opens the form for a new program. */
export const CREATE = 'managing.create';
export const CREATE_FORM = 'managing.create.form';
export const CHANGE = 'managing.change';
export const CHANGE_FORM = 'managing.change.form';
/** Each asks whether its step is meant, and says what it sends; its value is a program and the step, as `<id> open`. */
export const STEPS = {
  open: 'managing.step.open',
  start: 'managing.step.start',
  end: 'managing.step.end',
  'throw-away': 'managing.step.throw-away',
} as const satisfies Record<LifeStep, string>;
export const STEP_FORM = 'managing.step.form';
/** Sets an ended program up again; its value is which program, and the id of the new one, so that pressed twice it makes one. */
export const RENEW = 'managing.renew';
export const EXTEND = 'managing.extend';
export const EXTEND_FORM = 'managing.extend.form';
export const MANAGERS = 'managing.managers';
export const MANAGERS_FORM = 'managing.managers.form';
/** Opens the form in which people are asked to take part. */
export const INVITE = 'managing.invite';
export const INVITE_FORM = 'managing.invite.form';
/** Opens the programs that one can join; its button is shown by slices that know nothing of this one. */
export { PROGRAMS } from '../../programs/views.ts';
/** Whoever presses them joins as a guide, leaves, or says "not now" to an invitation. */
export const JOIN_AS_GUIDE = 'managing.join';
export const LEAVE = { learner: 'managing.leave.learner', guide: 'managing.leave.guide' } as const;
export const NOT_NOW = 'managing.not-now';
/** Opens all pairs of a program that have not met, at a page of them; its value is which program and the page, as `<id> 0`. */
export const UNMET = 'managing.unmet';
/** Another page of them, in its place. */
export const UNMET_PAGE = 'managing.unmet.page';
/** Opens rhythm and days off. */
export const SETTINGS = 'managing.program.settings';
