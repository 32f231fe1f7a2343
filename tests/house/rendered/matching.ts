import { type Shortage, TOLD_RULES } from '../../../src/matching/match.ts';
import { shortageTexts } from '../../../src/matching/views/shortage.ts';
import { type Rendered, shown } from './common.ts';

/** Nobody at all, nobody who is available, every rule with a count, the last two with other plural forms. */
const SHORTAGES: Shortage[] = [
  { found: 0, told: [], others: false },
  { found: 0, told: [], others: true },
  { found: 2, told: TOLD_RULES.map((rule) => ({ rule, count: 3 })), others: true },
  { found: 0, told: TOLD_RULES.map((rule) => ({ rule, count: 12 })), others: false },
];

export const MATCHING: Rendered = {
  shortageTexts: (t) =>
    SHORTAGES.flatMap((shortage) => shortageTexts(t, shortage)).map((text) => shown({ text })),
};

export const MATCHING_PARTS: string[] = [];
