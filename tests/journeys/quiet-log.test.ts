import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog, describeError } from '../../src/log.ts';
import { chosen } from '../harness/member.ts';
import { MODES, SECRETS, startTogether, type Together } from '../harness/together.ts';

/** Words that stand nowhere else, so that one of them in the log is a leak. */
const TYPED = ['quagmire', 'marzipan', 'zażółcona', 'obelisk'];

describe.each(MODES)('the log of a journey, connected by %s', (mode) => {
  let all: Together;
  beforeAll(async () => {
    all = await startTogether(mode);
  });
  afterAll(() => all.stop());

  it('at its most talkative holds no token and nothing that a person typed', async () => {
    const darnell = all.as('darnell');
    await darnell.types(`/coach-or-mentor my ${TYPED[0]} with the ${TYPED[1]}`);
    const form = await darnell.modal('Which one fits?');
    await darnell.submits(form, {
      'guidance.topics': { answer: { type: 'multi_static_select', selected_options: [] } },
      'guidance.horizon': { answer: chosen('3m') },
      'guidance.outcome': { answer: chosen('do') },
      'guidance.help': { answer: chosen('questions') },
      'guidance.form': { answer: chosen('plan') },
      'guidance.origin': { answer: chosen('own') },
      'guidance.words': { answer: { type: 'plain_text_input', value: `${TYPED[2]} ${TYPED[3]}` } },
    });
    await darnell.modal(TYPED[2] ?? '');
    await darnell.types(`/coach-or-mentor ${TYPED[0]}`);
    await darnell.message(`“${TYPED[0]}” is not something`);
    const jonas = all.as('jonas');
    await jonas.types('/coach-or-mentor contacts');
    await jonas.presses('people.contacts.edit', await jonas.message('You are an admin'));
    await jonas.submits(await jonas.modal('People see these'), {
      'note.hr': { note: { type: 'plain_text_input', value: TYPED[1] ?? '' } },
    });
    await jonas.modal('This is what people will see');

    const log = all.logged();
    for (const word of TYPED) expect(log).not.toContain(word);
    for (const secret of Object.values(SECRETS)) expect(log).not.toContain(secret);
    expect(log).not.toMatch(/\b(xox[a-z]|xapp)-/);
  });
});

describe('the log', () => {
  async function lines(write: (log: Awaited<ReturnType<typeof createLog>>) => void): Promise<string> {
    let text = '';
    const stream = {
      write(line: string) {
        text += line;
      },
    };
    write(await createLog({ level: 'trace', secrets: ['hunter2'], stream }));
    return text;
  }

  it('strikes secrets out wherever they stand (the control: the line itself is there)', async () => {
    const text = await lines((log) => {
      log.info(
        { nested: { header: 'Bearer xoxb-12-34-abCD', list: ['xapp-1-A-2-b'] } },
        'password is hunter2',
      );
      log.error({ error: describeError(new Error(`bad token xoxp-1-2 for v0=${'a'.repeat(64)}`)) }, 'failed');
    });
    expect(text).toContain('"msg":"password is [redacted]"');
    expect(text).toContain('Bearer [redacted]');
    expect(text).not.toMatch(/hunter2|xox|xapp|aaaa/);
  });

  it('tells of an error its name, message and code, never what hangs on it', () => {
    const error = Object.assign(new Error('no'), {
      code: 'E1',
      data: { text: 'private' },
      original: 'private',
    });
    expect(describeError(error)).toEqual({
      name: 'Error',
      message: 'no',
      code: 'E1',
      stack: expect.any(String),
    });
    expect(describeError({ text: 'private' })).toEqual({ name: 'object', message: expect.any(String) });
  });
});
