/** How the people of a pair are: shares of 0 to 1, of what reaches them. */
export interface Temper {
  name: string;
  /** How much they react to at all. */
  answering: number;
  /** Hours until they do, at most. */
  slowHours: number;
  /** "Not now". */
  puttingOff: number;
  /** Sessions moved or taken back. */
  moving: number;
  /** Sessions that did not take place. */
  missing: number;
  /** At the end: going on rather than closing. */
  goingOn: number;
  /** Says nothing any more after so many days. */
  silentAfterDays?: number;
  /** Stops short after so many days, in this way. */
  stops?: { afterDays: number; how: 'leave' | 'hand-over' | 'pause' };
}

const KEEN: Temper = {
  name: 'keen',
  answering: 1,
  slowHours: 6,
  puttingOff: 0.02,
  moving: 0.05,
  missing: 0.02,
  goingOn: 0.5,
};
const BUSY: Temper = {
  name: 'busy',
  answering: 0.75,
  slowHours: 60,
  puttingOff: 0.15,
  moving: 0.2,
  missing: 0.1,
  goingOn: 0.3,
};
const SLOW: Temper = {
  name: 'slow',
  answering: 0.4,
  slowHours: 120,
  puttingOff: 0.3,
  moving: 0.2,
  missing: 0.2,
  goingOn: 0.2,
};

/** Twenty pairs of each kind: most are well, some are busy, some fall silent, some end. */
export const TEMPERS: readonly Temper[] = [
  KEEN,
  KEEN,
  BUSY,
  KEEN,
  { ...KEEN, name: 'silent from the start', silentAfterDays: 8 },
  BUSY,
  SLOW,
  KEEN,
  { ...BUSY, name: 'silent later', silentAfterDays: 60 },
  KEEN,
  BUSY,
  { ...KEEN, name: 'leaves', stops: { afterDays: 45, how: 'leave' } },
  BUSY,
  KEEN,
  SLOW,
  { ...KEEN, name: 'pauses', stops: { afterDays: 50, how: 'pause' } },
  BUSY,
  { ...BUSY, name: 'hands over', stops: { afterDays: 70, how: 'hand-over' } },
  KEEN,
  BUSY,
];
