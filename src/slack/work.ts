import { randomUUID } from 'node:crypto';
import { textsIn } from '../locales/texts.ts';
import { describeError, type Log } from '../log.ts';
import type { Language } from '../ports.ts';
import type { Asking } from './asking.ts';
import { wasTooLate } from './errors.ts';

/** Something that Slack sent, understood: who asked, what to do, and how to tell them that it went wrong. */
export interface Task {
  who?: Asking['who'];
  run(): Promise<void>;
  /** What the person reads: what to do, and the reference. Nothing where nobody waits for an answer. */
  apologise?(text: string, reference: string): Promise<void>;
}

/** Whatever Slack sent is dealt with in here: counted, and its unexpected errors caught once. */
export class Work {
  #running = 0;
  #whenDrained: (() => void)[] = [];
  readonly #log: Log;
  readonly #languageOf: (who: Asking['who'] | undefined) => Language;

  constructor(log: Log, languageOf: (who: Asking['who'] | undefined) => Language) {
    this.#log = log;
    this.#languageOf = languageOf;
  }

  /**
   * Understands what Slack sent and does it. What is thrown is logged once, and the person is told. `ack` is what is
   * left where it could not even be understood: nothing may be left hanging.
   */
  async do(ack: () => Promise<unknown>, understand: () => Task): Promise<void> {
    this.#running += 1;
    let task: Task | undefined;
    try {
      task = understand();
      await task.run();
    } catch (error) {
      await this.#tell(task, error, ack);
    } finally {
      this.#running -= 1;
      if (this.#running === 0) for (const tell of this.#whenDrained.splice(0)) tell();
    }
  }

  async #tell(task: Task | undefined, error: unknown, ack: () => Promise<unknown>): Promise<void> {
    const reference = this.report(error);
    const t = textsIn(this.#languageOf(task?.who));
    const text = wasTooLate(error) ? t('common:error.late') : t('common:error.unexpected', { reference });
    const telling = task ? task.apologise?.(text, reference) : ack();
    await Promise.resolve(telling).catch((failed: unknown) =>
      this.#log.warn({ reference, error: describeError(failed) }, 'the person could not be told'),
    );
  }

  /** Logs an error under a new reference, which is returned. */
  report(error: unknown): string {
    const reference = randomUUID().slice(0, 8).toUpperCase();
    this.#log.error({ reference, error: describeError(error) }, 'something unexpected happened');
    return reference;
  }

  drained(): Promise<void> {
    return this.#running === 0
      ? Promise.resolve()
      : new Promise((done) => {
          this.#whenDrained.push(done);
        });
  }
}
