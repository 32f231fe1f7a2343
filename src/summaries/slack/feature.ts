import { textsIn } from '../../locales/texts.ts';
import type { PeoplePorts, Readers } from '../../people/flow/readers.ts';
import { ProgramId } from '../../programs/program.ts';
import { showModal } from '../../slack/answering.ts';
import type { ActionAsking, Feature } from '../../slack/asking.ts';
import {
  decideOnSummary,
  lookAtPreview,
  previewOf,
  SUMMARY_POST,
  SUMMARY_PREVIEW,
  summariesTurn,
  summaryOf,
} from '../flow/summaries.ts';
import { LOOK_AT_SUMMARY, NOT_YET, POST_SUMMARY, summaryIn } from '../views/actions.ts';
import { previewMessage, previewView, summaryPost, summaryRefused } from '../views/summary.ts';
import { type ReportPorts, reports } from './reports.ts';

/** The summary in a program's channel, the managers' look at the first one, reports and exports. Who may is asked anew each time. */
export function summaries(ports: PeoplePorts, readers: Readers, outside: ReportPorts): Feature {
  const decide = async (asking: ActionAsking, lets: boolean): Promise<void> => {
    const about = summaryIn(asking.value);
    const decided = about ? await decideOnSummary(ports, asking.who, about, lets) : 'gone';
    // The message itself says how it stands, in a moment.
    if (decided === 'approved' || decided === 'put-off') return;
    await showModal(asking, readers, ({ language }) => summaryRefused(textsIn(language), decided));
  };
  return {
    name: 'summaries',
    actions: {
      ...reports(ports, readers, outside).actions,
      [LOOK_AT_SUMMARY]: (asking) =>
        showModal(
          asking,
          readers,
          async ({ language }) => {
            const about = summaryIn(asking.value);
            const seen = about ? await lookAtPreview(ports, asking.who, about) : 'gone';
            const t = textsIn(language);
            return typeof seen === 'string'
              ? summaryRefused(t, seen)
              : previewView(t, seen, textsIn(seen.program.language));
          },
          { looksUp: true },
        ),
      [POST_SUMMARY]: (asking) => decide(asking, true),
      [NOT_YET]: (asking) => decide(asking, false),
    },
    messages: {
      [SUMMARY_PREVIEW]: {
        async render({ workspaceId }, about, language) {
          const programId = ProgramId.safeParse(about['summaryOf']).data;
          if (!programId) return undefined;
          const preview = await previewOf(ports, { workspaceId, programId }, about['period'] ?? '');
          return preview && previewMessage(textsIn(language), preview);
        },
      },
    },
    posts: {
      [SUMMARY_POST]: {
        async render({ workspaceId, programId: id }, about, { isPlain }) {
          const programId = ProgramId.parse(id);
          const seen = await summaryOf(ports, { workspaceId, programId }, about['period'] ?? '');
          return seen && summaryPost(textsIn(seen.program.language), seen, isPlain);
        },
      },
    },
    due: [summariesTurn(ports)],
  };
}
