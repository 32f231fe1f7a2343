/** blocks.validate, and user groups, which nobody has. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalSlack, startLocalSlack } from '../../src/local-slack/server.ts';
import {
  callApi,
  callByForm,
  divider,
  manifestWith,
  modal,
  SECRETS,
  submitButton,
  textInput,
} from './foreign-app.ts';

let slack: LocalSlack;

beforeAll(async () => {
  const manifest = manifestWith({ scopes: ['usergroups:read'] });
  slack = await startLocalSlack({ port: 0, manifest, ...SECRETS });
});
afterAll(() => slack.close());

const call = (method: string, args: object = {}) => callApi(slack.apiUrl, method, args, SECRETS.botToken);
const validate = (args: object) => call('blocks.validate', args);
const wrong = { type: 'section', text: { type: 'invalid', text: 'x' } };
const problem = (pointer: string) => ({
  code: 'failed_constraint',
  message: expect.any(String),
  pointer,
});

describe('blocks.validate', () => {
  test.each<[string, object]>([
    ['blocks of a message', { blocks: [divider] }],
    ['blocks of a modal', { blocks: [textInput('name')] }],
    [
      'a message',
      { message: { text: 'x', blocks: [divider], attachments: [{ blocks: [{ type: 'divider' }] }] } },
    ],
    ['a modal', { view: modal('A', [textInput('name')], submitButton) }],
    ['a Home tab', { view: { type: 'home', blocks: [divider] } }],
  ])('takes %s, as JSON or in a form', async (_, args) => {
    expect(await validate(args)).toEqual({ ok: true });
    const form = Object.fromEntries(Object.entries(args).map(([name, one]) => [name, JSON.stringify(one)]));
    expect(await callByForm(slack.apiUrl, 'blocks.validate', form)).toEqual({ ok: true });
  });

  test.each<[object, string, string]>([
    [{ blocks: [divider, wrong] }, 'invalid_blocks', '/1/text/type'],
    [{ blocks: 'x' }, 'invalid_blocks', ''],
    [{ message: { blocks: [wrong] } }, 'invalid_message', '/blocks/0/text/type'],
    [
      { message: { attachments: [{ blocks: [wrong] }] } },
      'invalid_message',
      '/attachments/0/blocks/0/text/type',
    ],
    [{ message: [] }, 'invalid_message', ''],
    [{ view: modal('A', [wrong]) }, 'invalid_view', '/blocks/0/text/type'],
  ])('says what is wrong with %o', async (args, error, pointer) => {
    const answer = await validate(args);
    expect(answer).toMatchObject({ ok: false, error });
    expect(answer['errors']).toContainEqual(problem(pointer));
    expect(slack.journal.at(-1)).toMatchObject({ method: 'blocks.validate', answer });
  });

  test.each([{}, { blocks: [], view: {} }])('asks for exactly one of three: %o', async (args) => {
    expect(await validate(args)).toEqual({
      ok: false,
      error: 'invalid_arguments',
      response_metadata: { messages: ['must provide exactly one of `blocks`, `view`, or `message`'] },
    });
  });
});

test('there are no user groups', async () => {
  expect(await call('usergroups.list', { include_users: true })).toEqual({ ok: true, usergroups: [] });
  expect(await callByForm(slack.apiUrl, 'usergroups.list', { include_count: 'true' })).toEqual({
    ok: true,
    usergroups: [],
  });
  expect(await call('usergroups.users.list', { usergroup: 'S0604QSJC' })).toEqual({
    ok: false,
    error: 'no_such_subteam',
  });
  expect(await call('usergroups.users.list')).toMatchObject({ error: 'invalid_arguments' });
});
