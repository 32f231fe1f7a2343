import { describe, expect, it } from 'vitest';
import {
  type Contact,
  type ContactKind,
  changesOf,
  opened,
  shownContacts,
} from '../../src/people/contacts.ts';
import { PersonId } from '../../src/ports.ts';

const contact = (kind: ContactKind, note: string, ...people: string[]): Contact => ({
  kind,
  note,
  people: people.map((id) => PersonId.parse(id)),
});
const NOTHING = [contact('support', ''), contact('hr', ''), contact('trust', '')];
const all = (support: string, hr: string): Contact[] => [
  contact('support', support),
  contact('hr', hr),
  contact('trust', ''),
];

describe('what a sent contacts form changes', () => {
  it.each([
    ['nothing, where nothing was changed', [], NOTHING, [], [], []],
    ['the one that was changed', [], all('line 1', ''), [], ['support'], []],
    ['nothing, when it is sent again', [], all('line 1', ''), [contact('support', 'line 1')], [], []],
    ['what was taken out', all('line 1', ''), all('', ''), all('line 1', ''), ['support'], []],
    // Two admins had it open: the other one's change stays, and is not undone by the empty field here.
    [
      'only its own, beside another admin’s',
      [],
      all('', 'line 2'),
      [contact('support', 'line 1')],
      ['hr'],
      [],
    ],
    [
      'none of one that both changed',
      [],
      all('mine', ''),
      [contact('support', 'theirs')],
      ['support'],
      ['support'],
    ],
    [
      'none of one that the other took out',
      all('line 1', ''),
      all('mine', ''),
      NOTHING,
      ['support'],
      ['support'],
    ],
  ] satisfies [string, Contact[], Contact[], Contact[], ContactKind[], ContactKind[]][])(
    '%s',
    (_, before, sent, current, written, conflicts) => {
      const changes = changesOf({ opened: opened(before), contacts: sent }, current);
      expect(changes.write.map(({ kind }) => kind)).toEqual(written);
      expect(changes.conflicts).toEqual(conflicts);
    },
  );

  it('sees a changed order of people as a change, and a kind that was never entered as empty', () => {
    const before = [contact('trust', '', 'U0AAAA', 'U0BBBB')];
    const after = [contact('trust', '', 'U0BBBB', 'U0AAAA')];
    expect(changesOf({ opened: opened(before), contacts: after }, before).write).toEqual(after);
    expect(opened([])).toEqual(opened(NOTHING));
  });

  it('shows what says something, in a fixed order', () => {
    expect(
      shownContacts([contact('trust', '', 'U0AAAA'), contact('hr', ''), contact('support', 'x')]),
    ).toEqual([contact('support', 'x'), contact('trust', '', 'U0AAAA')]);
  });
});
