import type { Row } from './row.ts';
import { ack } from './rows/ack.ts';
import { cohortDense, cohortSparse } from './rows/cohort.ts';
import { deliver } from './rows/deliver.ts';
import { modal } from './rows/modal.ts';
import { rank } from './rows/rank.ts';
import { start } from './rows/start.ts';
import { waiting } from './rows/waiting.ts';

/** Every row, in the order of the table. */
export const ROWS: readonly Row[] = [ack, modal, rank, cohortDense, cohortSparse, deliver, waiting, start];
