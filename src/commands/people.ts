import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { importPorts, programsForExport } from '../importing.ts';
import { createLog } from '../log.ts';
import { exportPeople, template } from '../people/flow/export.ts';
import { importPeople } from '../people/flow/import.ts';
import { pendingLookUps } from '../people/flow/lookups.ts';
import { linesOf, writeLines } from './csv.ts';
import { CommandError, runCommand, withDatabase, workspaceFor } from './database.ts';
import { portsForCommand } from './ports.ts';
import { pendingReport, reportOf } from './report.ts';

const USAGE = `People from a spreadsheet, and into one.

  npm run people -- template [FILE]          a spreadsheet to begin with
  npm run people -- import FILE              what would change; nothing is written
  npm run people -- import FILE --apply      writes it, all or nothing
  npm run people -- export [FILE]            everybody who takes part or was imported

  --workspace T…    which Slack workspace, where the database holds several

Without a FILE the text goes to the terminal (then use "npm run -s people"). README.md says what the columns mean.
`;

await runCommand(async (ended) => {
  const { values, positionals } = readArguments();
  const [what, file, ...rest] = positionals;
  if (values.help || what === undefined || what === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  if (rest.length > 0) throw new CommandError(`One file at a time, please: ${rest.join(' ')} is too much.`);
  if (values.apply && what !== 'import') throw new CommandError('--apply belongs to import.');
  switch (what) {
    case 'template':
      await write(template(), file);
      return 0;
    case 'import':
      return withDatabase(ended, async (db, { defaultLanguage }) => {
        if (file === undefined)
          throw new CommandError('Which file? As in: npm run people -- import people.csv');
        const workspaceId = await workspaceFor(db, values.workspace);
        const ports = portsForCommand({ db, defaultLanguage, log: await createLog({ level: 'warn' }) });
        const result = await importPeople(
          await importPorts(ports, workspaceId),
          workspaceId,
          linesOf(pathOf(file)),
          { apply: values.apply, actor: 'terminal', now: ports.clock.now() },
        );
        const pending = pendingReport(await pendingLookUps(db, workspaceId));
        say([...reportOf(result, file), ...(pending.length > 0 ? ['', ...pending] : [])]);
        return result.problems.length > 0 ? 1 : 0;
      });
    case 'export':
      return withDatabase(ended, async (db) => {
        const workspaceId = await workspaceFor(db, values.workspace);
        await write(exportPeople(db, workspaceId, programsForExport(db, workspaceId)), file);
        return 0;
      });
    default:
      throw new CommandError(`There is no "${what}". There is: template, import, export.`);
  }
});

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        apply: { type: 'boolean', default: false },
        workspace: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new CommandError(
      `${error instanceof Error ? error.message : 'The arguments cannot be read.'}\n\n${USAGE}`,
    );
  }
}

/** Where somebody typed the command, and not where npm runs it. */
function pathOf(file: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), file);
}

async function write(
  lines: AsyncIterable<string[]> | Iterable<string[]>,
  file: string | undefined,
): Promise<void> {
  await writeLines(lines, file === undefined ? undefined : pathOf(file), process.stdout);
  if (file !== undefined) say([`Written to ${file}.`]);
}

function say(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
