import type { ModalView } from '@slack/types';
import type { Known } from '../ports.ts';
import type { Asking, CommandAsking, Message } from './asking.ts';
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
 * then the modal in its place. Inside a modal it is laid on top. A `build` that has to look something up itself says
 * `looksUp`, and always gets the skeleton.
 */
export async function showModal<R>(
  asking: Asking,
  readers: Known<R>,
  build: (reader: R) => ModalView | Promise<ModalView>,
  { looksUp = false }: { looksUp?: boolean } = {},
): Promise<void> {
  const { client, triggerId, inView, who } = asking;
  const open = (view: ModalView) =>
    inView
      ? client.views.push({ trigger_id: triggerId, view })
      : client.views.open({ trigger_id: triggerId, view });
  const reader = looksUp ? undefined : readers.known(who);
  if (reader !== undefined) {
    await open(await build(reader));
    return;
  }
  const { view } = await open(loadingView(readers.languageOf(who)));
  if (!view?.id) throw new Error('Slack opened a view without an id');
  asking.opened = view.id;
  const built = await build(await readers.load(who));
  await client.views.update({ view_id: view.id, ...(view.hash && { hash: view.hash }), view: built });
}

/** Shows a modal in the place of the one in which a button was pressed; as a new one where it was pressed elsewhere. */
export async function replaceModal({ client, triggerId, inView }: Asking, view: ModalView): Promise<void> {
  if (inView) await client.views.update({ view_id: inView.id, view });
  else await client.views.open({ trigger_id: triggerId, view });
}
