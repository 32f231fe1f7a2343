import { z } from 'zod';
import { LANGUAGES, type Language } from '../ports.ts';
import { USUAL_HOURS, type WorkingHours } from './hours.ts';
import { readHours } from './settings.ts';

/** What admins set for a whole workspace, in the order in which it is asked. */
export const WORKSPACE_FIELDS = ['hours', 'language', 'leastGroup', 'guests'] as const;
export type WorkspaceField = (typeof WORKSPACE_FIELDS)[number];

/** The fewest people that a figure may be about: never under the product's own, and not so many that none is left. */
export const LEAST_GROUP = { usual: 5, most: 30 } as const;

/** `programs`: each program says whether guests take part in it; `none`: they take part in none. */
export const GUESTS = ['programs', 'none'] as const;
type Guests = (typeof GUESTS)[number];

/** What holds in a workspace. */
export interface WorkspaceSettings {
  /** Of people who have set none of their own. */
  hours: WorkingHours;
  /** Of people whose own is not known, and of what is posted about programs that are set up from now on. */
  language: Language;
  leastGroup: number;
  guests: Guests;
}

/** What is kept: only what an admin has set. */
export interface KeptWorkspace {
  hours: WorkingHours | null;
  language: Language | null;
  leastGroup: number | null;
  guests: Guests | null;
  /** Goes up with each change. */
  version: number;
}

/** @param defaultLanguage what the app was started with */
export function inForce(kept: KeptWorkspace, defaultLanguage: Language): WorkspaceSettings {
  return {
    hours: kept.hours ?? USUAL_HOURS,
    language: kept.language ?? defaultLanguage,
    leastGroup: kept.leastGroup ?? LEAST_GROUP.usual,
    guests: kept.guests ?? 'programs',
  };
}

/** The form as it was sent: anything may stand in it. */
export interface SentWorkspace {
  hours: { days: readonly string[]; from: string | null; to: string | null };
  language: string | undefined;
  /** As typed. */
  leastGroup: string;
  guests: string | undefined;
}

/** What is wrong: no day is chosen; work ends before it begins; no whole number, or one out of range. */
export type WrongSetting = 'days' | 'to' | 'leastGroup';

const LeastGroup = z
  .string()
  .trim()
  .regex(/^\d{1,3}$/)
  .transform(Number)
  .pipe(z.number().min(LEAST_GROUP.usual).max(LEAST_GROUP.most));

/**
 * Reads what was sent: all of it, or what is wrong. Where nothing we know was chosen in a list, it stays as it is.
 *
 * @param now what holds
 * @example readWorkspace({ …, leastGroup: '4' }, now) // { ok: false, wrong: ['leastGroup'] }
 */
export function readWorkspace(
  sent: SentWorkspace,
  now: WorkspaceSettings,
): { ok: true; settings: WorkspaceSettings } | { ok: false; wrong: WrongSetting[] } {
  const hours = readHours(sent.hours);
  const leastGroup = LeastGroup.safeParse(sent.leastGroup);
  if (!hours.ok || !leastGroup.success) {
    const wrong: WrongSetting[] = [];
    if (!hours.ok) wrong.push(hours.wrong);
    if (!leastGroup.success) wrong.push('leastGroup');
    return { ok: false, wrong };
  }
  return {
    ok: true,
    settings: {
      hours: hours.hours,
      language: z.enum(LANGUAGES).safeParse(sent.language).data ?? now.language,
      leastGroup: leastGroup.data,
      guests: z.enum(GUESTS).safeParse(sent.guests).data ?? now.guests,
    },
  };
}

/**
 * What a sent form changes. The language counts as chosen once the form is sent, also where it says what the app was
 * started with: until then posts about a program speak the language of whoever sets it up.
 *
 * @param before what is kept
 * @param now what holds
 */
export function changesIn(
  settings: WorkspaceSettings,
  before: Pick<KeptWorkspace, 'language'>,
  now: WorkspaceSettings,
): WorkspaceField[] {
  return WORKSPACE_FIELDS.filter(
    (field) =>
      said(settings, field) !== said(now, field) || (field === 'language' && before.language === null),
  );
}

/** One setting in a few characters, as it stands in the audit: `12345 09:00-17:00`. */
export function said({ hours, ...others }: WorkspaceSettings, field: WorkspaceField): string {
  return field === 'hours' ? `${hours.days.join('')} ${hours.from}-${hours.to}` : String(others[field]);
}

/** What is kept after a change: what was not changed stays unset where nobody has set it. */
export function keptAfter(
  before: KeptWorkspace,
  settings: WorkspaceSettings,
  changed: readonly WorkspaceField[],
): KeptWorkspace {
  const isChanged = (field: WorkspaceField): boolean => changed.includes(field);
  return {
    hours: isChanged('hours') ? settings.hours : before.hours,
    language: isChanged('language') ? settings.language : before.language,
    leastGroup: isChanged('leastGroup') ? settings.leastGroup : before.leastGroup,
    guests: isChanged('guests') ? settings.guests : before.guests,
    version: before.version + 1,
  };
}
