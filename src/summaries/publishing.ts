import type { Kind } from '../ports.ts';
import { type Lot, nextLot, together } from './disclosure.ts';
import type { Facts } from './facts.ts';
import {
  basisOf,
  DEFINITIONS,
  type FigureKey,
  figuresOfKind,
  leastOf,
  leastOfPart,
  rounded,
  type Shown,
  sumOf,
} from './figures.ts';

/** A figure as it stands with everybody who may read it: summary, dashboard, export and report page alike. */
export interface Figure {
  key: FigureKey;
  /** Nothing where it would be about too few. */
  shown: Shown | null;
  /** Of so many people (or pairs) at least, to the fives below. */
  people: number;
  /** As of when. */
  at: Date;
}

/** What is kept of a figure: its lots, numbered from 1, and what was published last. */
export interface Kept {
  lots: readonly Lot[];
  last: Published | undefined;
}

export interface Published {
  /** Which lots it is about, ascending. */
  lots: readonly number[];
  people: number;
  value: Shown;
  at: Date;
}

/** What becomes of a figure: what is written, and what may be read. */
export interface Publication {
  figure: Figure;
  lot: string[] | undefined;
  /** Nothing where what was published stands. */
  published: Published | undefined;
}

const DAY_MS = 86_400_000;
/** How it went with the same people, or how long they wait, is told anew after a week at the earliest: from one day to the next only one of them changes. */
const AGAIN_DAYS = 7;

/**
 * Decides what of a program may be published now, beside all that was before; every figure of its kind is in it.
 *
 * @param raised the least group where an admin has raised it
 */
export function publicationsOf(
  kind: Kind,
  facts: Facts,
  kept: (key: FigureKey) => Kept,
  raised: number | null,
  now: Date,
): Publication[] {
  return figuresOfKind(kind).map((key) => publication(key, facts, kept(key), raised, now));
}

function publication(
  key: FigureKey,
  facts: Facts,
  { lots: before, last }: Kept,
  raised: number | null,
  now: Date,
): Publication {
  const { candidates: of, value: valued, group, isOfATime, isWhole, isWeekly } = DEFINITIONS[key];
  const least = leastOf(key, raised);
  const candidates = of(facts, now);
  const lot = nextLot(before, candidates, least);
  const current = new Set(isOfATime ? candidates : []);
  const counting = (lot ? [...before, lot] : before).flatMap((contributors, at) =>
    !isOfATime || contributors.some((one) => current.has(one)) ? [{ number: at + 1, contributors }] : [],
  );
  const withheld = { figure: { key, shown: null, people: 0, at: now }, lot, published: undefined };
  const contributors = together(
    counting.map((one) => one.contributors),
    least,
  );
  if (!contributors) return withheld;

  const lots = counting.map(({ number }) => number);
  const isSame = last !== undefined && lots.join() === last.lots.join();
  const isSoon = isSame && now.getTime() - last.at.getTime() < AGAIN_DAYS * DAY_MS;
  if ((group === 'private' || isWeekly) && isSoon)
    return {
      figure: { key, shown: last.value, people: last.people, at: last.at },
      lot,
      published: undefined,
    };
  const value = valued(facts, (one) => contributors.has(one), now);
  const shown = value && rounded(value, least, (part) => leastOfPart(key, part, raised));
  if (!shown) return withheld;
  const people = isWhole && shown.form === 'parts' ? sumOf(shown.parts) : basisOf(contributors);
  return {
    figure: { key, shown, people, at: now },
    lot,
    published: { lots, people, value: shown, at: now },
  };
}
