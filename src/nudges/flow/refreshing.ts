import { languageFor } from '../../locales/texts.ts';
import { describeError } from '../../log.ts';
import { calendarsOf } from '../../people/flow/people.ts';
import { languageOfOthers } from '../../people/flow/workspace.ts';
import type { Language, OutgoingMessage, WorkspaceId } from '../../ports.ts';
import { isPassing } from '../../storage/database.ts';
import { compose } from '../compose.ts';
import { blamedFor } from '../deliver.ts';
import type { Nudge, Say } from '../nudge.ts';
import { readNudgesOf } from '../store/sending.ts';
import { claimStale, type Stale, writeShown, writeTriedInVain } from '../store/stale.ts';
import { byUrgency, ofOwners } from './deciding.ts';
import { atOnce, gateFor } from './gate.ts';
import type { DeliveryPorts } from './ports.ts';
import { disableWorkspace } from './sending.ts';
import { type Written, written } from './written.ts';

const BATCH = 20;
/** So many are made and replaced side by side: the database has time for several, and whoever waits wants connections too. */
const AT_ONCE = 4;
/** Longer than making and replacing a whole batch takes. */
const LEASE_MS = 240_000;
const AGAIN_MS = 15_000;

/**
 * Renders a batch of messages again of which something is no longer true. What reads as before is not written to Slack
 * again: it would be marked as edited, and counts for its rates.
 *
 * @returns how many it dealt with
 */
export async function refreshBatch(ports: DeliveryPorts): Promise<number> {
  const { stale, broken } = await claimStale(ports.db, { most: BATCH, leaseMs: LEASE_MS });
  for (const delivery of broken) ports.log.error({ delivery }, 'a message could not be rendered');
  for (const [workspaceId, own] of Map.groupBy(stale, ({ to }) => to.workspaceId))
    await refreshIn(ports, workspaceId, own);
  return stale.length + broken.length;
}

async function refreshIn(
  ports: DeliveryPorts,
  workspaceId: WorkspaceId,
  all: readonly Stale[],
): Promise<void> {
  const people = await calendarsOf(
    ports.db,
    workspaceId,
    all.map(({ to }) => to.personId),
  );
  const shown = await whatNudgesShow(ports, workspaceId, all);
  const otherwise = await languageOfOthers(ports, ports.db, workspaceId, people.values());
  const languageOf = ({ to }: Stale): Language => {
    const locale = people.get(to.personId)?.locale;
    return locale ? languageFor(locale) : otherwise;
  };
  const done: Pick<Stale, 'id' | 'heldUntil' | 'shown'>[] = [];
  const refresh = async (one: Stale): Promise<void> => {
    const now = written(await rendered(ports, one, languageOf(one), shown.get(one.id)));
    // Many of them read as before.
    if (!now || now.shown === one.shown) done.push(one);
    else if (await replace(ports, one, now)) done.push({ ...one, shown: now.shown });
  };
  const failed: unknown[] = [];
  const turns = all.map((one) => ({ one, waitMs: 0 }));
  await atOnce(gateFor(AT_ONCE), ports, turns, ({ one }) =>
    refresh(one).catch((error: unknown) => {
      failed.push(error);
    }),
  );
  await writeShown(ports.db, workspaceId, done);
  if (failed.length > 0) throw failed[0];
}

type Shows = (language: Language) => OutgoingMessage | undefined;

/** What the messages with nudges say by now, by delivery; nothing where that cannot be said of all that stands in one. */
async function whatNudgesShow(
  ports: DeliveryPorts,
  workspaceId: WorkspaceId,
  all: readonly Stale[],
): Promise<Map<string, Shows>> {
  const ids = all.filter((one) => one.class === 'nudge').map(({ id }) => id);
  const nudges = await readNudgesOf(ports.db, workspaceId, ids, ['sent']);
  const says = new Map<string, Say>();
  for (const [owner, own] of ofOwners(ports.owners, [...nudges.values()].flat()))
    for (const [id, say] of await showing(ports, owner, own)) says.set(id, say);
  return new Map(
    [...nudges].map(([deliveryId, own]) => {
      const asSent = byUrgency(ports.owners, own);
      return [deliveryId, (language) => together(asSent, says, language)];
    }),
  );
}

/** What cannot be shown stays as it stands: tried again and again, it would be for ever. */
async function showing(
  { log }: DeliveryPorts,
  owner: DeliveryPorts['owners'][number] | undefined,
  own: readonly Nudge[],
): Promise<ReadonlyMap<string, Say>> {
  if (!owner) return new Map();
  try {
    return await owner.show(own);
  } catch (error) {
    if (isPassing(error)) throw error;
    log.error({ kinds: owner.kinds, error: describeError(error) }, 'nudges could not be shown anew');
    return new Map();
  }
}

function together(
  nudges: readonly Nudge[],
  says: ReadonlyMap<string, Say>,
  language: Language,
): OutgoingMessage | undefined {
  const parts = nudges.flatMap(({ id }) => {
    const message = says.get(id)?.(language);
    return message ? [{ id, message }] : [];
  });
  const [first, ...rest] = parts;
  if (!first || parts.length < nudges.length) return undefined;
  const { message, included } = compose([first, ...rest]);
  return included.length === nudges.length ? message : undefined;
}

/** @returns whether it was dealt with; otherwise it is tried again later */
async function replace(ports: DeliveryPorts, stale: Stale, { message }: Written): Promise<boolean> {
  const updated = await ports.messenger.update(stale.posted, message);
  if (updated.outcome === 'refused' && blamedFor(updated.code) === 'workspace') {
    await disableWorkspace(ports, stale.to.workspaceId, updated.code);
    await writeTriedInVain(ports.db, stale, 0);
    return false;
  }
  // Refused otherwise means that it is gone, or too old to change: nothing more can be done.
  if (updated.outcome !== 'not-sent' && updated.outcome !== 'unknown') return true;
  const againMs = updated.outcome === 'not-sent' ? Math.max(AGAIN_MS, updated.retryAfterMs ?? 0) : AGAIN_MS;
  await writeTriedInVain(ports.db, stale, againMs);
  return false;
}

/** What is to stand there; nothing where it is to stay as it is. What cannot be rendered holds nothing else up. */
async function rendered(
  { render, log }: DeliveryPorts,
  { id, to, kind, about, class: urgency }: Stale,
  language: Language,
  shows: Shows | undefined,
): Promise<OutgoingMessage | undefined> {
  try {
    return urgency === 'nudge' ? shows?.(language) : await render(kind, to, about, language, true);
  } catch (error) {
    // Tried again when its lease is over.
    if (isPassing(error)) throw error;
    log.error({ delivery: id, kind, error: describeError(error) }, 'a message could not be rendered');
    return undefined;
  }
}
