import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, HTTPReceiver, MemoryInstallationStore } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { BUILT_IN_SEED, readSeed } from '../../src/local-slack/seed.ts';
import { type LocalSlack, startLocalSlack } from '../../src/local-slack/server.ts';
import { callApi, freePort, GENERAL, KASIA, MARTA, manifest, Page, SECRETS, silent } from './foreign-app.ts';
import { GIL, OLA, SECOND_GENERAL, SECOND_TEAM, writeTwoWorkspaces } from './two-workspaces.ts';

const folder = mkdtempSync(join(tmpdir(), 'local-slack-oauth-'));
const seed = writeTwoWorkspaces(join(folder, 'seed.yml'));
const CLIENT = { clientId: '111.222', clientSecret: 'client-secret' };
const BACK = 'http://localhost:9/slack/oauth_redirect';
const SCOPES = 'commands,chat:write,users:read';
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function start(redirectUrl = BACK, deliverTo?: string): Promise<LocalSlack> {
  const slack = await startLocalSlack({
    port: 0,
    manifest: {
      ...manifest,
      oauth_config: { ...manifest.oauth_config, redirect_urls: [redirectUrl] },
    },
    seed,
    deliverTo,
    ...CLIENT,
    ...SECRETS,
  });
  closing.push(() => slack.close());
  return slack;
}

const asked = { client_id: CLIENT.clientId, scope: SCOPES, state: 's 1', redirect_uri: BACK };

/** Clicks on the page, and gives where that leads. */
async function click(slack: LocalSlack, fields: Record<string, string>): Promise<URL> {
  const response = await fetch(`${slack.url}/oauth/v2/authorize`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
  expect(response.status).toBe(302);
  return new URL(response.headers.get('location') ?? '');
}

async function codeFor(slack: LocalSlack, user: string, more: Record<string, string> = {}): Promise<string> {
  const back = await click(slack, { ...asked, ...more, user, decision: 'allow' });
  return back.searchParams.get('code') ?? '';
}

function exchange(slack: LocalSlack, code: string, more: object = {}): Promise<Record<string, unknown>> {
  const client = { client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret };
  return callApi(
    slack.apiUrl,
    'oauth.v2.access',
    { ...client, code, redirect_uri: BACK, ...more },
    undefined,
  );
}

test('an app that revoked its token gets another when it is added again', async () => {
  const slack = await start();
  const ask = (token: string) => callApi(slack.apiUrl, 'auth.test', {}, token);
  await callApi(slack.apiUrl, 'auth.revoke', {}, SECRETS.botToken);
  const { access_token: token } = await exchange(slack, await codeFor(slack, MARTA));
  expect(await ask(String(token))).toMatchObject({ ok: true, team_id: slack.teamId });
  expect(await ask(SECRETS.botToken)).toEqual({ ok: false, error: 'account_inactive' });
});

describe('the page "Add to Slack"', () => {
  const page = async (slack: LocalSlack, query: Record<string, string>) => {
    const response = await fetch(`${slack.url}/oauth/v2/authorize?${new URLSearchParams(query)}`);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  test('shows the app, its scopes, and who may add it where', async () => {
    const slack = await start();
    const { status, headers, text } = await page(slack, { ...asked, state: '"><script>', team: SECOND_TEAM });
    expect(status).toBe(200);
    for (const shown of ['Foreign', 'chat:write', 'Second &amp; Co', 'Ola Owner'])
      expect(text).toContain(shown);
    expect(text).toContain('Post messages under its own name where it is a member');
    expect(text).toContain(`value="${OLA}" selected`);
    expect(text).not.toContain('Gil Guest');
    expect(text).not.toContain('<script>');
    expect(headers.get('content-security-policy')).toContain("form-action 'self' http://localhost:9");
  });

  test.each<[string, Record<string, string>, string]>([
    ['another client id', { client_id: 'x' }, 'invalid_client_id'],
    ['a place the manifest does not name', { redirect_uri: 'http://evil.example/' }, 'bad_redirect_uri'],
    ['a place whose name only begins alike', { redirect_uri: `${BACK}er` }, 'bad_redirect_uri'],
    ['no scopes', { scope: '' }, 'no_scopes'],
    ['a scope the manifest does not have', { scope: 'admin' }, 'invalid_scope'],
  ])('refuses %s, and leads nowhere', async (_, wrong, code) => {
    const slack = await start();
    expect(await page(slack, { ...asked, ...wrong })).toMatchObject({
      status: 400,
      text: expect.stringContaining(code),
    });
    const body = new URLSearchParams({ ...asked, ...wrong, user: OLA, decision: 'allow' });
    const posted = await fetch(`${slack.url}/oauth/v2/authorize`, {
      method: 'POST',
      body,
      redirect: 'manual',
    });
    expect(posted.status).toBe(400);
  });

  test('leads back with the state, whatever is clicked; no other site and no guest may click', async () => {
    const slack = await start();
    const cancelled = await click(slack, { ...asked, user: OLA, decision: 'cancel' });
    expect(Object.fromEntries(cancelled.searchParams)).toEqual({ error: 'access_denied', state: 's 1' });
    const allowed = await click(slack, { ...asked, user: OLA, decision: 'allow' });
    expect(Object.fromEntries(allowed.searchParams)).toEqual({ code: expect.any(String), state: 's 1' });
    const post = (user: string, headers: Record<string, string>) =>
      fetch(`${slack.url}/oauth/v2/authorize`, {
        method: 'POST',
        body: new URLSearchParams({ ...asked, user, decision: 'allow' }),
        redirect: 'manual',
        headers,
      });
    expect((await post(GIL, {})).status).toBe(400);
    expect((await post(OLA, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await post(OLA, { origin: slack.url })).status).toBe(302);
  });
});

describe('oauth.v2.access', () => {
  test('gives a token in Slack’s shape, once', async () => {
    const slack = await start();
    const code = await codeFor(slack, OLA);
    expect(await exchange(slack, code)).toEqual({
      ok: true,
      app_id: slack.appId,
      authed_user: { id: OLA },
      scope: SCOPES,
      token_type: 'bot',
      access_token: expect.stringMatching(/^xoxb-/),
      bot_user_id: expect.stringMatching(/^U/),
      team: { id: SECOND_TEAM, name: 'Second & Co' },
      enterprise: null,
      is_enterprise_install: false,
    });
    expect(await exchange(slack, code)).toEqual({ ok: false, error: 'code_already_used' });
  });

  test.each<[object, string]>([
    [{ client_id: 'x' }, 'invalid_client_id'],
    [{ client_secret: 'x' }, 'bad_client_secret'],
    [{ code: 'x' }, 'invalid_code'],
    [{ redirect_uri: 'http://localhost:9/' }, 'bad_redirect_uri'],
    [{ grant_type: 'refresh_token' }, 'invalid_grant_type'],
  ])('refuses %j, which does not use the code up', async (wrong, error) => {
    const slack = await start();
    const code = await codeFor(slack, OLA);
    expect(await exchange(slack, code, wrong)).toEqual({ ok: false, error });
    expect(await exchange(slack, code)).toMatchObject({ ok: true });
  });

  test('takes the client by HTTP Basic and the rest as a form, and writes no secret to the journal', async () => {
    const slack = await start();
    const code = await codeFor(slack, OLA);
    const basic = Buffer.from(`${CLIENT.clientId}:${CLIENT.clientSecret}`).toString('base64');
    const response = await fetch(`${slack.apiUrl}oauth.v2.access`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ code, redirect_uri: BACK }),
    });
    const answer = Object(await response.json());
    expect(answer).toMatchObject({ ok: true });
    const journal = JSON.stringify(slack.journal);
    for (const secret of [code, CLIENT.clientSecret, answer.access_token])
      expect(journal).not.toContain(secret);
  });

  test('added again with more scopes, the app keeps its token', async () => {
    const slack = await start();
    const first = await exchange(slack, await codeFor(slack, OLA, { scope: 'commands' }));
    const again = await exchange(slack, await codeFor(slack, OLA, { scope: 'chat:write' }));
    expect(again).toMatchObject({ access_token: first['access_token'], scope: 'commands,chat:write' });
  });
});

describe('two workspaces', () => {
  async function installed() {
    const slack = await start();
    const answer = await exchange(slack, await codeFor(slack, OLA));
    const token = String(answer['access_token']);
    const call = (method: string, args: object) => callApi(slack.apiUrl, method, args, token);
    return { slack, token, call, botUserId: String(answer['bot_user_id']) };
  }

  test('are apart: a token of one sees nothing of the other', async () => {
    const { slack, call, botUserId } = await installed();
    expect(await call('auth.test', {})).toMatchObject({ team_id: SECOND_TEAM, user_id: botUserId });
    expect(await call('users.info', { user: KASIA })).toEqual({ ok: false, error: 'user_not_found' });
    expect(await call('chat.postMessage', { channel: GENERAL, text: 'x' })).toMatchObject({
      error: 'channel_not_found',
    });
    expect(await call('chat.postMessage', { channel: KASIA, text: 'x' })).toMatchObject({
      error: 'channel_not_found',
    });
    const first = (method: string, args: object) => callApi(slack.apiUrl, method, args, SECRETS.botToken);
    expect(await first('users.info', { user: OLA })).toEqual({ ok: false, error: 'user_not_found' });
    const posted = await first('chat.postMessage', { channel: KASIA, text: 'x' });
    expect(await call('chat.update', { channel: posted['channel'], ts: posted['ts'], text: 'y' })).toEqual({
      ok: false,
      error: 'channel_not_found',
    });
    const { members } = Object(await call('users.list', {}));
    expect(members.map((one: { id: string }) => one.id).sort()).toEqual(
      [OLA, GIL, botUserId, 'USLACKBOT'].sort(),
    );
  });

  test('have scopes of their own', async () => {
    const { slack, call } = await installed();
    expect(await call('conversations.list', {})).toMatchObject({ error: 'missing_scope', provided: SCOPES });
    expect(await callApi(slack.apiUrl, 'conversations.list', {}, SECRETS.botToken)).toMatchObject({
      ok: true,
    });
  });

  test('have rates of their own', async () => {
    const { slack, call } = await installed();
    for (let turn = 0; turn < 20; turn += 1) await call('users.list', {});
    expect(await call('users.list', {})).toMatchObject({ error: 'ratelimited' });
    expect(await callApi(slack.apiUrl, 'users.list', {}, SECRETS.botToken)).toMatchObject({ ok: true });
  });

  test('show each person their own, and no app where there is none', async () => {
    const slack = await start();
    const page = new Page(slack.url, OLA);
    expect((await page.state()).team).toEqual({ id: SECOND_TEAM, name: 'Second & Co' });
    expect((await page.state()).conversations.map((one) => one.name)).toEqual(['general']);
    await page.command('/hello', '', SECOND_GENERAL);
    expect((await page.lastMessage(SECOND_GENERAL)).text).toContain('is not a valid command');
    expect(slack.journal).toEqual([]);
    const { app } = await page.state();
    expect(app).toMatchObject({ commands: [], shortcuts: [], hasHome: false, hasMessages: false });
    await page.watch();
    closing.push(() => page.close());
    await exchange(slack, await codeFor(slack, OLA));
    const added = await page.change('app');
    expect(added.app.commands.map((one) => one.command)).toEqual(['/hello', '/form']);
  });

  test('may both have the app from the start', async () => {
    const both = writeTwoWorkspaces(join(folder, 'both.yml'), '    botToken: xoxb-second\n');
    const slack = await startLocalSlack({ port: 0, manifest, seed: both, ...SECRETS });
    closing.push(() => slack.close());
    const client = new WebClient('xoxb-second', { slackApiUrl: slack.apiUrl });
    expect(await client.auth.test()).toMatchObject({ team_id: SECOND_TEAM });
  });

  test('are told apart by their ids, all together', () => {
    const path = join(folder, 'wrong.yml');
    const text = readFileSync(seed, 'utf8');
    writeFileSync(path, text.replaceAll(OLA, KASIA).replace(SECOND_GENERAL, GENERAL));
    expect(() => readSeed(path)).toThrow(`workspaces.0.people.0.id: ${KASIA} stands here twice`);
    expect(() => readSeed(path)).toThrow(`workspaces.0.channels.0.id: ${GENERAL} stands here twice`);
    expect(readSeed(BUILT_IN_SEED)).toHaveLength(1);
  });
});

/** A Bolt app that people can add; `listen` adds its listeners. */
async function startInstaller(clientSecret: string, listen: (app: App) => void) {
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const redirectUri = `${base}/slack/oauth_redirect`;
  const slack = await start(redirectUri, `${base}/slack/events`);
  const installationStore = new MemoryInstallationStore();
  const receiver = new HTTPReceiver({
    signingSecret: SECRETS.signingSecret,
    clientId: CLIENT.clientId,
    clientSecret,
    stateSecret: 'state-secret',
    scopes: SCOPES.split(','),
    redirectUri,
    installationStore,
    logger: silent,
    installerOptions: {
      redirectUriPath: '/slack/oauth_redirect',
      authorizationUrl: `${slack.url}/oauth/v2/authorize`,
      directInstall: true,
      clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    },
  });
  const app = new App({ receiver, logger: silent, clientOptions: { slackApiUrl: slack.apiUrl } });
  listen(app);
  await app.start(port);
  closing.push(() => app.stop());

  /** As a browser: from the app's install page to Slack's, a click, and back. */
  async function install(user: string, decision = 'allow') {
    const begun = await fetch(`${base}/slack/install`, { redirect: 'manual' });
    const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
    const authorize = new URL(begun.headers.get('location') ?? '');
    expect((await fetch(authorize)).status).toBe(200);
    const back = await click(slack, { ...Object.fromEntries(authorize.searchParams), user, decision });
    const visit = () => fetch(back, { headers: { cookie }, redirect: 'manual' });
    const response = await visit();
    return { status: response.status, text: await response.text(), again: visit };
  }
  return { slack, installationStore, install };
}

test('Bolt’s own installer completes the flow, and hears of each workspace with its own token', async () => {
  const heard: Record<string, unknown>[] = [];
  const { slack, installationStore, install } = await startInstaller(CLIENT.clientSecret, (app) => {
    app.command('/hello', async ({ ack, body, client, context }) => {
      await ack('Hello');
      heard.push({ team: body.team_id, bot: context.botUserId, as: (await client.auth.test()).team_id });
    });
    app.event('app_home_opened', async ({ body }) => void heard.push({ team: body.team_id, event: true }));
  });

  const done = await install(OLA);
  expect(done).toMatchObject({ status: 200 });
  expect(done.text).toContain(SECOND_TEAM);
  const kept = await installationStore.fetchInstallation({
    teamId: SECOND_TEAM,
    enterpriseId: undefined,
    isEnterpriseInstall: false,
  });
  expect(kept).toMatchObject({
    team: { id: SECOND_TEAM },
    user: { id: OLA },
    bot: { scopes: SCOPES.split(',') },
  });

  // The same code once more: Slack refuses it, and so does the app.
  expect((await done.again()).status).toBe(500);
  expect(slack.journal.at(-1)).toMatchObject({
    method: 'oauth.v2.access',
    answer: { error: 'code_already_used' },
  });
  expect(await install(OLA, 'cancel')).toMatchObject({ status: 500 });

  // The first workspace is another installation.
  expect(await install(KASIA)).toMatchObject({ status: 200 });
  const [ola, kasia] = [new Page(slack.url, OLA), new Page(slack.url, KASIA)];
  await ola.command('/hello', '', SECOND_GENERAL);
  await expect.poll(() => heard.length).toBe(1);
  await kasia.command('/hello');
  await expect.poll(() => heard.length).toBe(2);
  expect(heard).toMatchObject([
    { team: SECOND_TEAM, as: SECOND_TEAM, bot: `U0LOCALBOT${SECOND_TEAM.slice(1)}` },
    { team: slack.teamId, as: slack.teamId, bot: slack.botUserId },
  ]);
  await ola.post('home', { tab: 'home' });
  await expect.poll(() => heard.at(-1)).toEqual({ team: SECOND_TEAM, event: true });
});

test('Bolt’s installer with a wrong client secret gets nothing', async () => {
  const { slack, install } = await startInstaller('wrong', () => {});
  expect(await install(OLA)).toMatchObject({ status: 500 });
  expect(slack.journal.at(-1)).toMatchObject({ answer: { ok: false, error: 'bad_client_secret' } });
});
