/**
 * Names of buttons and forms about a sponsor. Values are ids, never trusted: who may do what, and whether it still can be
 * done, is looked at again when they are pressed.
 */

/** How it stands with a coaching pair's sponsor; where there is none, the form by which one is brought in; a pair's id. */
export const SPONSOR = 'pairs.sponsor';
/** The form by which the client brings somebody in, or writes to the sponsor there is; a pair's id. */
export const SPONSOR_WRITE = 'pairs.sponsor.write';
/** The client's draft again, to be changed; a text's id. */
export const SPONSOR_EDIT = 'pairs.sponsor.edit';
/** The client ends it; a pair's id. */
export const SPONSOR_END = 'pairs.sponsor.end';

/** What was told to the sponsor; a text's id. */
export const SPONSOR_READ = 'pairs.sponsor.read';
/** The form for the sponsor's answer; a text's id. */
export const SPONSOR_ANSWER = 'pairs.sponsor.answer';
/** The sponsor would rather not be one; a text's id. */
export const SPONSOR_DECLINE = 'pairs.sponsor.decline';

/** Whom, and what is to be told. */
export const SPONSOR_FORM = 'pairs.sponsor.form';
/** The words. */
export const SPONSOR_TEXT_FORM = 'pairs.sponsor.text';
/** Approves the words as they stand in it. */
export const SPONSOR_APPROVE_FORM = 'pairs.sponsor.approve';
export const SPONSOR_ANSWER_FORM = 'pairs.sponsor.answer.form';
