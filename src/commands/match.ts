import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { textsIn } from '../locales/texts.ts';
import { createLog } from '../log.ts';
import { type Cohort, type Draft, withoutPairs } from '../matching/draft.ts';
import {
  type Actor,
  type Looked,
  type NoDraft,
  openCohort,
  openDraftOf,
  runAgain,
  tryCohort,
} from '../matching/flow/drafting.ts';
import { goOnPublishing, publishDraft } from '../matching/flow/publishing.ts';
import type { PeoplePorts } from '../people/flow/readers.ts';
import { KINDS, PersonId, type WorkspaceId } from '../ports.ts';
import { programsOf } from '../programs/flow.ts';
import type { Program } from '../programs/program.ts';
import type { Database } from '../storage/database.ts';
import { cohortCsv, cohortReport, goneReport, type Names, publishedReport } from './cohort-report.ts';
import { demandFree, writeLines } from './csv.ts';
import { CommandError, runCommand, withDatabase, workspaceFor } from './database.ts';
import { portsForCommand } from './ports.ts';

const USAGE = `Matches the cohort of a program: everybody who asks, with those who offer help.

  npm run match -- --program P               what it would come to; nothing is written
  npm run match -- --program P --publish     makes the pairs, and introduces both of each

  --program P       a program by its name or id, or "coaching" or "mentoring" for the one that is open to all
  --again           matches anew where there is a draft already, with what its managers kept and ruled out
  --dry-run         writes nothing, which is so anyway without --publish
  --csv FILE        writes the pairs to a file too
  --workspace T…    which Slack workspace, where the database holds several
`;

const t = textsIn('en');

await runCommand(async (ended) => {
  const values = readArguments();
  if (values.help) {
    say([USAGE]);
    return 0;
  }
  if (values.publish && values['dry-run'])
    throw new CommandError('--publish and --dry-run at once: say one of them.');
  return withDatabase(ended, async (db, { defaultLanguage }) => {
    const workspaceId = await workspaceFor(db, values.workspace);
    const program = await programFor(db, workspaceId, values.program);
    const ports = portsForCommand({ db, defaultLanguage, log: await createLog({ level: 'warn' }) });
    const nameOf = await namesIn(db, workspaceId);
    const what = { ports, program, nameOf, actor: { workspaceId, personId: null }, again: values.again };
    const file = values.csv === undefined ? undefined : pathOf(values.csv);
    if (file !== undefined) await demandFree(file);
    const cohort = await (values.publish ? publish(what) : tryOut(what));
    if (file !== undefined) {
      await writeLines(cohortCsv(t, cohort, nameOf), file, process.stdout);
      say([`Written to ${values.csv}.`]);
    }
    return 0;
  });
});

interface What {
  ports: PeoplePorts;
  program: Program;
  nameOf: Names;
  actor: Actor & { personId: null };
  again: boolean;
}

/**
 * Shows the draft that there is, or what a new one would be.
 *
 * @returns it without pairs that hold no longer
 */
async function tryOut({ ports, program, nameOf, actor, again }: What): Promise<Cohort> {
  const open = again ? undefined : await openDraftOf(ports, actor, program);
  const hint = `npm run match -- --program ${JSON.stringify(program.name)} --publish`;
  if (open && open.outcome !== 'draft') throw refusal(open);
  if (open) {
    const { draft, gone, newer } = open.shown;
    const holding = withoutPairs(draft.cohort, gone);
    say([
      ...cohortReport(t, program.name, draft.cohort, nameOf),
      ...goneReport(t, gone, nameOf),
      ...(newer > 0 ? [t('cohort:note.newer', { count: newer }), ''] : []),
      `This is the draft as it was run at ${draft.madeAt.toISOString()}; nothing was written.${toPublish(holding, hint)}`,
      'To match anew: --again.',
    ]);
    return holding;
  }
  const tried = await tryCohort(ports, actor.workspaceId, program);
  if (tried.outcome !== 'matched') throw refusal(tried);
  say([
    ...cohortReport(t, program.name, tried.cohort, nameOf),
    `This was a trial run: nothing was written.${toPublish(tried.cohort, `${hint}${again ? ' --again' : ''}`)}`,
  ]);
  return tried.cohort;
}

/** How to go on; nothing where there is no pair to publish. */
function toPublish({ pairs }: Cohort, hint: string): string {
  return pairs.length === 0 ? '' : ` To publish: ${hint}`;
}

/**
 * Publishes the draft that there is, or a new one; one that was interrupted goes on.
 *
 * @returns what was made of it
 */
async function publish({ ports, program, nameOf, actor, again }: What): Promise<Cohort> {
  const draft = await draftToPublish({ ports, program, nameOf, actor, again });
  const shown = { draftId: draft.id, version: draft.version };
  const begun = await publishDraft(ports, actor, shown);
  if (!('draft' in begun)) throw new CommandError(t(`cohort:said.${begun.outcome}`));
  const done = await goOnPublishing(ports, actor.workspaceId, draft.id);
  if (done?.state.state !== 'published')
    throw new CommandError(
      'Publishing has begun and was interrupted. It goes on by itself while the app runs, or when you run this again.',
    );
  const { progress } = done.state;
  const made = withoutPairs(done.cohort, [...progress.lapsed, ...progress.failed]);
  say([
    ...cohortReport(t, program.name, made, nameOf),
    ...publishedReport(t, progress, nameOf),
    'The messages go out while the app runs.',
  ]);
  return made;
}

async function draftToPublish({ ports, program, actor, again }: What): Promise<Draft> {
  const looked = await openCohort(ports, actor, program.id);
  if (looked.outcome === 'publishing') return looked.draft;
  if (looked.outcome !== 'draft') throw refusal(looked);
  if (!again) return looked.shown.draft;
  const renewed = await runAgain(ports, actor, looked.shown.draft.id);
  if (renewed.outcome !== 'draft') throw refusal(renewed);
  return renewed.shown.draft;
}

function refusal(looked: NoDraft | Extract<Looked, { outcome: 'publishing' | 'published' }>): CommandError {
  switch (looked.outcome) {
    case 'publishing':
    case 'published':
      return new CommandError(
        'This cohort is being published, and has no draft any more. Where that was interrupted, --publish goes on with it.',
      );
    case 'no-learners':
      return new CommandError(
        looked.out > 0
          ? t('cohort:said.no-learners-but-out', { count: looked.out })
          : t('cohort:said.no-learners'),
      );
    default:
      return new CommandError(t(`cohort:said.${looked.outcome}`));
  }
}

/**
 * The program that is meant: by id, by name, or by kind.
 *
 * @throws CommandError where there is none, or several
 */
async function programFor(
  db: Database,
  workspaceId: WorkspaceId,
  asked: string | undefined,
): Promise<Program> {
  const programs = await programsOf(db, workspaceId);
  const list = programs.map(({ id, name, kind }) => `  ${name} (${kind}, ${id})`).join('\n');
  if (asked === undefined)
    throw new CommandError(`Which program? As in: npm run match -- --program mentoring. There are:\n${list}`);
  const wanted = asked.trim().toLowerCase();
  const kind = KINDS.find((one) => one === wanted);
  const found = programs.filter(({ id, name }) => id === wanted || name.trim().toLowerCase() === wanted);
  const [one, ...others] =
    found.length === 0 && kind
      ? programs.filter((program) => program.isForAll && program.kind === kind)
      : found;
  if (!one) throw new CommandError(`There is no program ${JSON.stringify(asked)} here. There are:\n${list}`);
  if (others.length > 0)
    throw new CommandError(
      `Several programs are called ${JSON.stringify(asked)}; name one by its id:\n${list}`,
    );
  return one;
}

/** Everybody's name as Slack shows it, with the id, since two may have the same. */
async function namesIn(db: Database, workspaceId: WorkspaceId): Promise<Names> {
  const rows = await db
    .selectFrom('people')
    .select(['id', 'name'])
    .where('workspace_id', '=', workspaceId)
    .execute();
  const names = new Map(rows.map(({ id, name }) => [PersonId.parse(id), name]));
  return (id) => {
    const name = names.get(id)?.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
    return name ? `${name} (${id})` : id;
  };
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        program: { type: 'string' },
        publish: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        again: { type: 'boolean', default: false },
        csv: { type: 'string' },
        workspace: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
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

function say(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
