import { loopsIn, type Report } from '../reporting.ts';
import type { Remark } from './file.ts';

const SHOWN_PEOPLE = 12;

/**
 * A sentence for every loop of managers that the file closes, at its first line.
 *
 * @param reports who reports to whom once the file is imported, those whom it does not name included
 * @param lines where somebody stands in the file, by the key of their report
 */
export function loopProblems(reports: readonly Report[], lines: ReadonlyMap<string, number>): Remark[] {
  return loopsIn(reports).flatMap((loop) => {
    const inFile = loop.flatMap((key) => lines.get(key) ?? []).toSorted((a, b) => a - b);
    const [line] = inFile;
    if (line === undefined) return [];
    if (loop.length === 1) return [{ line, text: `${loop[0]} is their own manager.` }];
    const shown = loop.slice(0, SHOWN_PEOPLE);
    const more = loop.length - shown.length;
    const chain = [...shown, ...(more > 0 ? [`${more} more`] : []), loop[0]].join(' → ');
    const where =
      inFile.length === 1
        ? ''
        : `Lines ${inFile.slice(0, SHOWN_PEOPLE).join(', ')}${inFile.length > SHOWN_PEOPLE ? ', …' : ''}: `;
    return [{ line, text: `${where}a loop of managers, in which each would be above themselves: ${chain}.` }];
  });
}
