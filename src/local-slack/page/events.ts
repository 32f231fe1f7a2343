/** The stream of changes for one person. It reconnects by itself and says when it is lost and when it is back. */
import type { Change } from './protocol.ts';

export interface EventsHandlers {
  onChange: (change: Change) => void;
  /** The stream is open: everything from now on arrives, so this is the moment to fetch the snapshot. */
  onOpen: () => void;
  onLost: () => void;
}

const retryAfterMs = 1500;

/** Opens the stream; the function it gives back closes it for good. */
export function listen(user: string, handlers: EventsHandlers): () => void {
  let source: EventSource | null = null;
  let timer: number | undefined;
  let closed = false;

  const open = () => {
    const stream = new EventSource(`/page/events?user=${encodeURIComponent(user)}`);
    source = stream;
    stream.addEventListener('open', () => handlers.onOpen());
    stream.addEventListener('message', (event) => {
      const change: Change = JSON.parse(event.data);
      handlers.onChange(change);
    });
    stream.addEventListener('error', () => {
      if (closed) return;
      handlers.onLost();
      // A browser gives up for good when the answer is no event stream, and waits long otherwise: we retry ourselves.
      stream.close();
      timer = window.setTimeout(open, retryAfterMs);
    });
  };
  open();

  return () => {
    closed = true;
    window.clearTimeout(timer);
    source?.close();
  };
}
