/**
 * Asks for the first snapshot at once. index.html names this module before main.ts, so that the answer is there when
 * the forty other modules are: they take longer than the server.
 */
import { fetchSnapshot } from './api.ts';
import { parseAddress } from './place.ts';

export const firstUser = parseAddress(window.location.hash).user;
export const firstLook = fetchSnapshot(firstUser);
