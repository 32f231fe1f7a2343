import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Order } from './program.ts';

/** Another process that sends. */
export interface WorkerProcess {
  /** Resolves when it says so for the next time. @throws where it ends before */
  says(what: 'hangs' | 'idle'): Promise<void>;
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts a worker as a process of its own; it ends with this one at the latest. */
export async function startProcess(order: Order): Promise<WorkerProcess> {
  const child = fork(join(import.meta.dirname, 'program.ts'), [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  await said(child, 'ready');
  child.send(order);
  return {
    says: (what) => said(child, what),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function said(child: ChildProcess, what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const listen = (message: unknown): void => {
      if (message !== what) return;
      child.off('message', listen);
      child.off('exit', gone);
      resolve();
    };
    const gone = (): void => reject(new Error(`a worker ended before it said ${what}`));
    child.on('message', listen);
    child.once('exit', gone);
  });
}
