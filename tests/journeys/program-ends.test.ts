import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programEnding } from '../../src/pairs/flow/program-ends.ts';
import { WorkspaceId } from '../../src/ports.ts';
import { openProgram } from '../../src/programs/flow.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { chosen, type Member, textOf } from '../harness/member.ts';
import { PIOTR_AND_DARNELL, runningPair } from '../harness/running.ts';
import { startTogether, type Together } from '../harness/together.ts';

const workspaceId = WorkspaceId.parse('T0LUMENARI');
/** Ten past four in Warsaw, ten past nine in Chicago: both are at work, as on every later day of the story. */
const TUESDAY = '2026-11-24T15:10:00Z';
const WORDS = 'All the best & thank you <!channel>';

describe.each(['coaching', 'mentoring'] as const)('the end of a program of %s', (kind) => {
  let all: Together;
  let [darnell, piotr]: Member[] = [];
  beforeAll(async () => {
    all = await startTogether('socket', { now: TUESDAY });
    [darnell, piotr] = [all.as('darnell'), all.as('piotr')];
    const { ports } = await runningPair(all, kind, PIOTR_AND_DARNELL);
    await all.passes({});
    const { id: programId } = await openProgram(all.db, workspaceId, kind);
    await inTransaction(all.db, (tx) =>
      programEnding(tx, ports, { workspaceId, programId }, new Date(all.slack.clock().now)),
    );
    await all.passes({});
  });
  afterAll(() => all.stop());

  const who = () => {
    if (!darnell || !piotr) throw new Error('not started');
    return { darnell, piotr };
  };
  const shutsAll = async (member: Member): Promise<void> => {
    for (const view of (await member.state()).views.toReversed()) await member.closes(view);
  };

  it('is told to both, with thanks to the guide; what they have goes on', async () => {
    const { darnell, piotr } = who();
    const english = await darnell.told('has come to its end');
    expect(english.text).toContain('goes on as you agreed');
    expect(english.text).not.toContain('Thank you');
    const polish = await piotr.told('dobiegł końca');
    expect(polish.text).toContain('Dziękujemy');
    await darnell.presses('pairs.open', english);
    await darnell.modal('What comes next');
    await shutsAll(darnell);
  });

  it('can be looked back on, alone, and closed; both are told in the same words some days later', async () => {
    const { darnell, piotr } = who();
    const before = await piotr.allTold();
    await darnell.presses('pairs.review', await darnell.told('has come to its end'));
    const form = await darnell.modal('Looking back');
    const field = kind === 'coaching' ? 'pairs.review.said' : 'pairs.renewal.said';
    expect(textOf(form)).toContain('shown neither to');
    await darnell.submits(form, {
      [field]: { chosen: chosen('close') },
      ...(kind === 'mentoring' && {
        'pairs.renewal.words': { typed: { type: 'plain_text_input', value: WORDS } },
      }),
    });
    await darnell.modal('within three working days');
    await shutsAll(darnell);
    await all.passes({});
    expect(await piotr.allTold()).toEqual(before);
    // The button again, while it is about to end.
    await darnell.presses('pairs.review', await darnell.told('has come to its end'));
    await shutsAll(darnell);
    await all.passes({ days: 6 });
    await darnell.told('has ended');
    await piotr.told('się zakończył');
    for (const member of [darnell, piotr])
      expect(JSON.stringify(await member.allTold())).not.toContain('All the best');
  });
});
