import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Kind, Language } from '../ports.ts';

/** JSON that its store parses with zod when it is read. */
type Json = ColumnType<unknown, string, string>;
type JsonDefault = ColumnType<unknown, string | undefined, string>;

/** The tables, as the newest migration leaves them. Instants are UTC; ids of people are Slack's. */
export interface Schema {
  workspaces: {
    /** Slack's team id. */
    id: string;
    created_at: Generated<Date>;
    /** Slack refuses the token: nothing is sent until the app starts with one that works. */
    disabled_at: Date | null;
    /** Slack's error code then. */
    disabled_why: string | null;
    /** How many messages may go out now, counted at `send_counted_at` of real time; see nudges/store. */
    send_left: number | null;
    send_counted_at: Date | null;
    /** The fewest people that a figure may be about, as an admin raised it; null: the product's own (summaries/figures.ts). */
    least_group: number | null;
    /** Of people who have set none (people/hours.ts); null: 09:00 to 17:00, Monday to Friday. */
    usual_hours: ColumnType<unknown, string | null | undefined, string | null>;
    /** Where nobody's own is known; null: what the app was started with. */
    language: Language | null;
    /** True: guests take part in no program; null: each program says whether they do. */
    keeps_guests_out: boolean | null;
    /** Goes up with each change of what admins set here. */
    settings_version: Generated<number>;
  };
  contacts: {
    workspace_id: string;
    kind: 'support' | 'hr' | 'trust';
    /** Slack user ids, in the order they are shown. */
    people: string[];
    /** Other ways to reach them, as an admin typed it; empty if none. */
    note: string;
    updated_at: Date;
    updated_by: string;
  };
  /** Who takes part or was imported; never the whole directory. */
  people: {
    workspace_id: string;
    id: string;
    /** As Slack shows it; empty until Slack was asked. */
    name: Generated<string>;
    locale: string | null;
    /** IANA zone, as Slack says. */
    time_zone: string | null;
    is_guest: Generated<boolean>;
    /** Deactivated in Slack. */
    is_gone: Generated<boolean>;
    /** When Slack told us of this person; nobody is matched before. */
    facts_at: Date | null;
    /** When Slack was asked last without saying anything of this person. */
    facts_asked_at: Date | null;
    /** Slack's error code then. */
    facts_problem: string | null;
    email: string | null;
    title: string | null;
    department: string | null;
    /** Slack id, or lower-case e-mail of somebody who may not be known yet. */
    manager_key: string | null;
    experience_years: number | null;
    /** The person's own working hours (people/hours.ts); null: the workspace's usual ones. */
    hours: ColumnType<unknown, string | null | undefined, string | null>;
    paused_at: Date | null;
    /** `YYYY-MM-DD`, the day on which a pause ends by itself; null: until the person says so. */
    back_on: string | null;
    /** Set where the app paused them, because Slack would not deliver; null: they said so. */
    pause_why: 'unreachable' | null;
    /** `[{ "from": "2026-12-21", "to": "2027-01-02" }]`, both included, by the calendar on their wall. */
    days_off: JsonDefault;
    /** How nudges reach them: as they fall due, once a week, or on the App Home alone. */
    nudged_by: Generated<'messages' | 'weekly' | 'home'>;
    /** When Slack last took a message to them, by the database's clock: one a second and channel. */
    last_message_at: Date | null;
  };
  /** Imported by e-mail, and not found in Slack yet; managers too of whom nothing but the e-mail is known. */
  lookups: {
    workspace_id: string;
    /** Lower case. */
    email: string;
    manager_key: string | null;
    /** What was imported (people/importing/row.ts), for when they are found. */
    details: JsonDefault;
    asked_at: Date | null;
    /** Slack's error code, where it could not be found or asked. */
    problem: string | null;
  };
  /** What a guide offers. */
  profiles: {
    workspace_id: string;
    person_id: string;
    kinds: Kind[];
    topics: string[];
    /** How many learners at most, over both kinds. */
    places: number;
    /** Primary language subtags, as `en`. */
    languages: string[];
    experience_years: number | null;
    ways: string[];
    about: string;
    coach_confirmed_at: Date | null;
    coach_confirmed_by: string | null;
    briefed_at: Date | null;
    updated_at: Date;
    version: Generated<number>;
  };
  /** Confidential: the other person never learns of it. */
  exclusions: { workspace_id: string; person_id: string; excluded_id: string; made_at: Date };
  programs: {
    workspace_id: string;
    id: string;
    kind: Kind;
    name: string;
    /** What it is for, as its manager typed it; everybody may read it. */
    purpose: Generated<string>;
    /** The one that everybody may use; one a kind. */
    is_for_all: boolean;
    state: 'draft' | 'open' | 'running' | 'ended';
    /** When it came into this state. */
    state_at: Generated<Date>;
    rules: Json;
    /** Slack's id of the channel in which it is told of. */
    channel: string | null;
    /** `YYYY-MM-DD`, both included, in its own zone. */
    starts_on: string | null;
    ends_on: string | null;
    /** IANA; of its dates and of what is posted to its channel. */
    time_zone: Generated<string>;
    /** Of what is posted to its channel. */
    language: Generated<Language>;
    /** When something is to be done with it, unless somebody acts before. */
    due_at: Date | null;
    created_at: Date;
    version: Generated<number>;
  };
  /** Addresses that lead to a report or an export; their keys are known by their hash alone. */
  links: {
    workspace_id: string;
    key_hash: string;
    kind: 'report' | 'export';
    program_id: string;
    language: Language;
    made_by: string;
    made_at: Date;
    ends_at: Date;
    used_at: Date | null;
  };
  program_members: {
    workspace_id: string;
    program_id: string;
    person_id: string;
    role: 'manager' | 'guide' | 'learner';
    added_at: Date;
  };
  /** Who was asked by a manager whether they would like to take part. */
  invitations: {
    workspace_id: string;
    program_id: string;
    person_id: string;
    invited_by: string;
    invited_at: Date;
    /** When the message was planned; null: it is not known yet when they can be reached. */
    told_at: Date | null;
    /** They said "not now"; shown to nobody. */
    not_now_at: Date | null;
  };
  requests: {
    workspace_id: string;
    id: string;
    program_id: string;
    learner_id: string;
    /** The most wanted first. */
    topics: string[];
    ways: string[];
    languages: string[];
    /** Free text; shown to the guide it is put to, and to nobody else. */
    hopes: string;
    avoid: Json;
    /** Somebody may be suggested with whom they were paired in the last 12 months. */
    earlier_welcome: Generated<boolean>;
    /** Guides who have not been asked yet, in the learner's order. */
    choices: Generated<string[]>;
    state: 'choosing' | 'offering' | 'waiting' | 'matched' | 'withdrawn' | 'closed';
    state_data: JsonDefault;
    /** When something is to be done with it, unless somebody acts before. */
    due_at: Date | null;
    created_at: Date;
    version: Generated<number>;
  };
  offers: {
    workspace_id: string;
    id: string;
    request_id: string;
    guide_id: string;
    /** Why the two fit, and what does not, as it was when the offer was made. */
    fit: Json;
    state: 'pending' | 'asked' | 'accepted' | 'declined' | 'expired' | 'withdrawn' | 'moved';
    state_data: JsonDefault;
    made_at: Date;
    due_at: Date | null;
    version: Generated<number>;
  };
  pairs: {
    workspace_id: string;
    id: string;
    program_id: string;
    request_id: string;
    kind: Kind;
    guide_id: string;
    learner_id: string;
    state: 'trial' | 'agreement' | 'running' | 'paused' | 'ended';
    state_data: JsonDefault;
    /** Why the two fit, and what does not. */
    fit: Json;
    began_at: Date;
    /** When one of them first reported the first conversation. */
    first_talk_at: Date | null;
    ended_at: Date | null;
    due_at: Date | null;
    version: Generated<number>;
  };
  /** What a client wants to reach; the two of the pair see it, nobody else. */
  goals: {
    workspace_id: string;
    pair_id: string;
    theme: Generated<string>;
    goal: Generated<string>;
    measure: Generated<string>;
    /** 0 to 10. */
    starting_point: number | null;
    changed_at: Date;
    version: Generated<number>;
  };
  /** Coaching sessions and mentoring meetings. */
  sessions: {
    workspace_id: string;
    id: string;
    pair_id: string;
    /** Coaching: 1, 2, …, counted over what took place; mentoring: null. */
    number: number | null;
    state: 'booked' | 'held' | 'not-held' | 'cancelled';
    /** As it was meant: `2026-12-08T10:00` on the wall of `time_zone`. */
    wall: string;
    time_zone: string;
    /** The same, resolved. */
    starts_at: Date;
    minutes: number | null;
    /** Null where it was reported without having been booked. */
    booked_by: 'guide' | 'learner' | null;
    booked_at: Date;
    /** Who said what became of it, by side. */
    reports: JsonDefault;
    /** When it was first known what became of it. */
    settled_at: Date | null;
    /** 0 to 10, towards the client's goal. */
    progress: number | null;
    /** Free text by side; who sees which part stands in pairs/course.ts. */
    learner_words: JsonDefault;
    guide_words: JsonDefault;
    /** Opaque, in the address of the calendar file. */
    calendar_key: string;
    version: Generated<number>;
  };
  /** Answers to the short private questions; seen by nobody but the person. */
  pulses: {
    workspace_id: string;
    pair_id: string;
    person_id: string;
    /** Which one it was, as `1`. */
    once: string;
    /** 1 to 5. */
    useful: number | null;
    safe: number | null;
    rhythm: 'right' | 'oftener' | 'rarer' | null;
    answered_at: Date;
  };
  /** The plan: what is to be said to somebody about something, and when. */
  nudges: {
    workspace_id: string;
    id: string;
    person_id: string;
    /** What it is about: a pair. */
    subject_id: string;
    /** As `pairs.book`. */
    kind: string;
    /** Sets it apart from others of its kind and subject, as `2.1`. */
    once: string;
    due_at: Date;
    state: 'planned' | 'queued' | 'sent' | 'dropped' | 'failed' | 'cancelled';
    /** Why it was dropped or failed. */
    why: string | null;
    /** The message it went out with. */
    delivery_id: string | null;
    sent_at: Date | null;
  };
  /** What somebody wants to tell the persons of trust. */
  concerns: {
    workspace_id: string;
    id: string;
    person_id: string;
    told: string[];
    words: string;
    at: Date;
  };
  /** Whom a coaching client has brought in. */
  sponsors: {
    workspace_id: string;
    id: string;
    pair_id: string;
    number: number;
    person_id: string;
    state: 'proposed' | 'agreed' | 'declined' | 'ended';
    /** When it came into this state. */
    at: Date;
  };
  /** What a sponsor is told; who reads it stands in pairs/sponsor.ts. */
  sponsor_texts: {
    workspace_id: string;
    id: string;
    pair_id: string;
    /** Null: a draft, which the client has not approved. */
    sponsor_id: string | null;
    person_id: string;
    words: string;
    to_coach: boolean;
    version: Generated<number>;
    at: Date;
    answer: string | null;
    answered_at: Date | null;
  };
  /** A cohort, matched and not yet published. */
  drafts: {
    workspace_id: string;
    id: string;
    program_id: string;
    state: 'draft' | 'publishing' | 'published' | 'dropped';
    /** How far publishing has come, who did it and when (matching/draft.ts). */
    state_data: JsonDefault;
    pins: JsonDefault;
    forbidden: JsonDefault;
    result: Json;
    /** When it was last run. */
    made_at: Date;
    version: Generated<number>;
  };
  /** One message to one person. */
  deliveries: {
    workspace_id: string;
    id: string;
    person_id: string;
    /** What makes it this message and no other, as `matching.offer:<offer id>`. */
    occurrence: string;
    /** Whose message it is; the feature that owns it renders it. */
    kind: string;
    /** Ids that the owner needs to say it; never free text. */
    about: Json;
    class: 'answer' | 'notice' | 'nudge';
    state: 'planned' | 'queued' | 'sending' | 'sent' | 'skipped' | 'failed' | 'cancelled';
    due_at: Date;
    /** Sending: the lease of the worker that sends. Planned: not tried again before. Real time, by the database's clock. */
    held_until: Date | null;
    tries: Generated<number>;
    /** Of how many of these it is not known whether it arrived. */
    doubts: Generated<number>;
    channel: string | null;
    ts: string | null;
    /** When it went out, or was last tried where that may have worked; product time. */
    sent_at: Date | null;
    /** What was sent is no longer true, and is rendered again at this moment of real time. */
    refresh_at: Date | null;
    problem: string | null;
    /** Whether it arrived is not known. */
    is_unsure: Generated<boolean>;
    /** A hash of what stands in Slack. */
    shown: string | null;
  };
  /** Contributors of a figure that are only ever published together (summaries/disclosure.ts). */
  lots: {
    workspace_id: string;
    program_id: string;
    figure: string;
    /** From 1, in the order in which they were made. */
    lot: number;
    contributors: string[];
    made_at: Date;
  };
  /** The newest value of each figure that was published. */
  published: {
    workspace_id: string;
    program_id: string;
    figure: string;
    /** Which lots it is about. */
    lots: number[];
    /** Of how many people or pairs they are. */
    people: number;
    /** Rounded, as it may be read by everybody. */
    value: Json;
    at: Date;
  };
  /** How far the summary in a program's channel is. */
  summaries: {
    workspace_id: string;
    program_id: string;
    /** A manager has looked at the first one and let it go out. */
    approved_at: Date | null;
    approved_by: string | null;
    /** For which period (as `2026-11`) its managers were last asked whether it may. */
    asked: string | null;
    /** The period for which one of them said "not yet". */
    put_off: string | null;
    /** The newest period that has a post. */
    posted: string | null;
    due_at: Date | null;
  };
  /** One message in a channel, about a program. */
  posts: {
    workspace_id: string;
    id: string;
    program_id: string;
    /** What makes it this post and no other, as `summary:2026-W48`. */
    occurrence: string;
    /** Whose post it is; the feature that owns it renders it. */
    kind: string;
    /** What its owner needs to say it; never free text. */
    about: Json;
    /** Slack's id of where it is to stand, or stands. */
    channel: string;
    state: 'planned' | 'sending' | 'sent' | 'skipped' | 'failed';
    due_at: Date;
    /** Sending: the lease of the worker that sends. Planned: not tried again before. Real time, by the database's clock. */
    held_until: Date | null;
    tries: Generated<number>;
    /** How often it has failed, and the managers were told so. */
    failures: Generated<number>;
    /** This workspace did not take its charts. */
    is_plain: Generated<boolean>;
    ts: string | null;
    /** When it was put there; product time. */
    posted_at: Date | null;
    /** What stands there is no longer true, and is rendered again at this moment of real time. */
    refresh_at: Date | null;
    /** A hash of what stands there. */
    shown: string | null;
    /** Failed: what the managers were told (nudges/post.ts). Planned: Slack's code, why it was not sent before. */
    problem: string | null;
  };
  /** Steps of forms that have taken effect, so that one sent twice does nothing twice. */
  submissions: { workspace_id: string; view_id: string; step: string; at: Date };
  audit_events: {
    workspace_id: string;
    id: GeneratedAlways<number>;
    at: Date;
    actor: string;
    what: string;
    about: Json;
  };
}
