import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Known } from '../ports.ts';
import type { Asking, CommandAsking, Message } from './asking.ts';
import { slackErrorOf } from './errors.ts';
import { loadingView } from './views.ts';

/** Answers a command: in the ack itself where everything is known, otherwise acked at once and answered after. */
export async function reply<R>(
  asking: CommandAsking,
  readers: Known<R>,
  build: (reader: R) => Message,
): Promise<void> {
  const reader = readers.known(asking.who);
  if (reader !== undefined) return asking.ack(build(reader));
  await asking.ack();
  await asking.respond(build(await readers.load(asking.who)));
}

/**
 * Shows a modal: at once where everything is known; otherwise first a skeleton (a trigger id lives three seconds),
 * then the modal in its place. Inside a modal it is laid on top, as long as Slack allows it. A `build` that has to look something up itself says
 * `looksUp`, and always gets the skeleton.
 */
export async function showModal<R>(
  asking: Asking,
  readers: Known<R>,
  build: (reader: R) => ModalView | Promise<ModalView>,
  { looksUp = false }: { looksUp?: boolean } = {},
): Promise<void> {
  const { client, triggerId, inView, who } = asking;
  const open = (view: ModalView) => {
    if (!inView) return client.views.open({ trigger_id: triggerId, view });
    return client.views.push({ trigger_id: triggerId, view }).catch((error: unknown) => {
      // Three lie on top of each other already: the topmost gives its place.
      if (slackErrorOf(error) !== 'push_limit_reached') throw error;
      return client.views.update({ view_id: inView.id, view });
    });
  };
  const reader = looksUp ? undefined : readers.known(who);
  if (reader !== undefined) {
    await open(await build(reader));
    return;
  }
  const { view } = await open(loadingView(readers.languageOf(who)));
  if (!view?.id) throw new Error('Slack opened a view without an id');
  asking.opened = view.id;
  const built = await build(await readers.load(who));
  await updateShown(client, { id: view.id, hash: view.hash ?? '' }, built);
}

/**
 * Shows a modal in the place of the one in which a button was pressed; as a new one where it was pressed elsewhere.
 */
export async function replaceModal({ client, triggerId, inView }: Asking, view: ModalView): Promise<void> {
  if (inView) await updateShown(client, inView, view);
  else await client.views.open({ trigger_id: triggerId, view });
}

/** Whoever has closed the modal meanwhile, or gone on to another, is not called back. */
async function updateShown(
  client: WebClient,
  { id, hash }: { id: string; hash: string },
  view: ModalView,
): Promise<void> {
  try {
    await client.views.update({ view_id: id, ...(hash && { hash }), view });
  } catch (error) {
    if (!['hash_conflict', 'not_found'].includes(slackErrorOf(error) ?? '')) throw error;
  }
}

/** The same for a modal that has to look something up, or does something first: a new one opens as a skeleton. */
export async function showInPlace<R>(
  asking: Asking,
  readers: Known<R>,
  build: (reader: R) => Promise<ModalView>,
): Promise<void> {
  if (!asking.inView) return showModal(asking, readers, build, { looksUp: true });
  await replaceModal(asking, await build(await readers.load(asking.who)));
}
