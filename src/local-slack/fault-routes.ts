/** /faults: for a test or a person at a terminal to make things go wrong while local-slack runs. Loopback only. */
import { Hono } from 'hono';
import type { Faults } from './faults.ts';
import { sameOrigin } from './guard.ts';

/**
 * GET: what is set. POST: one fault, which is added, or a plan `{ seed?, faults: [] }`, which replaces all.
 * DELETE: nothing goes wrong any more. Each answers with what is set then.
 */
export function faultRoutes(faults: Faults): Hono {
  const routes = new Hono();
  routes.use(sameOrigin);
  routes.get('/', (context) => context.json({ ok: true, ...faults.report() }));
  routes.post('/', async (context) => {
    const body: unknown = await context.req.json().catch(() => undefined);
    try {
      if (typeof body === 'object' && body !== null && 'faults' in body) faults.use(body);
      else faults.inject(body);
    } catch (error) {
      return context.json({ ok: false, error: error instanceof Error ? error.message : String(error) }, 400);
    }
    return context.json({ ok: true, ...faults.report() });
  });
  routes.delete('/', (context) => {
    faults.clear();
    return context.json({ ok: true, ...faults.report() });
  });
  return routes;
}
