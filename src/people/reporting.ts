/** One line of who reports to whom. Keys are Slack ids, or lower-case e-mails of people who are not known in Slack yet. */
export interface Report {
  key: string;
  /** Another name under which the person is given as a manager: an e-mail beside the id. */
  alias?: string | null;
  managerKey: string | null;
}

/** Who stands above whom, as far as it was imported. */
export interface ReportingLines {
  /** Does one of the two stand above the other, at any distance? */
  inOneLine(a: string, b: string): boolean;
  /** Everybody above this person, the nearest first. */
  above(key: string): readonly string[];
}

const NOBODY: readonly string[] = [];

export function reportingLines(reports: readonly Report[]): ReportingLines {
  const managers = managersByKey(reports);
  const known = new Map<string, readonly string[]>();
  const above = (key: string): readonly string[] => {
    if (!managers.has(key)) return NOBODY;
    const found = known.get(key);
    if (found) return found;
    const line: string[] = [];
    const seen = new Set([key]);
    // A loop ends where it closes: an import refuses one, and nothing here may hang on it.
    for (let next = managers.get(key); next !== undefined && !seen.has(next); next = managers.get(next)) {
      seen.add(next);
      line.push(next);
    }
    known.set(key, line);
    return line;
  };
  return { above, inOneLine: (a, b) => above(a).includes(b) || above(b).includes(a) };
}

/**
 * Every loop in which somebody is, through others, their own manager; each once, in order, from its smallest key.
 *
 * @example loopsIn([{ key: 'a', managerKey: 'b' }, { key: 'b', managerKey: 'a' }]) // [['a', 'b']]
 */
export function loopsIn(reports: readonly Report[]): string[][] {
  const managers = managersByKey(reports);
  const done = new Set<string>();
  const loops: string[][] = [];
  for (const start of managers.keys()) {
    const path: string[] = [];
    const placeInPath = new Map<string, number>();
    let key: string | undefined = start;
    while (key !== undefined && !done.has(key) && !placeInPath.has(key)) {
      placeInPath.set(key, path.length);
      path.push(key);
      key = managers.get(key);
    }
    const begins = key === undefined ? undefined : placeInPath.get(key);
    if (begins !== undefined) loops.push(fromSmallest(path.slice(begins)));
    for (const passed of path) done.add(passed);
  }
  return loops.toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
}

function managersByKey(reports: readonly Report[]): Map<string, string> {
  const keys = new Map(reports.flatMap(({ key, alias }) => (alias ? [[alias, key] as const] : [])));
  return new Map(
    reports.flatMap(({ key, managerKey }) =>
      managerKey === null ? [] : [[key, keys.get(managerKey) ?? managerKey] as const],
    ),
  );
}

function fromSmallest(loop: string[]): string[] {
  const at = loop.indexOf(loop.toSorted()[0] ?? '');
  return [...loop.slice(at), ...loop.slice(0, at)];
}
