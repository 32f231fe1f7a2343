/** Keeps other websites out: a page somewhere on the web must not reach this server through the person's browser. */
import type { MiddlewareHandler } from 'hono';

const OURS = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

// The page loads nothing from anywhere else but the pictures that an app shows, and nobody may frame it.
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: http: data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** True for a Host header that names this machine's loopback. Any other name may have been rebound to it by DNS. */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && OURS.test(host);
}

/**
 * Refuses strange hosts, and sets the security headers of every answer. Beforehand, so that an answer need not be opened
 * again for them: whoever answers does so through the context, and may set others, as the page of OAuth does.
 */
export const guard: MiddlewareHandler = (context, next) => {
  if (!isLoopbackHost(context.req.header('host'))) {
    return Promise.resolve(context.text('This server answers to localhost only.', 403));
  }
  context.header('content-security-policy', CONTENT_SECURITY_POLICY);
  context.header('x-content-type-options', 'nosniff');
  context.header('referrer-policy', 'no-referrer');
  context.header('cross-origin-resource-policy', 'same-origin');
  return next();
};

/** Refuses requests that change something and come from another site's page. Tools send no Origin and pass. */
export const sameOrigin: MiddlewareHandler = async (context, next) => {
  const origin = context.req.header('origin');
  const foreign = origin !== undefined && origin !== `http://${context.req.header('host')}`;
  if (context.req.method !== 'GET' && foreign) {
    return context.json({ ok: false, error: 'Another website may not act here.' }, 403);
  }
  return next();
};
