import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenView } from '../../src/local-slack/page/protocol.ts';
import { saveImportedWishes } from '../../src/matching/flow/changing.ts';
import { cohort } from '../../src/matching/slack/cohort.ts';
import { createReaders } from '../../src/people/flow/readers.ts';
import type { PersonId } from '../../src/ports.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { BOSS, company, guideId, learnerId, OWNER, workspaceId } from '../harness/cohort.ts';
import { Member, textOf } from '../harness/member.ts';
import { testPorts } from '../harness/ports.ts';
import { startTogether, type Together } from '../harness/together.ts';

/** A Wednesday, at noon in Warsaw, where everybody works. */
const NOON = '2026-06-10T10:00:00Z';
/** Guides who offer mentoring, and learners who ask for it and wait for the cohort. */
async function takePart({ db, slack }: Together, learners: number, guides: number): Promise<void> {
  const ports = await testPorts(db);
  const now = new Date(slack.clock().now);
  const known = (id: PersonId) => ({
    workspace_id: workspaceId,
    id,
    name: id.slice(2).toLowerCase(),
    locale: 'en-US',
    time_zone: 'Europe/Warsaw',
    facts_at: now,
  });
  const ids = Array.from({ length: learners }, (_, at) => learnerId(at));
  const others = Array.from({ length: guides }, (_, at) => guideId(at));
  await db
    .insertInto('people')
    .values([...ids, ...others].map(known))
    .execute();
  await db
    .insertInto('profiles')
    .values(
      others.map((person_id) => ({
        workspace_id: workspaceId,
        person_id,
        kinds: ['mentoring' as const],
        topics: ['negotiation'],
        places: 2,
        languages: ['en'],
        ways: ['direct'],
        about: '',
        briefed_at: now,
        updated_at: now,
      })),
    )
    .execute();
  await inTransaction(db, (tx) =>
    saveImportedWishes(
      tx,
      ports,
      workspaceId,
      ids.map((id) => ({
        learnerId: id,
        kind: 'mentoring',
        topics: ['negotiation'],
        languages: ['en'],
        ways: ['direct'],
        hopes: 'SECRET HOPES',
      })),
      now,
    ),
  );
}

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cohort-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function shutsAll(member: Member): Promise<void> {
  for (const view of (await member.state()).views.toReversed()) await member.closes(view);
}

describe('a manager matches a cohort', () => {
  let all: Together;
  let boss: Member;
  beforeAll(async () => {
    const seed = await company(directory, 13, 6);
    all = await startTogether('socket', { seed, now: NOON });
    await takePart(all, 13, 6);
    boss = new Member(all.slack.url, BOSS);
  });
  afterAll(() => all.stop());

  const opensDraft = async (): Promise<OpenView> => {
    await boss.opensHome();
    await boss.presses('matching.cohort.open', await boss.home('Who waits for a match'));
    return boss.modal('matched in this draft.');
  };

  it('sees in the Home who waits, and looks at the draft page by page', async () => {
    await boss.opensHome();
    const home = await boss.home('13 people wait for a match');
    expect(textOf(home)).toContain('Mentoring for everybody');
    const draft = await opensDraft();
    expect(textOf(draft)).toContain('12 of 13 people who asked are matched in this draft.');
    expect(textOf(draft)).toContain('6 of those who offer help have no place left with it.');
    expect(textOf(draft)).toContain('Nobody in it learns anything before you publish.');
    expect(textOf(draft)).toContain('Page 1 of 2');
    expect(textOf(draft)).toMatch(/\*<@U0MENTEE\d+X>\* with \*<@U0MENTOR\dX>\*: strong fit/);
    expect(JSON.stringify(draft)).not.toContain('SECRET');
    await boss.presses('matching.cohort.on', draft);
    await boss.presses('matching.cohort.back', await boss.modal('Page 2 of 2'));
    await boss.chooses('unmatched', 'matching.cohort.list', await boss.modal('Page 1 of 2'));
    const unmatched = await boss.modal('is not matched in this draft');
    expect(textOf(unmatched)).toContain('6 people would fit, and all places there went to others.');
    await boss.chooses('full', 'matching.cohort.list', unmatched);
    const full = await boss.modal('Page 1 of 3');
    expect(textOf(full)).toMatch(/2 of 2 places filled[^<]*<@\w+>\* with/);
    await boss.presses('matching.cohort.on', full);
    const next = await boss.modal('Page 2 of 3');
    expect(textOf(next)).toContain('2 of 2 places filled');
    await boss.chooses('load', 'matching.cohort.list', next);
    await boss.modal('2 of 2 places filled: 2 in this draft, 0 taken or offered before');
    await shutsAll(boss);
  });

  it('keeps two together, rules two out, and runs it again', async () => {
    const draft = await opensDraft();
    await boss.chooses('unmatched', 'matching.cohort.list', draft);
    const unmatched = await boss.modal('is not matched in this draft');
    const [, left = ''] = /<@(\w+)>\* is not matched/.exec(textOf(unmatched)) ?? [];
    await boss.presses('matching.cohort.choose', unmatched);
    const form = await boss.modal('With whom?');
    const choose = (id: string) => ({ guide: { guide: { type: 'users_select', selected_user: id } } });
    expect(await boss.submits(form, choose(OWNER))).toMatchObject({
      outcome: 'errors',
      errors: { guide: 'These two are not available for this match.' },
    });
    await boss.submits(form, choose(guideId(0)));
    const wishes = await boss.modal('Kept by a manager');
    expect(textOf(wishes)).toContain('1 pair was kept or ruled out since this was run.');

    await boss.chooses('all', 'matching.cohort.list', wishes);
    const pairs = await boss.modal('Page 1 of 2');
    const [, learner, guide] = /<@(\w+)>\* with \*<@(\w+)>/.exec(textOf(pairs)) ?? [];
    await boss.chooses(`forbid ${learner} ${guide}`, 'matching.cohort.pair', pairs);
    await boss.submits(await boss.modal('2 pairs were kept or ruled out'), {});
    await boss.modal('Run it again before you publish it');
    await shutsAll(boss);

    await boss.presses('matching.cohort.run', await opensDraft());
    await expect
      .poll(async () => textOf(await boss.modal('Kept and ruled out (2)')))
      .not.toContain('since this was run');
    const again = await boss.modal('Kept and ruled out (2)');
    await boss.chooses('unmatched', 'matching.cohort.list', again);
    expect(textOf(await boss.modal('is not matched in this draft'))).not.toContain(`<@${left}>* is not`);
    await shutsAll(boss);
  });

  it('reads what will be sent to whom, and publishes it', async () => {
    const draft = await opensDraft();
    await boss.submits(draft, {});
    const confirm = await boss.modal('This makes 12 pairs.');
    expect(textOf(confirm)).toContain('24 introductions go to 18 people.');
    expect(textOf(confirm)).toContain('1 person is not matched: they are told so');
    await boss.presses('matching.cohort.return', confirm);
    await boss.submits(await boss.modal('are matched in this draft'), {});
    await boss.submits(await boss.modal('This makes 12 pairs.'), {});
    const done = await boss.modal('Published: 12 pairs were made.');
    expect(textOf(done)).toContain('1 person who was not matched is told so and stays in line.');
    await shutsAll(boss);
    await all.passes({});
    await boss.home('1 person waits for a match');

    const rows = await all.db.selectFrom('pairs').selectAll().execute();
    expect(rows).toHaveLength(12);
    const [one] = rows;
    await new Member(all.slack.url, one?.guide_id ?? '').told('A trial of mentoring begins');
    await new Member(all.slack.url, one?.learner_id ?? '').told('A trial of mentoring begins');
    const matched = new Set(rows.map(({ learner_id }) => learner_id));
    const without = Array.from({ length: 13 }, (_, at) => learnerId(at)).find((id) => !matched.has(id));
    const told = await new Member(all.slack.url, without ?? '').told('there was nobody for you this time');
    expect(told.text).toContain('Your request stays open');
    expect(all.logged()).not.toContain('SECRET');
  });

  it('drops a draft, and reads plainly that nobody is left to be matched', async () => {
    const [only] = await all.db
      .selectFrom('requests')
      .select('learner_id')
      .where('state', '=', 'waiting')
      .execute();
    await all.db.updateTable('profiles').set({ places: 3 }).execute();
    const draft = await opensDraft();
    expect(textOf(draft)).toContain('1 of 1 person who asked is matched');
    await boss.presses('matching.cohort.drop', draft);
    await boss.modal('The draft is dropped. Nobody was told anything');
    await shutsAll(boss);
    await all.db
      .deleteFrom('requests')
      .where('learner_id', '=', only?.learner_id ?? '')
      .execute();
    await boss.opensHome();
    const home = await boss.home('Nobody waits for a match in the 2 programs you manage.');
    expect(textOf(home)).not.toContain('Match the cohort');
  });
});

describe('somebody who manages no program any more', () => {
  let all: Together;
  let boss: Member;
  beforeAll(async () => {
    const seed = await company(directory, 11, 5);
    all = await startTogether('socket', { seed, now: NOON });
    await takePart(all, 11, 5);
    boss = new Member(all.slack.url, BOSS);
  });
  afterAll(() => all.stop());

  /** The Home, once it has heard that its reader is an admin again. */
  const home = async (): Promise<OpenView> => {
    await expect
      .poll(async () => {
        await boss.opensHome();
        await all.passes({});
        const { home: shown } = await boss.state();
        return shown && textOf(shown);
      })
      .toContain('Who waits for a match');
    return boss.home('Who waits for a match');
  };
  const draft = async (): Promise<OpenView> => {
    await boss.presses('matching.cohort.open', await home());
    return boss.modal('are matched in this draft');
  };
  const unmatched = async (): Promise<OpenView> => {
    await boss.chooses('unmatched', 'matching.cohort.list', await draft());
    return boss.modal('is not matched in this draft');
  };
  const confirm = async (): Promise<OpenView> => {
    await boss.submits(await draft(), {});
    return boss.modal('What is published cannot be taken back here.');
  };
  const secondPage = async (): Promise<OpenView> => {
    await boss.presses('matching.cohort.on', await draft());
    return boss.modal('Page 2 of 2');
  };
  const form = async (): Promise<OpenView> => {
    await boss.chooses('other', 'matching.cohort.pair', await draft());
    return boss.modal('With whom?');
  };
  const toGuide = { guide: { guide: { type: 'users_select', selected_user: guideId(0) } } };
  const choice = (what: string) => async (view: OpenView) =>
    boss.chooses(`${what} `, 'matching.cohort.pair', view);
  const press = (action: string) => async (view: OpenView) => boss.presses(action, view);

  /** What was pressed before may still renew the Home as that of a member: it is waited for. */
  const becomesAdmin = async (): Promise<void> => {
    await expect
      .poll(async () => {
        const { home: shown } = await boss.state();
        return shown && textOf(shown);
      })
      .not.toContain('Who waits for a match');
    all.slack.changePerson(BOSS, { role: 'admin' });
    await shutsAll(boss);
  };

  /** Everything that a manager can press, choose or send, with where it stands. */
  const ACTS: [string, () => Promise<OpenView>, (view: OpenView) => Promise<unknown>][] = [
    ['matching.cohort.open', home, press('matching.cohort.open')],
    ['matching.cohort.list', draft, (view) => boss.chooses('low', 'matching.cohort.list', view)],
    ['matching.cohort.on', draft, press('matching.cohort.on')],
    ['matching.cohort.back', secondPage, press('matching.cohort.back')],
    ['matching.cohort.run', draft, press('matching.cohort.run')],
    ['matching.cohort.drop', draft, press('matching.cohort.drop')],
    ['matching.cohort.pair', draft, choice('pin')],
    ['matching.cohort.pair', draft, choice('forbid')],
    ['matching.cohort.pair', draft, choice('other')],
    ['matching.cohort.choose', unmatched, press('matching.cohort.choose')],
    ['matching.cohort.return', confirm, press('matching.cohort.return')],
    ['matching.cohort', draft, (view) => boss.submits(view, {})],
    ['matching.cohort.publish', confirm, (view) => boss.submits(view, {})],
  ];
  const SAID = 'Only managers of this program and admins of this workspace can match its cohort.';

  it.each(ACTS)('is told so at %s, and nothing happens', async (_, where, act) => {
    const view = await where();
    const before = await all.db.selectFrom('drafts').selectAll().execute();
    all.slack.changePerson(BOSS, { role: 'member' });
    await act(view);
    await boss.modal(SAID);
    await becomesAdmin();
    const after = await all.db.selectFrom('drafts').selectAll().execute();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(await all.db.selectFrom('pairs').selectAll().execute()).toEqual([]);
  });

  it('is told so under the field of a form', async () => {
    const view = await form();
    all.slack.changePerson(BOSS, { role: 'member' });
    expect(await boss.submits(view, toGuide)).toMatchObject({ outcome: 'errors', errors: { guide: SAID } });
    await becomesAdmin();
  });

  it('and nothing that can be done with a cohort is missing here', async () => {
    const ports = await testPorts(all.db);
    const { actions = {}, views = {} } = cohort(ports, createReaders(ports));
    const tried = new Set([...ACTS.map(([id]) => id), 'matching.cohort.pin']);
    expect([...Object.keys(actions), ...Object.keys(views)].toSorted()).toEqual([...tried].toSorted());
  });
});
