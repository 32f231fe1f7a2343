import type { Log } from '../log.ts';
import { type Given, type KeyedOptions, keyedRoute, type Route } from './keyed.ts';
import { type Report, reportPage } from './report.ts';

type Found = Pick<KeyedOptions, 'nowMs' | 'mostMs'> & {
  log: Log;
  find(key: string): Promise<Given | undefined>;
};

/** `/calendar/KEY.ics`: 32 hexadecimal digits and a letter. */
export function calendarRoute(found: Found): Route {
  return keyedRoute({
    ...found,
    address: /^\/calendar\/([0-9a-f]{32}[gl])\.ics$/,
    missing: (t) => t('sessions:calendar.web.missing'),
    later: (t) => t('sessions:calendar.web.later'),
  });
}

/** `/reports/KEY`: 64 hexadecimal digits. @param found gives what stands on the page */
export function reportRoute({
  find,
  ...found
}: Omit<Found, 'find'> & { find(key: string): Promise<Report | undefined> }): Route {
  return keyedRoute({
    ...found,
    address: /^\/reports\/([0-9a-f]{64})$/,
    async find(key) {
      const report = await find(key);
      return report && { type: 'text/html; charset=utf-8', text: reportPage(report) };
    },
    missing: (t) => t('reports:page.missing'),
    later: (t) => t('reports:page.later'),
  });
}

/** `/exports/KEY.csv`: the same. */
export function exportRoute(found: Found): Route {
  return keyedRoute({
    ...found,
    address: /^\/exports\/([0-9a-f]{64})\.csv$/,
    missing: (t) => t('reports:export.missing'),
    later: (t) => t('reports:export.later'),
  });
}
