import type { Fit } from '../../../src/pairs/fit.ts';
import { gapTexts, reasonTexts } from '../../../src/pairs/views/fit.ts';
import { WAYS } from '../../../src/people/profile.ts';
import { type Rendered, shown, topicWith } from './common.ts';

const [skill, theme] = [topicWith(-2), topicWith(2)];

/** Every reason and gap that is told of two people, the last two with numbers of other plural forms. */
export const FITS: Fit[] = [
  {
    score: 80,
    reasons: [
      { about: 'topics', shared: [theme], wanted: 1 },
      { about: 'topics', shared: [skill, theme], wanted: 2 },
      { about: 'ways', shared: [...WAYS] },
      { about: 'hours', minutes: 360 },
      { about: 'experience', years: 7 },
      { about: 'department' },
    ],
    gaps: [
      { about: 'topics', missing: [skill], wanted: 3 },
      { about: 'ways' },
      { about: 'hours', minutes: 70 },
      { about: 'experience', years: 0 },
      { about: 'department' },
    ],
  },
  {
    score: 40,
    reasons: [
      { about: 'topics', shared: [skill], wanted: 3 },
      { about: 'hours', minutes: 180 },
    ],
    gaps: [
      { about: 'topics', missing: [theme], wanted: 1 },
      { about: 'hours', minutes: 120 },
      { about: 'experience', years: -3 },
    ],
  },
];

export const PAIRS: Rendered = {
  reasonTexts: (t) =>
    reasonTexts(t, { reasons: FITS.flatMap(({ reasons }) => reasons) }).map((text) => shown({ text })),
  gapTexts: (t) => gapTexts(t, { gaps: FITS.flatMap(({ gaps }) => gaps) }).map((text) => shown({ text })),
};

export const PAIRS_PARTS: string[] = [];
