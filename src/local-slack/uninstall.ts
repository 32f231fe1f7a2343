/** The app leaves a workspace. */
import { appUninstalled } from './events.ts';
import { appCard, type Slack } from './slack.ts';

/**
 * Takes the app's token away, and with it the app: a workspace here has no other token of its (docs.slack.dev,
 * app_uninstalled: "An app is not uninstalled until its final user and bot tokens are revoked"). The bot leaves its
 * channels (docs.slack.dev, auth.revoke); what it scheduled does not come (assumed).
 */
export function uninstall(slack: Slack): void {
  const { installation, workspace, identity } = slack;
  if (!installation) return;
  // The app still hears of it: events go to the app, not to the token.
  appUninstalled(slack);
  slack.revokedTokens.add(installation.botToken);
  slack.installation = undefined;
  slack.scheduled.clear();
  for (const room of workspace.rooms.values()) {
    if (room.kind !== 'dm') workspace.leave(room, identity.botUserId);
  }
  workspace.tell('everyone', { type: 'app', app: appCard(slack) });
}
