/** oauth.v2.access: exchanges the code of an installation for the workspace's token. */
import { z } from 'zod';
import { appCard, granted } from '../slack.ts';
import { type Methods, method, refuse, text } from './method.ts';

/** Methods that an app calls without a token, to get one. */
export const oauthMethods: Methods = {
  'oauth.v2.access': method({
    token: 'none',
    args: z.object({
      client_id: text.default(''),
      client_secret: text.default(''),
      code: text.default(''),
      redirect_uri: text.optional(),
      grant_type: text.default('authorization_code'),
    }),
    run(slack, args) {
      // Tokens here do not expire, so there is none to refresh.
      if (args.grant_type !== 'authorization_code') return refuse('invalid_grant_type');
      const grant = slack.oauth.exchange({
        clientId: args.client_id,
        clientSecret: args.client_secret,
        code: args.code,
        redirectUri: args.redirect_uri,
      });
      if (typeof grant === 'string') return refuse(grant);
      const target = slack.ofTeam(grant.team);
      if (!target) return refuse('invalid_code');
      // Added again, an app keeps its token and its scopes and gets the new ones beside (assumed of Slack).
      const scopes = [...new Set([...granted(target), ...grant.scopes])];
      const botToken = target.installation?.botToken ?? `xoxb-local-${target.ids.secret(16)}`;
      target.installation = { botToken, scopes };
      target.workspace.tell('everyone', { type: 'app', app: appCard(target) });
      const { identity, workspace } = target;
      return {
        ok: true,
        app_id: identity.appId,
        authed_user: { id: grant.person },
        scope: scopes.join(','),
        token_type: 'bot',
        access_token: botToken,
        bot_user_id: identity.botUserId,
        team: { id: workspace.team.id, name: workspace.team.name },
        enterprise: null,
        is_enterprise_install: false,
      };
    },
  }),
};
