import { describe, expect, it } from 'vitest';
import { checkMessageBlocks, checkView } from '../../src/local-slack/blocks.ts';
import { textsIn } from '../../src/locales/texts.ts';
import { SessionId } from '../../src/pairs/course.ts';
import { MENTEE_PROMPTS, MENTOR_PROMPTS, menteePrompts, whoseTurn } from '../../src/pairs/prompts.ts';
import { meetingForm } from '../../src/pairs/views/mentoring/meeting.ts';
import { pulseDone, pulseForm } from '../../src/pairs/views/mentoring/pulse.ts';
import { renewalDone, renewalForm } from '../../src/pairs/views/mentoring/renewal.ts';
import { mentoringNudge } from '../../src/pairs/views/nudges/mentoring.ts';
import { LANGUAGES } from '../../src/ports.ts';
import { asRead } from '../guidance/as-read.ts';
import {
  MEETINGS,
  MENTEES_WORDS,
  MENTORING,
  MENTORING_NUDGES,
  mentoringCourse,
  PULSES,
} from '../house/rendered/mentoring.ts';

const newId = () => crypto.randomUUID();

describe.each(LANGUAGES)('mentoring, in %s', (language) => {
  const t = textsIn(language);

  it('every nudge, as it goes out and as it stands afterwards', async () => {
    const read = MENTORING_NUDGES.map(
      ({ name, seen, kind, once }) => `# ${name}\n${asRead(mentoringNudge(t, seen, kind, once))}`,
    );
    await expect(read.join('\n\n')).toMatchFileSnapshot(`goldens/mentoring-nudges.${language}.txt`);
  });

  it('every form', async () => {
    const forms = (['guide', 'learner'] as const).flatMap((side) => {
      const seen = mentoringCourse(side);
      return [
        ...Object.entries(MEETINGS).map(([name, one]): [string, object] => [
          `meeting, ${side}, ${name}`,
          meetingForm(t, seen, one),
        ]),
        [`pulse, ${side}`, pulseForm(t, seen, 1, PULSES[1])] as const,
        ...PULSES.map(
          (pulse) => [`pulse, ${side}, ${JSON.stringify(pulse)}`, pulseDone(t, seen, pulse)] as const,
        ),
        [`renewal, ${side}`, renewalForm(t, seen, 1)] as const,
        ...(['keep', 'change', 'close'] as const).map(
          (said) => [`renewal, ${side}, ${said}`, renewalDone(t, seen, said)] as const,
        ),
      ];
    });
    const read = forms.map(([name, view]) => `# ${name}\n${asRead(view)}`);
    await expect(read.join('\n\n')).toMatchFileSnapshot(`goldens/mentoring-forms.${language}.txt`);
  });

  it('Slack takes every one of them', () => {
    for (const [name, render] of Object.entries(MENTORING))
      for (const view of render(t)) {
        const checked =
          'type' in view
            ? checkView(view, newId)
            : checkMessageBlocks('blocks' in view ? view['blocks'] : [], newId);
        expect({ name, checked: checked.ok || checked }).toEqual({ name, checked: true });
      }
  });

  it('a nudge says all of it in its text, is short, and says nothing that somebody wrote', () => {
    for (const { seen, kind, once } of MENTORING_NUDGES) {
      const { text, blocks } = mentoringNudge(t, seen, kind, once);
      const said = blocks.flatMap((block) =>
        block.type === 'section' && 'text' in block && block.text ? [block.text.text] : [],
      );
      expect(text).toBe(said.join('\n\n'));
      expect(blocks.length).toBeLessThanOrEqual(6);
      expect(text.length).toBeLessThan(900);
      expect(JSON.stringify({ text, blocks })).not.toContain(MENTEES_WORDS.slice(0, 10));
    }
  });

  it('what an ask led to stays as it was, however many meetings came later', () => {
    const days = ['2026-10-05', '2026-12-08', '2027-01-12'];
    const sessions = Object.values(MEETINGS)
      .slice(0, days.length)
      .map((one, at) => {
        const startsAt = new Date(`${days[at]}T12:00:00Z`);
        const id = SessionId.parse(`00000000-0000-4000-8000-00000000000${at}`);
        return { ...one, id, startsAt, settledAt: startsAt, state: 'held' as const, words: {} };
      });
    const told = JSON.stringify(
      mentoringNudge(t, mentoringCourse('learner', { sessions }), 'gap', '2026-12-01.0.1'),
    );
    expect(told).toMatch(language === 'pl' ? /8 grudnia/ : /8 December/);
    expect(told).toContain(`"value":"${sessions[1]?.id}"`);
    expect(told).not.toContain(`${sessions[2]?.id}`);
  });

  it('what is asked can always be put off', () => {
    for (const { name, seen, kind, once } of MENTORING_NUDGES.filter((one) =>
      /to answer|turn|first/.test(one.name),
    )) {
      const shown = JSON.stringify(mentoringNudge(t, seen, kind, once));
      expect({ name, later: shown.includes('"pairs.not-now"') || shown.includes('"pairs.snooze"') }).toEqual({
        name,
        later: true,
      });
    }
  });
});

describe('the prompts', () => {
  it('begin with what the mentee wants to work on, in their order', () => {
    const reasons = [
      { about: 'topics' as const, shared: ['organisation', 'feedback', 'networking'], wanted: 3 },
    ];
    expect(menteePrompts({ reasons })).toEqual([
      'organisation',
      'network',
      'decision',
      'potential',
      'opportunities',
      'dilemma',
    ]);
    expect(menteePrompts({ reasons: [] })).toEqual(MENTEE_PROMPTS);
  });

  it('take turns: none comes again before all have been there', () => {
    for (const prompts of [MENTEE_PROMPTS, MENTOR_PROMPTS]) {
      const said = Array.from({ length: prompts.length * 3 }, (_, turn) =>
        whoseTurn<(typeof MENTEE_PROMPTS)[number] | (typeof MENTOR_PROMPTS)[number]>(prompts, turn),
      );
      for (let from = 0; from < said.length; from += prompts.length)
        expect(new Set(said.slice(from, from + prompts.length))).toEqual(new Set(prompts));
    }
  });

  it('are other words for every turn of a pair', () => {
    const said = MENTORING_NUDGES.filter(({ name }) => name.startsWith('gap, learner, turn')).map(
      ({ seen, kind, once }) => mentoringNudge(textsIn('en'), seen, kind, once).text,
    );
    expect(new Set(said).size).toBe(MENTEE_PROMPTS.length);
  });
});
