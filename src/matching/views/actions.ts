/**
 * Names of buttons and forms. Values are ids with a blank between them, never trusted: who may do what, and whether it
 * still can be done, is looked at again when they are pressed.
 */

/** Opens the form for a request; its value is '' or a kind, and topics after it; or the id of a program to join with it. */
export const ASK = 'matching.ask';
/** Shows who fits; its value is a request's id. */
export const CHOOSE = 'matching.choose';
/** Shows further people who fit; a request's id and how many are to be shown. */
export const MORE = 'matching.more';
/** The form as the request stands; a request's id. */
export const CHANGE = 'matching.change';
/** The form without what narrows the search; a request's id. */
export const WIDEN = 'matching.widen';
/** The request stays in line; its id and version. */
export const WAIT = 'matching.wait';
/** Takes the request back; its id and version. */
export const WITHDRAW = 'matching.withdraw';
/** The learner answers the guide's question; an offer's id and version. */
export const REPLY = 'matching.reply';

/** The guide says yes; an offer's id and version, as all that follow. */
export const ACCEPT = 'matching.accept';
/** The guide asks for more. */
export const QUESTION = 'matching.question';
/** The guide says that it is not possible now. */
export const NOT_NOW = 'matching.not-now';
/** The guide reads what the learner hopes for, and what was asked and answered. */
export const HOPES = 'matching.hopes';

export const ASK_FORM = 'matching.ask.form';
export const CHOOSE_FORM = 'matching.choose.form';
export const REPLY_FORM = 'matching.reply.form';
export const QUESTION_FORM = 'matching.question.form';
export const NOT_NOW_FORM = 'matching.not-now.form';
