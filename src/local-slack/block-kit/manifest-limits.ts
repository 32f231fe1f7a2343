/** Holds an app manifest against the lengths that Slack's schema gives (limits of class `manifest`). Pure. */
import { LIMITS, type ManifestLimit } from './limits.ts';
import { isFields } from './rules.ts';
import { SAY } from './wordings.ts';

/** A value of the manifest and where it stands, as `features.shortcuts.2.name`. */
interface Found {
  value: unknown;
  place: string;
}

/**
 * What is too long, too short or of the wrong form.
 * @returns one line each, as `features.shortcuts.2.name: must be less than 25 characters`; the wordings are assumed,
 *   as apps.manifest.validate was not seen to refuse these
 */
export function manifestProblems(manifest: unknown): string[] {
  return Object.entries(LIMITS).flatMap(([name, entry]) => {
    if (entry.class !== 'manifest') return [];
    const steps = name.replace('manifest.', '').replaceAll('[]', '.[]').split('.');
    return valuesAt([{ value: manifest, place: '' }], steps).flatMap(({ value, place }) =>
      problems(value, entry.value).map((problem) => `${place}: ${problem}`),
    );
  });
}

/** Follows a path such as `features.shortcuts.[].name`; what is not there gives nothing. */
function valuesAt(from: Found[], steps: readonly string[]): Found[] {
  return steps.reduce(
    (found, step) =>
      found.flatMap(({ value, place }) => {
        const at = (key: string | number) => (place === '' ? String(key) : `${place}.${key}`);
        if (step === '[]') {
          return Array.isArray(value) ? value.map((one, index) => ({ value: one, place: at(index) })) : [];
        }
        const inner = isFields(value) ? value[step] : undefined;
        return inner === undefined ? [] : [{ value: inner, place: at(step) }];
      }),
    from,
  );
}

function problems(value: unknown, limit: ManifestLimit): string[] {
  const { min = 0, max = Number.POSITIVE_INFINITY, pattern } = limit;
  if (Array.isArray(value)) return value.length > max ? [SAY.tooMany(max)] : [];
  if (typeof value !== 'string') return [];
  return [
    ...(value.length < min ? [SAY.tooShort(min)] : []),
    ...(value.length > max ? [SAY.tooLong(max)] : []),
    ...(pattern !== undefined && !new RegExp(pattern).test(value) ? [SAY.noMatch()] : []),
  ];
}
