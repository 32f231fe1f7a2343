import type { Fields } from '../../harness/pressing.ts';
import { type Ids, ROLES, type Role } from './place.ts';

/** A button, or a way to a form: what it carries, in which modal, and whose it is. */
export interface Pressed {
  carries(ids: Ids): string | undefined;
  /** What the modal carries in which it is pressed; pressed in a message where left out. */
  inView?(ids: Ids): string;
  /** To everybody else it is nothing, whatever it carries. */
  for: readonly Role[];
}

export interface Form {
  /** The button that opens it, or the form whose sending does. */
  opens: { press: string; with?: (ids: Ids) => string } | { send: string };
  for: readonly Role[];
  /** What is chosen in it where the first there is will not do. */
  fills?(ids: Ids): Fields;
  /** Something new, whose id it carries: there is none that it could be about. */
  makes?: true;
}

const ALL = ROLES;
const PAIR = ['learner', 'guide'] as const;
const LEARNER = ['learner'] as const;
const ASKS = ['asks'] as const;
const ASKED = ['asked'] as const;
const INVITED = ['invited'] as const;
const MANAGERS = ['manager', 'admin'] as const;
const ADMINS = ['admin'] as const;
const none = (): undefined => undefined;

function rows<R extends Record<string, Pressed>>(made: R): Record<string, Pressed> {
  return made;
}
const of = (whose: readonly Role[], carries: Pressed['carries'], inView?: Pressed['inView']): Pressed => ({
  carries,
  for: whose,
  ...(inView && { inView }),
});

const inHolidays = ({ own }: Ids): string => JSON.stringify({ programId: own, country: 'PL' });
const inCohort = ({ cohortView }: Ids): string => cohortView;

/** Every button of the app. */
export const BUTTONS: Record<string, Pressed> = rows({
  'guidance.choose': of(ALL, none),
  'guidance.compare': of(ALL, none),

  'matching.ask': of(ALL, none),
  'matching.choose': of(ASKS, ({ choosing }) => choosing.split(' ')[0]),
  'matching.more': of(ASKS, ({ choosing }) => `${choosing.split(' ')[0]} 6`),
  'matching.change': of(ASKS, ({ choosing }) => choosing.split(' ')[0]),
  'matching.widen': of(ASKS, ({ choosing }) => choosing.split(' ')[0]),
  'matching.wait': of(ASKS, ({ choosing }) => choosing),
  'matching.withdraw': of(ASKS, ({ offering }) => offering),
  'matching.reply': of(ASKS, ({ question }) => question),
  'matching.accept': of(ASKED, ({ offer }) => offer),
  'matching.question': of(ASKED, ({ offer }) => offer),
  'matching.not-now': of(ASKED, ({ offer }) => offer),
  'matching.hopes': of(ASKED, ({ offer }) => offer),
  'matching.cohort.open': of(MANAGERS, ({ cohort }) => cohort),
  'matching.cohort.list': of(MANAGERS, () => 'unmatched', inCohort),
  'matching.cohort.back': of(MANAGERS, none, inCohort),
  'matching.cohort.on': of(MANAGERS, none, inCohort),
  'matching.cohort.run': of(MANAGERS, none, inCohort),
  'matching.cohort.drop': of(MANAGERS, none, inCohort),
  'matching.cohort.pair': of(MANAGERS, ({ cohortPair }) => `pin ${cohortPair}`, inCohort),
  'matching.cohort.choose': of(MANAGERS, ({ cohortPair }) => cohortPair.split(' ')[0], inCohort),
  'matching.cohort.return': of(MANAGERS, none, inCohort),

  'pairs.snooze': of(PAIR, ({ coaching }) => coaching),
  'pairs.pause': of(PAIR, ({ coaching }) => coaching),
  'pairs.resume': of(PAIR, ({ coaching }) => coaching),
  'pairs.change': of(PAIR, ({ coaching }) => coaching),
  'pairs.extend': of(PAIR, ({ coaching }) => coaching),
  'pairs.proposal': of(PAIR, ({ coaching }) => coaching),
  'pairs.sponsor': of(LEARNER, ({ coaching }) => coaching),
  'pairs.sponsor.write': of(LEARNER, ({ coaching }) => coaching),
  'pairs.sponsor.end': of(LEARNER, ({ coaching }) => coaching),
  'pairs.sponsor.edit': of(LEARNER, ({ draft }) => draft),
  'pairs.sponsor.read': of([], ({ draft }) => draft),
  'pairs.sponsor.answer': of([], ({ draft }) => draft),
  'pairs.sponsor.decline': of([], ({ draft }) => draft),
  'pairs.leave': of(PAIR, ({ coaching }) => coaching),
  'pairs.goodbye': of(PAIR, ({ coaching }) => coaching),
  'pairs.open': of(PAIR, ({ coaching }) => coaching),
  'pairs.history': of(PAIR, ({ coaching }) => coaching),
  'pairs.history.page': of(PAIR, ({ coaching }) => `${coaching} 1`),
  'pairs.agreement.read': of(PAIR, ({ coaching }) => coaching),
  'pairs.all': of(ALL, () => '0'),
  'pairs.book': of(PAIR, ({ mentoring }) => mentoring),
  'pairs.book.at': of(PAIR, ({ mentoring }) => `${mentoring} 2026-12-08T09:00:00.000Z`),
  'pairs.move': of(PAIR, ({ session }) => session),
  'pairs.cancel': of(PAIR, ({ session }) => session),
  'pairs.log': of(PAIR, ({ session }) => session),
  'pairs.calendar': of(PAIR, ({ session }) => session),
  'pairs.calendar.send': of(PAIR, ({ session }) => session),
  'pairs.goal': of(PAIR, ({ coaching }) => coaching),
  'pairs.review': of(PAIR, ({ coaching }) => `${coaching} half-time 1`),
  'pairs.met': of(PAIR, ({ mentoring }) => mentoring),
  'pairs.takeaway': of(PAIR, ({ meeting }) => meeting),
  'pairs.not-now': of(PAIR, ({ mentoring }) => mentoring),
  'pairs.pulse': of(PAIR, ({ mentoring }) => `${mentoring} 1`),

  'people.concern': of(ALL, none),
  'people.concern.read': of(LEARNER, ({ concern }) => concern),
  'people.me': of(ALL, none),
  'people.hours': of(ALL, none),
  'people.pause': of(ALL, none),
  'people.exclusions': of(ALL, none),
  'people.daysoff.add': of(ALL, none),
  'people.daysoff.remove': of(ALL, () => '2026-12-01/2026-12-02'),
  'people.nudges': of(ALL, none),
  'people.back': of(ALL, none),
  'people.kept': of(ALL, none),
  'people.offer': of(ALL, none),
  'people.offer.withdraw': of(ALL, none),
  'people.workspace': of(ADMINS, none),
  'people.contacts.edit': of(ADMINS, none),

  'managing.coaches': of(MANAGERS, none),
  'managing.coaches.more': of(MANAGERS, () => '0'),
  'managing.coach.look': of(MANAGERS, () => 'U0DARNELLO'),
  'managing.coach.take-back': of(MANAGERS, () => 'U0DARNELLO'),
  'managing.create': of([...MANAGERS, 'other'], none),
  'managing.change': of(MANAGERS, ({ own }) => own),
  'managing.extend': of(MANAGERS, ({ own }) => own),
  'managing.step.open': of(MANAGERS, ({ own }) => `${own} open`),
  'managing.step.start': of(MANAGERS, ({ own }) => `${own} start`),
  'managing.step.end': of(MANAGERS, ({ own }) => `${own} end`),
  'managing.step.throw-away': of(MANAGERS, ({ own }) => `${own} throw-away`),
  'managing.managers': of(ADMINS, ({ own }) => own),
  'managing.invite': of(MANAGERS, ({ own }) => own),
  'managing.programs': of(ALL, none),
  'managing.join': of(INVITED, ({ closed }) => closed),
  'managing.leave.learner': of(INVITED, ({ joined }) => joined),
  'managing.leave.guide': of(INVITED, ({ joined }) => joined),
  'managing.not-now': of(INVITED, ({ closed }) => closed),
  'managing.renew': of(MANAGERS, ({ program }) => `${program} 00000000-0000-4000-8000-00000000dead`),
  'managing.program': of(MANAGERS, ({ own }) => own),
  'managing.unmet': of(MANAGERS, ({ own }) => `${own} 0`),
  'managing.unmet.page': of(MANAGERS, ({ own }) => `${own} 0`),
  'managing.program.settings': of(MANAGERS, ({ own }) => own),
  'managing.program.rhythm': of(MANAGERS, ({ own }) => own),
  'managing.program.days.add': of(MANAGERS, ({ own }) => own),
  'managing.program.days.remove': of(MANAGERS, ({ own }) => `${own} 2026-12-01/2026-12-02`),
  'managing.program.holidays': of(MANAGERS, ({ own }) => own),
  'managing.program.country': of(MANAGERS, () => 'PL', inHolidays),
  'managing.program.region': of(MANAGERS, () => 'PL', inHolidays),

  'summaries.look': of(MANAGERS, ({ program }) => `${program} 2026-12`),
  'summaries.post': of(MANAGERS, ({ program }) => `${program} 2026-12`),
  'summaries.notYet': of(MANAGERS, ({ program }) => `${program} 2026-12`),
  'summaries.report': of(MANAGERS, ({ program }) => program),
  'summaries.report.make.0': of(MANAGERS, ({ program }) => `${program} 7`),
  'summaries.report.make.1': of(MANAGERS, ({ program }) => `${program} 30`),
  'summaries.report.make.2': of(MANAGERS, ({ program }) => `${program} 90`),
  'summaries.report.end': of(MANAGERS, ({ program }) => program),
  'summaries.export.link': of(MANAGERS, ({ program }) => program),
  'summaries.export.send': of(MANAGERS, ({ program }) => program),

  'posts.again': of(MANAGERS, ({ post }) => post),
});

/** Links: Slack tells of the press, and there is nothing to do. */
export const LINKS = [
  'summaries.report.open',
  'summaries.export.open',
  'pairs.calendar.google',
  'pairs.calendar.office',
  'pairs.calendar.outlook',
  'pairs.calendar.link',
];

const by = (press: string, whose: readonly Role[], carried?: (ids: Ids) => string): Form => ({
  opens: { press, ...(carried && { with: carried }) },
  for: whose,
});

/** Every form of the app: how it opens, and whose it is. */
export const FORMS: Record<string, Form> = {
  'guidance.questions': by('guidance.choose', ALL),

  'matching.ask.form': by('matching.ask', ALL, () => 'coaching'),
  'matching.choose.form': by('matching.choose', ASKS),
  'matching.reply.form': by('matching.reply', ASKS),
  'matching.question.form': by('matching.question', ASKED),
  'matching.not-now.form': by('matching.not-now', ASKED),
  'matching.cohort': by('matching.cohort.open', MANAGERS),
  'matching.cohort.publish': { opens: { send: 'matching.cohort' }, for: MANAGERS },
  'matching.cohort.pin': {
    ...by('matching.cohort.choose', MANAGERS),
    fills: ({ cohortPair }) => ({ guide: { guide: { selected_user: cohortPair.split(' ')[1] } } }),
  },

  'pairs.trial': by('pairs.open', PAIR, ({ trial }) => trial),
  'pairs.agreement': by('pairs.open', PAIR, ({ agreement }) => agreement),
  'pairs.snooze': by('pairs.snooze', PAIR),
  'pairs.pause': by('pairs.pause', PAIR),
  'pairs.change': by('pairs.change', PAIR, ({ mentoring }) => mentoring),
  'pairs.proposal': by('pairs.proposal', LEARNER),
  'pairs.sponsor.form': by('pairs.sponsor', LEARNER),
  'pairs.sponsor.text': by('pairs.sponsor.edit', LEARNER),
  'pairs.leave': by('pairs.leave', PAIR),
  'pairs.book.form': by('pairs.book', PAIR),
  'pairs.move.form': by('pairs.move', PAIR),
  'pairs.cancel.form': by('pairs.cancel', PAIR),
  'pairs.log.form': by('pairs.log', PAIR),
  'pairs.goal.form': by('pairs.goal', LEARNER),
  'pairs.review.form': by('pairs.review', PAIR),
  'pairs.meeting': by('pairs.takeaway', LEARNER),
  'pairs.pulse': by('pairs.pulse', PAIR),
  'pairs.renewal': by('pairs.review', PAIR, ({ mentoring }) => `${mentoring} renewal 1`),

  'people.concern.form': by('people.concern', ALL),
  'people.hours.form': by('people.hours', ALL),
  'people.daysoff.form': by('people.daysoff.add', ALL),
  'people.nudges.form': by('people.nudges', ALL),
  'people.pause.form': by('people.pause', ALL),
  'people.exclusions.form': by('people.exclusions', ALL),
  'people.offer.form': by('people.offer', ALL),
  'people.workspace.form': by('people.workspace', ADMINS),
  'people.contacts': by('people.contacts.edit', ADMINS),

  'managing.coach.confirm': by('managing.coach.look', MANAGERS),
  'managing.create.form': { ...by('managing.create', [...MANAGERS, 'other']), makes: true },
  'managing.change.form': by('managing.change', MANAGERS),
  'managing.extend.form': by('managing.extend', MANAGERS),
  'managing.step.form': by('managing.step.throw-away', MANAGERS),
  'managing.invite.form': by('managing.invite', MANAGERS),
  'managing.managers.form': by('managing.managers', ADMINS),
  'managing.program.rhythm.form': by('managing.program.rhythm', MANAGERS),
  'managing.program.holidays.form': by('managing.program.holidays', MANAGERS),
  'managing.program.days.form': by('managing.program.days.add', MANAGERS),
};

/** No button opens these to a client: who approves a text and who answers it stands in tests/pairs/sponsor-flow.test.ts. */
export const OPENED_OTHERWISE = ['pairs.sponsor.approve', 'pairs.sponsor.answer.form'];

/** What can be typed; each is about whoever types it, and changes nothing. */
export const COMMANDS = [
  'compare',
  'choose',
  'match',
  'offer',
  'programs',
  'status',
  'me',
  'help',
  'contacts',
];
export const SHORTCUTS = ['guidance.find'];
