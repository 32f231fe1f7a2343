/** How the people of a pair are: shares of 0 to 1, of what reaches them. */
export interface Temper {
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
  /** Days until they answer at the beginning, whatever reminds them; within a day where nothing is said. */
  beginsAfterDays?: number;
  /** Says nothing any more after so many days. */
  silentAfterDays?: number;
  /** Stops short after so many days, in this way. */
  stops?: { afterDays: number; how: 'leave' | 'hand-over' | 'pause' };
}

const KEEN: Temper = {
  answering: 1,
  slowHours: 6,
  puttingOff: 0.02,
  moving: 0.05,
  missing: 0.02,
  goingOn: 0.75,
};
const BUSY: Temper = {
  answering: 0.75,
  slowHours: 60,
  puttingOff: 0.15,
  moving: 0.2,
  missing: 0.1,
  goingOn: 0.6,
};
const SLOW: Temper = {
  answering: 0.4,
  slowHours: 120,
  puttingOff: 0.3,
  moving: 0.2,
  missing: 0.2,
  goingOn: 0.4,
};

/** Twenty pairs of each kind: most are well, some are busy, some fall silent, some end. The first four are like all. */
const TEMPERS: readonly Temper[] = [
  KEEN,
  BUSY,
  { ...KEEN, silentAfterDays: 8 },
  SLOW,
  KEEN,
  BUSY,
  { ...KEEN, beginsAfterDays: 11 },
  KEEN,
  { ...BUSY, silentAfterDays: 60 },
  KEEN,
  BUSY,
  { ...KEEN, stops: { afterDays: 45, how: 'leave' } },
  BUSY,
  KEEN,
  SLOW,
  { ...KEEN, stops: { afterDays: 50, how: 'pause' } },
  BUSY,
  { ...BUSY, stops: { afterDays: 70, how: 'hand-over' } },
  KEEN,
  BUSY,
];

/** Of a pair: that of its learner's place in the company. */
export function temperOf(learnerId: string): Temper {
  return TEMPERS[Number(learnerId.slice(-6)) % TEMPERS.length] ?? KEEN;
}
