/**
 * Names of buttons and forms of a running pair. Values are ids with a blank between them, never trusted: who may do
 * what, and whether it still can be done, is looked at again when they are pressed.
 */

/** Everything of one pair, to read and to act on; a pair's id. */
export const OPEN_PAIR = 'pairs.open';
/** What the two have had; a pair's id. */
export const HISTORY = 'pairs.history';
/** Another page of it, in its place; a pair's id and the page. */
export const HISTORY_PAGE = 'pairs.history.page';
/** The agreement that holds, to read; a pair's id. */
export const AGREEMENT = 'pairs.agreement.read';
/** The reader's pairs that do not fit at Home; with which one to begin. */
export const ALL_PAIRS = 'pairs.all';

/** The form for a session's or meeting's time; a pair's id. */
export const BOOK = 'pairs.book';
/** Books with one tap; a pair's id and an instant as `2026-12-08T09:00:00.000Z`. */
export const BOOK_AT = 'pairs.book.at';
/** The form for another time; a session's id. */
export const MOVE = 'pairs.move';
/** Takes a booked session back; a session's id. */
export const CANCEL = 'pairs.cancel';
/** What became of a session: it took place, was moved, did not happen; a session's id. */
export const LOG = 'pairs.log';
/** Links and a file for one's calendar; a session's id. */
export const CALENDAR = 'pairs.calendar';
/** Theme, goal, measure, starting point; a pair's id. */
export const GOAL = 'pairs.goal';
/** The form at half-time, at the end of a plan, after six months; a pair's id, which of the three, the round. */
export const REVIEW = 'pairs.review';

/** "We met"; a pair's id. */
export const MET = 'pairs.met';
/** "Not now"; a pair's id. */
export const NOT_NOW = 'pairs.not-now';
/** The short private question; a pair's id and which one. */
export const PULSE = 'pairs.pulse';
/** The mentee's takeaway and next wish; a session's id. */
export const TAKEAWAY = 'pairs.takeaway';

/** Nudges about this pair wait; a pair's id. */
export const SNOOZE = 'pairs.snooze';
/** The form for a break; a pair's id. */
export const PAUSE = 'pairs.pause';
/** Ends a break; a pair's id. */
export const RESUME = 'pairs.resume';
/** The form for other terms; a pair's id. */
export const CHANGE = 'pairs.change';
/** The same form, with more sessions for a start: the plan is full, or soon will be. */
export const EXTEND = 'pairs.extend';
/** The other's proposal, to read and to answer; a pair's id. */
export const PROPOSAL = 'pairs.proposal';
/** Asks whether somebody really wants to end it, or to hand over to another guide; a pair's id. */
export const LEAVE_PAIR = 'pairs.leave';
/** The words that the other left; a pair's id. */
export const GOODBYE = 'pairs.goodbye';

/** Writes to the persons of trust; no value. */
export { CONCERN } from '../../people/views/contacts.ts';
