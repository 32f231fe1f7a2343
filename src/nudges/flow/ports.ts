import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { Language, Messenger, OutgoingMessage, PersonKey } from '../../ports.ts';
import type { DeliveryQueue } from '../../storage/queue.ts';
import type { Rates } from '../rates.ts';
import type { NudgeOwner } from './owner.ts';

/** How a notice or an answer becomes words: what is true now, or nothing where it has become pointless; see `MessageKind`. */
export type Render = (
  kind: string,
  to: PersonKey,
  about: Record<string, string>,
  language: Language,
  isSent: boolean,
) => Promise<OutgoingMessage | undefined>;

/** What sending takes. */
export interface DeliveryPorts extends PeoplePorts {
  messenger: Messenger;
  render: Render;
  /** Whose the nudges are, by kind. */
  owners: readonly NudgeOwner[];
  queue: DeliveryQueue;
  rates: Rates;
  /** Waits so long, in real time. */
  wait(ms: number): Promise<unknown>;
  /** Is the app about to end? Then nothing more is begun, and what was taken is put back. */
  isStopping(): boolean;
  /** Calls back after so long of real time, unless it is taken back before. @returns takes it back */
  after(ms: number, then: () => void): () => void;
}
