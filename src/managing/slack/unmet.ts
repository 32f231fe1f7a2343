import type { ModalView } from '@slack/types';
import { textsIn } from '../../locales/texts.ts';
import type { PeoplePorts, Reader, Readers } from '../../people/flow/readers.ts';
import { showInPlace, showModal } from '../../slack/answering.ts';
import type { ActionAsking, Feature } from '../../slack/asking.ts';
import { unmetFor } from '../flow/unmet.ts';
import { UNMET, UNMET_PAGE } from '../views/actions.ts';
import { unmetPage, unmetView } from '../views/unmet.ts';
import { programIn, programSaid } from '../views/words.ts';

/** All pairs of a program that have not met, for its managers. Whether somebody may is asked anew each time. */
export function unmet(ports: PeoplePorts, readers: Readers): Required<Pick<Feature, 'actions'>> {
  async function view({ who, value }: ActionAsking, { language }: Reader): Promise<ModalView> {
    const t = textsIn(language);
    const id = programIn(value);
    const found = id ? await unmetFor(ports, who, id) : ({ outcome: 'gone' } as const);
    return found.outcome === 'found'
      ? unmetView(t, found.program, found.pairs, unmetPage(value))
      : programSaid(t, found.outcome);
  }
  return {
    actions: {
      [UNMET]: (asking) => showModal(asking, readers, (reader) => view(asking, reader), { looksUp: true }),
      [UNMET_PAGE]: (asking) => showInPlace(asking, readers, (reader) => view(asking, reader)),
    },
  };
}
