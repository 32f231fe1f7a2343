import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send, sentForm } from '../harness/signed.ts';
import { PEOPLE, startTogether, type Together } from '../harness/together.ts';

const options = (values: readonly unknown[]) => ({
  type: 'multi_static_select',
  selected_options: values.map((value) => ({ text: { type: 'plain_text', text: 'x' }, value })),
});
const WISH = {
  'matching.ask.languages': { chosen: options(['en']) },
  'matching.ask.others': { chosen: options(['negotiation', 'negotiation', 'astrology', 7, null]) },
};
const UNKNOWN = '00000000-0000-4000-8000-000000000001';

describe('forms of matching, made by hand and signed', () => {
  let all: Together;
  beforeAll(async () => {
    all = await startTogether('http');
  });
  afterAll(() => all.stop());

  const sent = async (callbackId: string, metadata: string, values: object): Promise<unknown> => {
    const answer = await send(all.app.port, sentForm(PEOPLE.darnell, { callbackId, metadata, values }));
    expect(answer.status).toBe(200);
    return answer.text === '' ? undefined : JSON.parse(answer.text);
  };
  const requests = () => all.db.selectFrom('requests').select(['learner_id', 'topics', 'version']).execute();

  it.each([
    [
      '1,000 topics',
      'others',
      { chosen: options(Array.from({ length: 1000 }, () => ['networking', 'feedback', 'influence']).flat()) },
      {
        'matching.ask.others': {
          chosen: options(['networking', 'feedback', 'influence', 'potential', 'returning', 'expertise']),
        },
      },
    ],
    [
      '3,001 characters of hope',
      'hopes',
      { typed: { type: 'plain_text_input', value: 'x'.repeat(3001) } },
      {},
    ],
    ['no language', 'languages', { chosen: options([]) }, {}],
    ['a language that is none', 'languages', { chosen: options(['tlh', null]) }, {}],
    [
      'oneself to be left out',
      'people',
      { chosen: { type: 'multi_users_select', selected_users: [PEOPLE.darnell] } },
      {},
    ],
    [
      '21 people to be left out',
      'people',
      {
        chosen: {
          type: 'multi_users_select',
          selected_users: Array.from({ length: 21 }, (_, at) => `U0NUMBER${at}`),
        },
      },
      {},
    ],
  ])('%s: a sentence under the field, and nothing is kept', async (_, field, value, more) => {
    const block = `matching.ask.${field}`;
    const answer = await sent('matching.ask.form', 'coaching', { ...WISH, [block]: value, ...more });
    expect(answer).toEqual({
      response_action: 'errors',
      errors: { [block]: expect.stringMatching(/^(?:Please|This is longer|At most)/) },
    });
    expect(await requests()).toEqual([]);
  });

  it('neither kind nor program: the field is named', async () => {
    for (const metadata of ['', 'astrology', '{"programId":1}'])
      expect(await sent('matching.ask.form', metadata, WISH)).toMatchObject({
        errors: { 'matching.ask.kind': 'Please choose a coach or a mentor.' },
      });
  });

  it('a program that is not there', async () => {
    expect(JSON.stringify(await sent('matching.ask.form', UNKNOWN, WISH))).toContain('not open to you');
    expect(await requests()).toEqual([]);
  });

  it('topics twice, and topics that are none: what is left is saved once, however often it is sent', async () => {
    await Promise.all([1, 2, 3].map(() => sent('matching.ask.form', 'coaching', WISH)));
    expect(await requests()).toEqual([{ learner_id: PEOPLE.darnell, topics: ['negotiation'], version: 1 }]);
  });

  it('somebody chosen who was never suggested is asked nothing', async () => {
    const [request] = await all.db.selectFrom('requests').select(['id', 'version']).execute();
    const choice = { 'matching.choose.first': { chosen: { selected_option: { value: PEOPLE.marta } } } };
    const answer = await sent('matching.choose.form', `${request?.id} ${request?.version}`, choice);
    expect(JSON.stringify(answer)).toContain('None of the people you chose is available any more');
    expect(await all.db.selectFrom('offers').selectAll().execute()).toEqual([]);
    expect(await all.db.selectFrom('deliveries').select('person_id').execute()).toEqual([]);
  });

  it.each(['', 'x y', `${UNKNOWN} 1`, `${UNKNOWN} ten`, '1; drop table requests'])(
    'a request of nobody, carried as “%s”, is not there',
    async (metadata) => {
      const choice = { 'matching.choose.first': { chosen: { selected_option: { value: PEOPLE.marta } } } };
      expect(JSON.stringify(await sent('matching.choose.form', metadata, choice))).toContain(
        'This request is not there any more',
      );
      const text = { 'matching.answer.text': { typed: { type: 'plain_text_input', value: 'hm' } } };
      for (const form of ['matching.question.form', 'matching.not-now.form'])
        expect(JSON.stringify(await sent(form, metadata, text))).toContain('This request is not with you');
      expect(JSON.stringify(await sent('matching.reply.form', metadata, text))).toContain(
        'This question is not there any more',
      );
    },
  );
});
