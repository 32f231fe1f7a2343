import type { Log } from '../log.ts';
import { type Given, type KeyedOptions, keyedRoute, type Route } from './keyed.ts';

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
