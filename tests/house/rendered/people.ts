import { addDays } from '../../../src/people/calendar.ts';
import { CONCERN_LENGTH, type Concern, type Trusted } from '../../../src/people/concern.ts';
import { MOST_DAYS_OFF, type WrongDaysOff } from '../../../src/people/days-off.ts';
import type { Kept, OwnProgram } from '../../../src/people/flow/settings.ts';
import { USUAL_HOURS } from '../../../src/people/hours.ts';
import { OFFER_FIELDS, type Outlook, type RulesByKind } from '../../../src/people/offering.ts';
import {
  MOST_TOPICS_OFFERED,
  NUDGED_BY,
  type Pause,
  type Profile,
  SPOKEN,
  WAYS,
} from '../../../src/people/profile.ts';
import { TOPICS } from '../../../src/people/topics.ts';
import {
  concernForm,
  concernMessage,
  concernNotYours,
  concernSent,
  concernView,
} from '../../../src/people/views/concern.ts';
import {
  adminsOnly,
  contactsForm,
  contactsMessage,
  contactsSaved,
} from '../../../src/people/views/contacts.ts';
import { offerSaved, offerWithdrawn } from '../../../src/people/views/outlook.ts';
import { offerForm } from '../../../src/people/views/profile.ts';
import { daysOffErrors, daysOffForm, nudgesForm } from '../../../src/people/views/quiet.ts';
import { offerChangedMeanwhile, offerErrors } from '../../../src/people/views/sent-offer.ts';
import {
  exclusionsErrors,
  exclusionsForm,
  hoursErrors,
  hoursForm,
  pauseErrors,
  pauseForm,
} from '../../../src/people/views/setting-forms.ts';
import { type Done, keptView, settingsView } from '../../../src/people/views/settings.ts';
import {
  workspaceAdminsOnly,
  workspaceChangedMeanwhile,
  workspaceErrors,
  workspaceForm,
  workspaceSaved,
} from '../../../src/people/views/workspace.ts';
import { youBlocks } from '../../../src/people/views/you.ts';
import { WORKSPACE_FIELDS, type WorkspaceSettings } from '../../../src/people/workspace.ts';
import { PersonId } from '../../../src/ports.ts';
import { CONTACTS, type Rendered, readers, shown } from './common.ts';

const RULES: RulesByKind = {
  coaching: { mostPlaces: 3, guestsAllowed: false },
  mentoring: { mostPlaces: 4, guestsAllowed: false },
};
const ZONE = 'Europe/Warsaw';
const SINCE = new Date('2026-11-23T12:00:00Z');
/** Slack would not deliver to them. */
const UNREACHABLE: Pause = { since: SINCE, backOn: null, why: 'unreachable' };
/** Until further notice, and until a day. */
const PAUSES: Pause[] = [
  { since: SINCE, backOn: null },
  { since: SINCE, backOn: '2027-02-01' },
];
/** As much as a form takes. */
const FULL: Profile = {
  kinds: ['coaching', 'mentoring'],
  topics: TOPICS.slice(-MOST_TOPICS_OFFERED).map(({ id }) => id),
  places: 4,
  languages: SPOKEN.slice(0, 10),
  experienceYears: 22,
  ways: [...WAYS],
  about: 'x < y & <!channel> *bold*',
  coachConfirmedAt: SINCE,
  briefedAt: SINCE,
};
const WAITING: Profile = { ...FULL, kinds: ['coaching'], coachConfirmedAt: null, briefedAt: null };

/** Every standing, room for none to five, with and without a pause. */
const OUTLOOKS: Outlook[] = [
  {
    standings: [
      { kind: 'coaching', standing: 'suggested' },
      { kind: 'mentoring', standing: 'suggested' },
    ],
    places: 1,
    pause: null,
  },
  {
    standings: [
      { kind: 'coaching', standing: 'unconfirmed' },
      { kind: 'mentoring', standing: 'unbriefed' },
    ],
    places: 2,
    pause: null,
  },
  {
    standings: [
      { kind: 'coaching', standing: 'guest' },
      { kind: 'mentoring', standing: 'guest' },
    ],
    places: 5,
    pause: null,
  },
  {
    standings: [
      { kind: 'coaching', standing: 'no-guests' },
      { kind: 'mentoring', standing: 'no-guests' },
    ],
    places: 1,
    pause: null,
  },
  ...[null, ...PAUSES].map(
    (pause): Outlook => ({
      standings: [{ kind: 'mentoring', standing: 'suggested' }],
      places: 0,
      pause,
    }),
  ),
];
const SOMEBODY = [PersonId.parse('U0DARNELLO'), PersonId.parse('U0JONASBRA')];
/** One person of trust, and as many as an admin can name, with names as long as Slack takes them. */
const TRUSTED: Trusted[][] = [
  [{ id: PersonId.parse('U0JONASBRA'), name: 'Jonas', fullName: 'Jonas Brandt' }],
  [
    { id: PersonId.parse('U0MARTAWIL'), name: 'Marta', fullName: 'Marta Wilczyńska' },
    { id: PersonId.parse('U0JONASBRA'), name: 'Jonas', fullName: 'Jonas Brandt' },
    { id: PersonId.parse('U0MARTAOTH'), name: 'Marta', fullName: 'Marta <Ż>' },
  ],
  Array.from({ length: 5 }, (_, at) => ({
    id: PersonId.parse(`U0TRUSTED${at}`),
    name: `*${'Ż'.repeat(40)}* ${at}`,
    fullName: '',
  })),
];
const CONCERN_ID = '00000000-0000-4000-8000-00000000000c';
const CONCERNS: Concern[] = ['x < y & <!channel> *bold*', 'ą'.repeat(CONCERN_LENGTH)].map((words) => ({
  from: PersonId.parse('U0DARNELLO'),
  words,
  at: SINCE,
}));
/** As many as the list takes: a single day, and ranges over months and years. */
const DAYS_OFF = Array.from({ length: MOST_DAYS_OFF }, (_, at) => ({
  from: addDays('2026-11-30', 21 * at),
  to: addDays('2026-11-30', 21 * at + 5 * (at % 3)),
}));
const WRONG_DAYS: WrongDaysOff[] = ['from', 'order', 'past', 'long', 'far', 'many'];
const DONE: (Done | undefined)[] = [undefined, 'hours', 'daysOff', 'nudges', 'paused', 'back', 'exclusions'];

/** Everything that one can be in one, and more than are listed. */
const PROGRAMS: OwnProgram[] = [
  { name: 'Leading & growing <!channel> *2026*', kind: 'mentoring', as: 'learner' },
  { name: 'First-time leads', kind: 'coaching', as: 'learner' },
  { name: 'First-time leads', kind: 'coaching', as: 'guide' },
  { name: 'Welcome', kind: 'mentoring', as: 'guide' },
  { name: 'Coaching', kind: 'coaching', as: 'manager' },
  { name: 'Ż'.repeat(80), kind: 'mentoring', as: 'invited' },
];
const MANY_PROGRAMS = Array.from({ length: 55 }, (_, at) => PROGRAMS[at % PROGRAMS.length] ?? []).flat();

/** Of somebody unknown, of whom Slack tells, of whom everything is known. */
const KEPT: Kept[] = [
  { person: undefined, profile: undefined, excluded: 0, concerns: 0, programs: [] },
  { person: undefined, profile: undefined, excluded: 0, concerns: 0, programs: PROGRAMS.slice(-1) },
  ...[null, 1, 3, 12].map(
    (years, at): Kept => ({
      person: {
        id: PersonId.parse('U0DARNELLO'),
        name: 'Darnell *Okafor*',
        locale: years === null ? null : 'en-US',
        timeZone: years === null ? null : 'America/Chicago',
        isGuest: years !== null,
        isGone: false,
        title: years === null ? null : 'Sales Director',
        department: years === null ? null : 'Sales & Co',
        experienceYears: years,
        hours: USUAL_HOURS,
        daysOff: years === null ? [] : [{ from: '2026-12-21', to: '2027-01-03' }],
        nudgedBy: 'messages',
        pause: null,
        email: years === null ? null : 'darnell@lumen-and-arc.example',
        hasManager: years !== null,
      },
      profile: years === null ? undefined : { ...FULL, version: 7 },
      excluded: years ?? 0,
      concerns: years ?? 0,
      programs: [[], PROGRAMS.slice(0, 1), PROGRAMS, MANY_PROGRAMS][at] ?? [],
    }),
  ),
];

/** As it is where nobody has set anything, and with everything set otherwise. */
const WORKSPACES: WorkspaceSettings[] = [
  { hours: USUAL_HOURS, language: 'en', leastGroup: 5, guests: 'programs' },
  {
    hours: { days: [1, 2, 3, 4, 7], from: '08:30', to: '16:00' },
    language: 'pl',
    leastGroup: 22,
    guests: 'none',
  },
];

export const PEOPLE: Rendered = {
  workspaceForm: (t) => WORKSPACES.map((settings) => shown(workspaceForm(t, { settings, version: 7 }))),
  workspaceErrors: (t) => [
    shown(workspaceErrors(t, ['days', 'leastGroup'])),
    shown(workspaceErrors(t, ['to'])),
  ],
  workspaceChangedMeanwhile: (t) => [shown(workspaceChangedMeanwhile(t, WORKSPACE_FIELDS))],
  workspaceSaved: (t) =>
    WORKSPACES.flatMap((settings) =>
      [[], WORKSPACE_FIELDS].map((changed) => shown(workspaceSaved(t, settings, changed))),
    ),
  workspaceAdminsOnly: (t) => [shown(workspaceAdminsOnly(t))],
  contactsMessage: (t) =>
    readers(t)
      .map((reader) => contactsMessage(t, reader))
      .map(shown),
  contactsForm: (t) => [contactsForm(t, []), contactsForm(t, CONTACTS)].map(shown),
  contactsSaved: (t) => [contactsSaved(t, []), contactsSaved(t, CONTACTS)].map(shown),
  adminsOnly: (t) => [adminsOnly(t)].map(shown),
  concernForm: (t) =>
    [[], ...TRUSTED].flatMap((trusted) =>
      readers(t).map((reader) => shown(concernForm(t, CONCERN_ID, trusted, reader))),
    ),
  concernSent: (t) =>
    TRUSTED.flatMap((told) => readers(t).map((reader) => shown(concernSent(t, told, reader)))),
  concernMessage: (t) =>
    [false, true].map((hasWords) => shown(concernMessage(t, CONCERN_ID, { from: 'U0DARNELLO', hasWords }))),
  concernView: (t) => CONCERNS.map((concern) => shown(concernView(t, concern, ZONE))),
  concernNotYours: (t) => [shown(concernNotYours(t))],
  offerForm: (t) =>
    [
      offerForm(t, { profile: undefined, rules: RULES }),
      offerForm(t, { profile: undefined, rules: RULES, kind: 'mentoring' }),
      offerForm(t, { profile: { ...FULL, version: 7 }, rules: RULES }),
      offerForm(t, { profile: { ...WAITING, version: 1 }, rules: RULES }),
    ].map(shown),
  offerErrors: (t) => [shown(offerErrors(t, OFFER_FIELDS, RULES))],
  offerChangedMeanwhile: (t) => [shown(offerChangedMeanwhile(t))],
  offerSaved: (t) => OUTLOOKS.map((outlook) => shown(offerSaved(t, outlook))),
  offerWithdrawn: (t) => [shown(offerWithdrawn(t))],
  settingsView: (t) =>
    DONE.flatMap((done) =>
      [null, ...PAUSES].map((pause, at) =>
        settingsView(
          t,
          {
            hours: USUAL_HOURS,
            daysOff: [[], DAYS_OFF.slice(0, 1), DAYS_OFF][at] ?? [],
            nudgedBy: NUDGED_BY[at] ?? 'messages',
            pause,
            excluded: [[], SOMEBODY.slice(0, 1), SOMEBODY][at] ?? [],
          },
          { timeZone: ZONE, done },
        ),
      ),
    ).map(shown),
  daysOffForm: (t) => [shown(daysOffForm(t, ZONE))],
  daysOffErrors: (t) => WRONG_DAYS.map((wrong) => shown(daysOffErrors(t, wrong))),
  nudgesForm: (t) => NUDGED_BY.map((by) => shown(nudgesForm(t, by))),
  keptView: (t) => KEPT.map((kept) => shown(keptView(t, kept))),
  hoursForm: (t) => [shown(hoursForm(t, USUAL_HOURS, ZONE))],
  hoursErrors: (t) =>
    (['days', 'to'] as const).map((wrong) => shown(hoursErrors(t, { outcome: 'wrong', wrong }))),
  pauseForm: (t) => [null, ...PAUSES].map((pause) => shown(pauseForm(t, pause))),
  pauseErrors: (t) => [shown(pauseErrors(t))],
  exclusionsForm: (t) => [[], SOMEBODY].map((excluded) => shown(exclusionsForm(t, excluded))),
  exclusionsErrors: (t) =>
    (['self', 'tooMany'] as const).map((wrong) => shown(exclusionsErrors(t, { outcome: 'wrong', wrong }))),
  youBlocks: (t) =>
    [undefined, ...OUTLOOKS.map((outlook, taken) => ({ outlook, taken }))].flatMap((offer) =>
      [null, ...PAUSES, UNREACHABLE].map((pause) =>
        shown({ type: 'home', blocks: youBlocks(t, { offer, pause }) }),
      ),
    ),
};

export const PEOPLE_PARTS = [
  'daysOffBlocks',
  'daysOffIn',
  'dayInputs',
  'sentDaysOff',
  'wrongDaysText',
  'nudgedByBlocks',
  'sentNudgedBy',
  'daysName',
  'topicName',
  'listOf',
  'wayName',
  'languageName',
  'backName',
  'dateOfYearIn',
  'dayName',
  'dayOfYearName',
  'weekdayName',
  'topicOptions',
  'wayOptions',
  'languageOptions',
  'contactBlocks',
  'contactsText',
  'concernButton',
  'concernBeside',
  'contactActions',
  'sentConcern',
  'concernIn',
  'dateIn',
  'parseContactsForm',
  'inputOf',
  'openedWith',
  'offerButton',
  'sentOffer',
  'openedVersion',
  'blockOf',
  'mostPlaces',
  'standingText',
  'sentHours',
  'workspaceButton',
  'sentWorkspace',
  'workspaceVersionIn',
  'sentDay',
  'sentExclusions',
];
