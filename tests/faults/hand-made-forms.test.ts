import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send, sentForm } from '../harness/signed.ts';
import { PEOPLE, startTogether, type Together } from '../harness/together.ts';

const options = (values: readonly unknown[]) => ({
  type: 'multi_static_select',
  selected_options: values.map((value) => ({ text: { type: 'plain_text', text: 'x' }, value })),
});

/** A form that no client would send, as Darnell. */
function form(callbackId: string, metadata: string, values: object): string {
  return sentForm(PEOPLE.darnell, { callbackId, metadata, values });
}

const OFFER = {
  'people.offer.kinds': { chosen: options(['mentoring']) },
  'people.offer.topics': { chosen: options(['negotiation', 'astrology', 7, null]) },
  'people.offer.languages': { chosen: options(['en']) },
  'people.offer.places': { typed: { type: 'number_input', value: '2' } },
};

describe('forms made by hand and signed', () => {
  let all: Together;
  beforeAll(async () => {
    all = await startTogether('http');
  });
  afterAll(() => all.stop());

  const sent = async (body: string): Promise<unknown> => {
    const answer = await send(all.app.port, body);
    expect(answer.status).toBe(200);
    return answer.text === '' ? undefined : JSON.parse(answer.text);
  };
  const offered = (differs: object, metadata = '{"version":null}') =>
    sent(form('people.offer.form', metadata, { ...OFFER, ...differs }));

  it.each([
    ['1,000 topics', 'topics', { chosen: options(Array.from({ length: 1000 }, (_, at) => `topic-${at}`)) }],
    ['all kinds of nothing for topics', 'topics', { chosen: options([null, 7, {}]) }],
    ['no language', 'languages', { chosen: options([]) }],
    ['−1 places', 'places', { typed: { type: 'number_input', value: '-1' } }],
    ['2.5 places', 'places', { typed: { type: 'number_input', value: '2.5' } }],
    ['99 places', 'places', { typed: { type: 'number_input', value: '99' } }],
    ['a novel about oneself', 'about', { typed: { type: 'plain_text_input', value: 'x'.repeat(5000) } }],
  ])('%s: a sentence under the field, and nothing is kept', async (_, field, value) => {
    const block = `people.offer.${field}`;
    expect(await offered({ [block]: value })).toEqual({
      response_action: 'errors',
      errors: { [block]: expect.stringMatching(/^(?:Please|This is longer)/) },
    });
    expect(await all.db.selectFrom('people').selectAll().execute()).toEqual([]);
  });

  it('what no database takes is left out of what was typed', async () => {
    const value = 'One\u0000two\vthree';
    await offered({ 'people.offer.about': { typed: { type: 'plain_text_input', value } } });
    expect(await all.db.selectFrom('profiles').select('about').execute()).toEqual([
      { about: 'Onetwo\nthree' },
    ]);
    await all.db.deleteFrom('people').execute();
  });

  it('whatever a form carries, it is about its sender', async () => {
    const exclusions = (sent: string[], shown: string) =>
      form('people.exclusions.form', shown, {
        'people.exclusions.people': { chosen: { type: 'multi_users_select', selected_users: sent } },
      });
    await all.db
      .insertInto('people')
      .values({ workspace_id: 'T0LUMENARI', id: PEOPLE.piotr, is_guest: false, is_gone: false })
      .execute();
    await all.db
      .insertInto('exclusions')
      .values({
        workspace_id: 'T0LUMENARI',
        person_id: PEOPLE.piotr,
        excluded_id: PEOPLE.jonas,
        made_at: new Date(),
      })
      .execute();
    await sent(exclusions([], JSON.stringify([PEOPLE.jonas])));
    await offered(
      { 'people.offer.person': { chosen: { selected_user: PEOPLE.piotr } } },
      JSON.stringify({ version: null, personId: PEOPLE.piotr }),
    );
    expect(await all.db.selectFrom('profiles').select(['person_id', 'topics']).execute()).toEqual([
      { person_id: PEOPLE.darnell, topics: ['negotiation'] },
    ]);
    expect(await all.db.selectFrom('exclusions').select(['person_id', 'excluded_id']).execute()).toEqual([
      { person_id: PEOPLE.piotr, excluded_id: PEOPLE.jonas },
    ]);
    // Somebody who manages nothing confirms nobody, themselves included.
    await all.db
      .updateTable('profiles')
      .set({ kinds: ['coaching'] })
      .execute();
    const ticked = { 'managing.coach.asked': { chosen: options(['training', 'ethics', 'supervision']) } };
    expect(JSON.stringify(await sent(form('managing.coach.confirm', PEOPLE.darnell, ticked)))).toContain(
      'Only managers of a coaching program',
    );
    expect(await all.db.selectFrom('profiles').select('coach_confirmed_at').execute()).toEqual([
      { coach_confirmed_at: null },
    ]);
  });

  it('metadata that is none is an error under the field, and the app lives on', async () => {
    expect(await offered({}, 'not json')).toMatchObject({ response_action: 'errors' });
    expect(await offered({}, '{"version":"1; drop table profiles"}')).toMatchObject({
      response_action: 'errors',
    });
  });
});
