/** The page's calls to the server of local-slack. Nothing here throws: a server that is away is an answer too. */
import type {
  ActionRequest,
  CloseRequest,
  CommandRequest,
  DirectReply,
  DirectRequest,
  HomeRequest,
  MessageRequest,
  MessageShortcutRequest,
  OptionsReply,
  OptionsRequest,
  ReadRequest,
  Reply,
  ShortcutRequest,
  Snapshot,
  SubmitReply,
  SubmitRequest,
} from './protocol.ts';

interface Calls {
  command: [CommandRequest, Reply];
  shortcut: [ShortcutRequest, Reply];
  direct: [DirectRequest, DirectReply];
  'message-shortcut': [MessageShortcutRequest, Reply];
  message: [MessageRequest, Reply];
  action: [ActionRequest, Reply];
  submit: [SubmitRequest, SubmitReply];
  close: [CloseRequest, Reply];
  home: [HomeRequest, Reply];
  options: [OptionsRequest, OptionsReply];
  read: [ReadRequest, Reply];
}

const serverAway = 'The server of local-slack does not answer.';

/** Posts to `/page/CALL`. */
export async function post<C extends keyof Calls>(
  call: C,
  body: Calls[C][0],
): Promise<Calls[C][1] | { ok: false; error: string }> {
  try {
    const response = await fetch(`/page/${call}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const reply: Calls[C][1] = await response.json();
    return reply;
  } catch {
    return { ok: false, error: serverAway };
  }
}

/** Moves product time: `{ advanceMs }`, `{ now }` or `{ speed }`. */
export async function moveClock(move: object): Promise<Reply> {
  try {
    const response = await fetch('/clock', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(move),
    });
    if (response.ok) return { ok: true };
    const refusal: Reply = await response.json();
    return refusal;
  } catch {
    return { ok: false, error: serverAway };
  }
}

/** The snapshot for one person, or for whom the server picks; `nobody` where that person is not, or has left. */
export async function fetchSnapshot(user: string | null): Promise<Snapshot | 'nobody' | 'away'> {
  try {
    const response = await fetch(
      user === null ? '/page/state' : `/page/state?user=${encodeURIComponent(user)}`,
    );
    if (!response.ok) return response.status === 404 ? 'nobody' : 'away';
    const snapshot: Snapshot = await response.json();
    return snapshot;
  } catch {
    return 'away';
  }
}
