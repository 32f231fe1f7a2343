/** Methods that find people. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LocalSlack, startLocalSlack } from '../../src/local-slack/server.ts';
import { callApi, callByForm, KASIA, MARTA, manifestWith, SECRETS } from './foreign-app.ts';

const GERALD = 'U0GERALDST';
let slack: LocalSlack;
let modest: LocalSlack;

beforeAll(async () => {
  const manifest = manifestWith({ scopes: ['users:read.email', 'users.profile:read'] });
  slack = await startLocalSlack({ port: 0, manifest, ...SECRETS });
  const without = manifestWith({ scopes: ['users.profile:read'] });
  modest = await startLocalSlack({ port: 0, manifest: without, ...SECRETS });
});
afterAll(async () => {
  await slack.close();
  await modest.close();
});

const call = (method: string, args: object = {}) => callApi(slack.apiUrl, method, args, SECRETS.botToken);

test('users.lookupByEmail finds who has an address, and writes to the journal', async () => {
  const found = { ok: true, user: { id: MARTA, profile: { email: 'marta@lumen-and-arc.example' } } };
  const args = { email: 'Marta@Lumen-and-Arc.example' };
  expect(await callByForm(slack.apiUrl, 'users.lookupByEmail', args)).toMatchObject(found);
  expect(slack.journal.at(-1)).toMatchObject({
    type: 'call',
    method: 'users.lookupByEmail',
    args,
    answer: found,
  });
});

test.each([
  ['nobody has', { email: 'nobody@lumen-and-arc.example' }],
  ['somebody had who left', { email: 'gerald@lumen-and-arc.example' }],
  ['is empty, as the app has', { email: '' }],
])('users.lookupByEmail of an address that %s', async (_, args) => {
  const answer = await callByForm(slack.apiUrl, 'users.lookupByEmail', args);
  expect(answer).toEqual({ ok: false, error: 'users_not_found' });
});

test.each([
  ['users.lookupByEmail', { email: 'marta@lumen-and-arc.example' }, 'invalid_arguments'],
  ['users.info', { user: MARTA }, 'user_not_found'],
])('%s reads no JSON, as with Slack', async (method, args, error) => {
  expect(await call(method, args)).toMatchObject({ ok: false, error });
  expect(await callByForm(slack.apiUrl, method, args)).toMatchObject({ ok: true });
});

test('users.profile.get gives the profile alone; without a person the bot has its own', async () => {
  expect(await call('users.profile.get', { user: KASIA })).toMatchObject({
    ok: true,
    profile: { real_name: 'Kasia Nowak', title: 'Product Designer', email: 'kasia@lumen-and-arc.example' },
  });
  expect(await callByForm(slack.apiUrl, 'users.profile.get', {})).toMatchObject({
    profile: { real_name: 'Foreign', bot_id: 'B0LOCALBOT' },
  });
  expect(await call('users.profile.get', { user: 'U0NOBODY01' })).toEqual({
    ok: false,
    error: 'user_not_found',
  });
  expect(await call('users.profile.get', { user: GERALD })).toMatchObject({ ok: true });
});

test('addresses need their own scope', async () => {
  const ask = (method: string, args: object) => callApi(modest.apiUrl, method, args, SECRETS.botToken);
  expect(await ask('users.lookupByEmail', { email: 'x' })).toMatchObject({
    error: 'missing_scope',
    needed: 'users:read.email',
  });
  const { profile } = await ask('users.profile.get', { user: KASIA });
  expect(profile).not.toHaveProperty('email');
});
