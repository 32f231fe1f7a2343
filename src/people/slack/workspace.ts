import { textsIn } from '../../locales/texts.ts';
import { showModal } from '../../slack/answering.ts';
import type { Feature } from '../../slack/asking.ts';
import { isAdminNow } from '../flow/contacts.ts';
import type { Readers } from '../flow/readers.ts';
import { saveWorkspace, type WorkspacePorts, workspaceNow } from '../flow/workspace.ts';
import {
  EDIT_WORKSPACE,
  sentWorkspace,
  WORKSPACE_FORM,
  workspaceAdminsOnly,
  workspaceChangedMeanwhile,
  workspaceErrors,
  workspaceForm,
  workspaceSaved,
  workspaceVersionIn,
} from '../views/workspace.ts';

/** What holds for a whole workspace, set by its admins. */
export function workspace(ports: WorkspacePorts, readers: Readers): Feature {
  return {
    name: 'people',
    actions: {
      // Whether the person is an admin is asked of Slack each time: a right may have been taken away.
      [EDIT_WORKSPACE]: (asking) =>
        showModal(
          asking,
          readers,
          async ({ language }) =>
            (await isAdminNow(ports, asking.who))
              ? workspaceForm(textsIn(language), await workspaceNow(ports, asking.who.workspaceId))
              : workspaceAdminsOnly(textsIn(language)),
          { looksUp: true },
        ),
    },
    views: {
      async [WORKSPACE_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const form = { sent: sentWorkspace(view), version: workspaceVersionIn(view.private_metadata) };
        const result = await saveWorkspace(ports, readers, who, form);
        switch (result.outcome) {
          case 'not-admin':
            return ack({ response_action: 'update', view: workspaceAdminsOnly(t) });
          case 'wrong':
            return ack({ response_action: 'errors', errors: workspaceErrors(t, result.wrong) });
          case 'changed-meanwhile':
            return ack({ response_action: 'errors', errors: workspaceChangedMeanwhile(t, result.fields) });
          case 'saved':
            return ack({
              response_action: 'update',
              view: workspaceSaved(t, result.settings, result.changed),
            });
        }
      },
    },
  };
}
