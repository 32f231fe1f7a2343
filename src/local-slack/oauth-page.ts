/** "Add to Slack": the page on which a person allows or refuses what an app asks for. */
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { z } from 'zod';
import { sameOrigin } from './guard.ts';
import type { Hub } from './hub.ts';
import { scopeWords } from './scope-words.ts';
import type { Slack } from './slack.ts';

const asked = z.object({
  client_id: z.string().default(''),
  scope: z.string().default(''),
  state: z.string().default(''),
  redirect_uri: z.string().optional(),
  /** The workspace that is chosen at first. */
  team: z.string().optional(),
});
const answered = asked.extend({ user: z.string(), decision: z.enum(['allow', 'cancel']) });

type Asked = z.output<typeof asked>;

/** The routes under /oauth/v2. */
export function oauthPage(hub: Hub): Hono {
  const routes = new Hono();
  routes.use(sameOrigin);
  routes.get('/authorize', (context) => {
    const request = asked.parse(context.req.query());
    const checked = check(hub, request);
    if ('words' in checked) return refusal(context, checked);
    // The form leads to this server, and by its answer to the app: browsers check both.
    const action = `form-action 'self' ${new URL(checked.redirect).origin}`;
    context.header(
      'content-security-policy',
      `default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; ${action}`,
    );
    // With no-referrer a browser says "Origin: null", which could be anybody.
    context.header('referrer-policy', 'same-origin');
    return context.html(form(hub, request, checked.scopes));
  });
  routes.post('/authorize', async (context) => {
    const request = answered.safeParse(await context.req.parseBody());
    if (!request.success) {
      const detail = z.prettifyError(request.error);
      return refusal(context, { words: 'What was sent is not what the form sends.', detail });
    }
    const checked = check(hub, request.data);
    if ('words' in checked) return refusal(context, checked);
    const { user, decision, state, redirect_uri: redirectUri } = request.data;
    const back = new URL(checked.redirect);
    if (decision === 'cancel') back.searchParams.set('error', 'access_denied');
    else {
      const slack = hub.ofPerson(user);
      const installer = slack && installers(slack).find((one) => one.id === user);
      if (!slack || !installer) {
        return refusal(context, { words: 'This person may not add apps.', detail: 'Guests may not.' });
      }
      const grant = { team: slack.workspace.team.id, person: user, scopes: checked.scopes, redirectUri };
      back.searchParams.set('code', slack.oauth.issue(grant));
    }
    back.searchParams.set('state', state);
    return context.redirect(back.href, 302);
  });
  return routes;
}

/** Why an app cannot be added: for whoever reads it, and for whoever wrote the app. */
interface Refusal {
  words: string;
  /** Begins with Slack's code where Slack has one. */
  detail: string;
}

/** What is asked for, in order; or why it cannot be. The codes are Slack's, the sentences ours. */
function check(hub: Hub, request: Asked): { scopes: string[]; redirect: string } | Refusal {
  const { manifest, oauth } = hub.first;
  if (request.client_id !== oauth.clientId) {
    return {
      words: 'The link names an app that is not here.',
      detail: 'invalid_client_id: no app has this client_id.',
    };
  }
  const redirect = request.redirect_uri ?? manifest.redirectUrls[0];
  if (redirect === undefined || !manifest.redirectUrls.some((known) => leadsTo(known, redirect))) {
    const passed = request.redirect_uri ?? '(none)';
    return {
      words: `Afterwards ${manifest.name} wants you led to a place that its manifest does not name.`,
      detail: `bad_redirect_uri: redirect_uri did not match any configured URIs. Passed URI: ${passed}`,
    };
  }
  const scopes = request.scope.split(/[\s,]+/).filter((scope) => scope !== '');
  if (scopes.length === 0) {
    return { words: `${manifest.name} asks for nothing.`, detail: 'no_scopes: the app asks for no scopes.' };
  }
  // That the manifest bounds what may be asked for is assumed; it finds slips of the pen.
  const strange = scopes.filter((scope) => !manifest.scopes.includes(scope));
  if (strange.length > 0) {
    return {
      words: `${manifest.name} asks for more than its manifest names.`,
      detail: `invalid_scope: the manifest does not name ${strange.join(', ')}.`,
    };
  }
  return { scopes, redirect };
}

/** The same place or one below it (docs.slack.dev, Installing with OAuth: redirect URLs). */
function leadsTo(known: string, asks: string): boolean {
  if (!URL.canParse(asks)) return false;
  const [root, url] = [new URL(known), new URL(asks)];
  const folder = root.pathname.endsWith('/') ? root.pathname : `${root.pathname}/`;
  return root.origin === url.origin && (url.pathname === root.pathname || url.pathname.startsWith(folder));
}

/** Guests add no apps (slack.com/help, Guest roles), nor do those who have left. */
function installers({ workspace }: Slack) {
  return [...workspace.people.values()].filter(
    (one) => !one.isBot && !one.deactivated && one.role !== 'guest',
  );
}

function form(hub: Hub, request: Asked, scopes: readonly string[]) {
  const { manifest } = hub.first;
  const kept = Object.entries(request).filter(([, value]) => value !== undefined);
  const chosen = hub.all.find((one) => one.workspace.team.id === request.team) ?? hub.first;
  return page(
    `Add ${manifest.name} to a workspace`,
    html`<div class="who"><span class="sign" aria-hidden="true">${firstLetter(manifest.name)}</span>
<h1>${manifest.name} asks to be added to your workspace</h1></div>
<p class="about">${manifest.description}</p>
<h2>It would be able to</h2>
<ul class="scopes">${scopes.map(scopeLine)}</ul>
<form method="post" action="/oauth/v2/authorize">
${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<label for="user">Who adds it, and where</label>
<select id="user" name="user">${hub.all.map((slack) => options(slack, slack === chosen))}</select>
<div class="buttons"><button class="button button-primary" name="decision" value="allow">Allow</button>
<button class="button" name="decision" value="cancel">Cancel</button></div>
</form>`,
  );
}

/** The frame of both pages: the look is that of the chat page. */
function page(title: string, content: HtmlEscapedString | Promise<HtmlEscapedString>) {
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/oauth.css">
<main>
${content}
</main>
<footer class="honest">local-slack: a stand-in for trying apps; no real workspace is touched.</footer>
</html>`;
}

function scopeLine(scope: string) {
  const words = scopeWords(scope);
  return html`<li>${words ? html`<span>${words}</span>` : ''}<code>${scope}</code></li>`;
}

function firstLetter(name: string): string {
  return [...name][0]?.toUpperCase() ?? '?';
}

function options(slack: Slack, isChosen: boolean) {
  const { team, opensAs } = slack.workspace;
  return html`<optgroup label="${team.name}">${installers(slack).map(
    ({ id, name }) =>
      html`<option value="${id}"${isChosen && id === opensAs ? html` selected` : ''}>${name}, ${team.name}</option>`,
  )}</optgroup>`;
}

function refusal(context: Context, { words, detail }: Refusal) {
  return context.html(
    page(
      'This cannot be added',
      html`<h1>This cannot be added</h1>
<p class="about">${words}</p>
<p class="detail">${detail}</p>`,
    ),
    400,
  );
}
