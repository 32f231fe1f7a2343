import { type ManagedCohort, managedCohorts } from '../../matching/flow/drafting.ts';
import { type MissingPost, missingPosts } from '../../nudges/flow/posting.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonKey } from '../../ports.ts';
import type { Need } from '../../programs/lifecycle.ts';
import { isLive, type Program } from '../../programs/program.ts';
import { type Preview, summariesToDecide } from '../../summaries/flow/summaries.ts';
import { coachesToDecide } from './coaches.ts';
import { hasHelp, inOrder, needNow } from './seeing.ts';
import { unmetIn } from './unmet.ts';

/** What does not go on without the manager. */
type Pressing = Exclude<Need, { need: 'ends-soon' }>;

/** Something that waits for a manager, and that nobody else does. */
export type Task =
  /** The program's first or last day has come, or it is a draft that lacks something. */
  | { task: 'life'; program: Program; need: Pressing }
  /** A post is missing in its channel. */
  | { task: 'post'; post: MissingPost }
  /** The first summary waits for a yes. */
  | { task: 'summary'; preview: Preview }
  /** A draft of a cohort waits to be published, or people wait whom the last round did not have before it. */
  | { task: 'cohort'; cohort: ManagedCohort }
  /** So many coaches wait to be confirmed. */
  | { task: 'coaches'; count: number }
  /** So many pairs have not met. */
  | { task: 'unmet'; program: Program; count: number };

/** What needs a manager today, the most pressing first; nothing for others. Drafts, of which nobody knows yet, come last. */
export async function needsOf(
  ports: PeoplePorts,
  who: PersonKey,
  { isAdmin }: { isAdmin: boolean },
): Promise<Task[]> {
  const programs = await inOrder(ports, who, isAdmin);
  if (programs.length === 0) return [];
  const { workspaceId } = who;
  const live = programs.filter(isLive);
  const hasContacts = await hasHelp(ports, workspaceId);
  const life = (program: Program): Task[] => {
    const need = needNow(ports, program, hasContacts);
    return need && need.need !== 'ends-soon' ? [{ task: 'life', program, need }] : [];
  };
  const posts = await missingPosts(ports, workspaceId, live);
  const previews = await summariesToDecide(ports, workspaceId, live);
  const cohorts = (await managedCohorts(ports, who, isAdmin)).filter(waits);
  const coaches = await coachesToDecide(ports, who, { isAdmin });
  const unmet = await unmetIn(ports, workspaceId, live);
  return [
    ...live.flatMap(life),
    ...posts.map((post): Task => ({ task: 'post', post })),
    ...previews.map((preview): Task => ({ task: 'summary', preview })),
    ...cohorts.map((cohort): Task => ({ task: 'cohort', cohort })),
    ...(coaches > 0 ? [{ task: 'coaches', count: coaches } as const] : []),
    ...live.flatMap((program): Task[] => {
      const count = unmet.get(program.id)?.length ?? 0;
      return count > 0 ? [{ task: 'unmet', program, count }] : [];
    }),
    ...programs.filter((program) => !isLive(program)).flatMap(life),
  ];
}

/** Whom the last round had nobody for has been told so, and waits for others to join: not for the manager. */
function waits({ program, newcomers, draft }: ManagedCohort): boolean {
  if (draft) return draft === 'draft';
  return program.state === 'running' && program.rules.matching === 'cohort' && newcomers > 0;
}
