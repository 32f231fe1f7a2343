import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeptSession } from '../../src/pairs/course.ts';
import { step } from '../../src/pairs/life.ts';
import { otherSide, SIDES } from '../../src/pairs/pair.ts';
import type { Kind } from '../../src/ports.ts';
import { times } from '../harness/runs.ts';
import { lived } from './coaching-lives.ts';
import { aPair, running } from './made.ts';
import { worlds } from './mentoring-lives.ts';
import { expectHidden, kept, type Lived, later, loaded, PRIVATE, SECRET } from './private-made.ts';

const LIVES: Record<Kind, fc.Arbitrary<Lived>> = { coaching: lived, mentoring: worlds };

describe.each([
  // A life of coaching takes longer to make.
  ['coaching', times(8, 200)],
  ['mentoring', times(12, 400)],
] as const)('what one of the two of a %s pair does privately', (kind, numRuns) => {
  it('is not seen by the other: not at Home, nor in what opens, nor in what is said and when', () => {
    const did = new Set<string>();
    fc.assert(
      fc.property(LIVES[kind], fc.constantFrom(...SIDES), fc.integer({ min: 0, max: 40 }), (at, by, days) => {
        const { history, now } = at;
        const before = running({ ...history.course });
        const moments = [now, later(now, days)];
        const plain = loaded(kind, history, before, kept(history));
        for (const [what, does] of Object.entries(PRIVATE)) {
          const done = does(at, by, kind);
          if (JSON.stringify(done) === JSON.stringify(before)) continue;
          did.add(what);
          expectHidden(what, [plain, loaded(kind, history, done, kept(history))], otherSide(by), moments);
        }
        const words: Partial<KeptSession> =
          by === 'guide' ? { guideWords: { learning: SECRET } } : { learnerWords: { takeaway: SECRET } };
        expectHidden(
          'words',
          [plain, loaded(kind, history, before, kept(history, words))],
          otherSide(by),
          moments,
        );
        if (kind === 'coaching') return;
        const answered = [...history.answered, { side: by, once: '99', at: now }];
        expectHidden(
          'a pulse',
          [plain, loaded(kind, { ...history, answered }, before, kept(history))],
          otherSide(by),
          moments,
        );
      }),
      { numRuns },
    );
    expect(did.size).toBe(Object.keys(PRIVATE).length - (kind === 'coaching' ? 1 : 0));
  });
});

it('a pause is the same to both, whoever wanted it', () => {
  fc.assert(
    fc.property(worlds, ({ history, now }) => {
      const state = running({ ...history.course });
      const said = SIDES.map((by) =>
        step(
          aPair({ state }),
          { event: 'pauses', by, until: null, resumesAt: null, endsAt: later(now, 90) },
          now,
        ),
      );
      expect(said[0]).toEqual(said[1]);
    }),
  );
});
