import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Place } from '../../../src/local-slack/page/place.ts';
import { hashOf, parseAddress, samePlace } from '../../../src/local-slack/page/place.ts';

const at = (id: string): Place => ({ kind: 'conversation', id });
const HOME: Place = { kind: 'home' };
const ABOUT: Place = { kind: 'about' };

describe('an address', () => {
  it.each<[string, string | null, Place | null]>([
    ['#/U123/C456', 'U123', at('C456')],
    ['#/U123/home', 'U123', HOME],
    ['#/U123/about', 'U123', ABOUT],
    ['#/U123/messages', 'U123', at('messages')],
    ['#/U123', 'U123', null],
    ['#/U123/', 'U123', null],
    ['#U123/C456', 'U123', at('C456')],
    ['', null, null],
    ['#', null, null],
    ['#/', null, null],
    ['#//', null, null],
    ['#//C456', null, at('C456')],
    ['#/U123/C456/more', 'U123', at('C456')],
    ['#/U123/Home', 'U123', at('Home')],
    ['#/a%2Fb/c%2Fd', 'a/b', at('c/d')],
    ['#/%E0%A4%A/C456', null, at('C456')],
    ['#/U123/%', 'U123', null],
    ['#/U123/<script>', 'U123', at('<script>')],
    ['#section', 'section', null],
    ['#/__proto__/constructor', '__proto__', at('constructor')],
  ])('%j', (hash, user, place) => expect(parseAddress(hash)).toEqual({ user, place }));

  it('is the one it was made from', () => {
    const id = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.isWellFormed());
    const conversation = id.filter((text) => text !== 'home' && text !== 'about').map(at);
    fc.assert(
      fc.property(id, fc.oneof(conversation, fc.constantFrom(HOME, ABOUT)), (user, place) => {
        expect(parseAddress(hashOf(user, place))).toEqual({ user, place });
      }),
    );
  });

  it('never fails, whatever stands there', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(Object.keys(parseAddress(`#${text}`))).toEqual(['user', 'place']);
      }),
    );
  });
});

it.each<[Place, Place, boolean]>([
  [HOME, HOME, true],
  [HOME, ABOUT, false],
  [HOME, at('home'), false],
  [at('C1'), at('C1'), true],
  [at('C1'), at('C2'), false],
])('%j and %j are the same place: %s', (a, b, same) => expect(samePlace(a, b)).toBe(same));
