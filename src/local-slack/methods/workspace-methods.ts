/** api.test, auth.test, auth.revoke, apps.connections.open, team.info, bots.info, users.*. */
import { z } from 'zod';
import { personPayload, profilePayload } from '../objects.ts';
import { granted } from '../slack.ts';
import { uninstall } from '../uninstall.ts';
import { flag, type Methods, method, paged, paging, refuse, text } from './method.ts';

const withEmail = (scopes: readonly string[]) => scopes.includes('users:read.email');

/** Methods about the app, the team and people. */
export const workspaceMethods: Methods = {
  'api.test': {
    token: 'none',
    takesJson: true,
    scopes: [],
    run: (_slack, raw) =>
      raw['error'] === undefined
        ? { ok: true, ...(Object.keys(raw).length > 0 ? { args: raw } : {}) }
        : { ok: false, error: String(raw['error']), args: raw },
  },

  'auth.test': method({
    token: 'any',
    args: z.object({}),
    run(slack, _args, token) {
      const { identity, workspace, manifest } = slack;
      if (token === identity.appToken) {
        return { ok: true, app_name: manifest.name, app_id: identity.appId };
      }
      const bot = workspace.people.get(identity.botUserId);
      return {
        ok: true,
        url: `${slack.url()}/`,
        team: workspace.team.name,
        user: bot?.handle,
        team_id: workspace.team.id,
        user_id: identity.botUserId,
        bot_id: identity.botId,
        is_enterprise_install: false,
      };
    },
  }),

  'auth.revoke': method({
    args: z.object({ test: flag.default(false) }),
    run(slack, { test }) {
      if (!test) uninstall(slack);
      return { ok: true, revoked: !test };
    },
  }),

  'apps.connections.open': method({
    token: 'app',
    args: z.object({}),
    run: (slack) => ({ ok: true, url: slack.socketUrl() }),
  }),

  'team.info': method({
    scopes: ['team:read'],
    args: z.object({ team: text.optional() }),
    run(slack, { team }) {
      const ours = slack.workspace.team;
      if (team !== undefined && team !== ours.id) return refuse('team_not_found');
      return {
        ok: true,
        team: {
          id: ours.id,
          name: ours.name,
          url: `${slack.url()}/`,
          domain: ours.domain,
          email_domain: '',
          locale: ours.locale,
          icon: { image_default: true },
        },
      };
    },
  }),

  'bots.info': method({
    scopes: ['users:read'],
    args: z.object({ bot: text.optional() }),
    run(slack, { bot }) {
      const { identity, manifest } = slack;
      if (bot !== undefined && bot !== identity.botId) return refuse('bot_not_found');
      return {
        ok: true,
        bot: {
          id: identity.botId,
          deleted: false,
          name: manifest.botName,
          updated: slack.workspace.people.get(identity.botUserId)?.updatedAt,
          app_id: identity.appId,
          user_id: identity.botUserId,
        },
      };
    },
  }),

  'users.info': method({
    scopes: ['users:read'],
    // Seen: github.com/kortix-ai/suna/pull/6616, as that a missing user is one who is not found.
    takesJson: false,
    args: z.object({ user: text.default(''), include_locale: flag.default(false) }),
    run(slack, { user, include_locale: withLocale }) {
      const person = slack.workspace.people.get(user);
      if (!person) return refuse('user_not_found');
      return { ok: true, user: personPayload(slack, person, withLocale, withEmail(granted(slack))) };
    },
  }),

  'users.lookupByEmail': method({
    scopes: ['users:read.email'],
    // Seen: OpsKnight, pull request 258.
    takesJson: false,
    args: z.object({ email: text }),
    run(slack, args) {
      const email = args.email.toLowerCase();
      // Assumed: letter case does not count, and who has left is not found.
      const person = [...slack.workspace.people.values()].find(
        (one) => !one.isBot && !one.deactivated && one.email.toLowerCase() === email,
      );
      if (!person || email === '') return refuse('users_not_found');
      return { ok: true, user: personPayload(slack, person, false, true) };
    },
  }),

  'users.profile.get': method({
    scopes: ['users.profile:read'],
    args: z.object({ user: text.optional(), include_labels: flag.default(false) }),
    run(slack, { user = slack.identity.botUserId }) {
      const person = slack.workspace.people.get(user);
      if (!person) return refuse('user_not_found');
      // Nobody here has fields of the workspace's own.
      const profile = { ...profilePayload(slack, person, withEmail(granted(slack))), fields: {} };
      return { ok: true, profile };
    },
  }),

  'users.list': method({
    scopes: ['users:read'],
    // Seen: github.com/gugu91/pinet/issues/7.
    takesJson: false,
    args: z.object({ ...paging, include_locale: flag.default(false) }),
    run(slack, args) {
      const cut = paged([...slack.workspace.people.values()], args);
      if (!cut) return refuse('invalid_cursor');
      const email = withEmail(granted(slack));
      return {
        ok: true,
        members: cut.page.map((person) => personPayload(slack, person, args.include_locale, email)),
        cache_ts: slack.workspace.nowSeconds(),
        response_metadata: cut.response_metadata,
      };
    },
  }),
};
