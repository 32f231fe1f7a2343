/** A seed of two workspaces, for tests: the built-in company, and a second one that the app is not in yet. */
import { readFileSync, writeFileSync } from 'node:fs';
import { BUILT_IN_SEED } from '../../src/local-slack/seed.ts';

export const SECOND_TEAM = 'T0SECONDCO';
/** Owner of the second workspace. */
export const OLA = 'U0OLAOWNER';
/** A guest of the second workspace. */
export const GIL = 'U0GILGUEST';
export const SECOND_GENERAL = 'C0SECONDGE';

const SECOND = `
team: { id: ${SECOND_TEAM}, name: Second & Co, domain: second-co, locale: en-US }
opensAs: ${OLA}
people:
  - { id: ${OLA}, handle: ola, name: Ola Owner, email: ola@second.example, timeZone: Europe/Warsaw, locale: pl-PL, role: owner }
  - { id: ${GIL}, handle: gil, name: Gil Guest, email: gil@second.example, timeZone: Europe/Warsaw, locale: pl-PL, role: guest }
channels:
  - { id: ${SECOND_GENERAL}, name: general, kind: channel, members: everyone }
`;
const FURTHER = `
workspaces:
  -${SECOND.replaceAll('\n', '\n    ').replace('\n   ', '').trimEnd()}
`;

/** Writes a seed with the second company alone. */
export function writeOtherCompany(path: string): string {
  writeFileSync(path, SECOND);
  return path;
}

/** Writes the seed to a path; `more` is added to the second workspace. */
export function writeTwoWorkspaces(path: string, more = ''): string {
  writeFileSync(path, `${readFileSync(BUILT_IN_SEED, 'utf8')}${FURTHER}${more}`);
  return path;
}
