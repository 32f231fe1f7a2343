import { textsIn } from '../locales/texts.ts';
import type { Reader, Readers } from '../people/flow/readers.ts';
import { reply, showModal } from '../slack/answering.ts';
import type { Asking, CommandAsking, Feature, Listener } from '../slack/asking.ts';
import { adviseOn } from './advised.ts';
import type { Need } from './need.ts';
import { adviceView, carriedNeed, redirectView } from './views/advice.ts';
import { CHOOSE, COMPARE, compareView, helpMessage, introMessage } from './views/explain.ts';
import { type Prefilled, parseQuestions, QUESTIONS_FORM, questionsView } from './views/questions.ts';

export interface Guidance extends Feature {
  /** The command alone: what the two are, and the way in. */
  introduce: Listener<CommandAsking>;
  /** A need in the person's own words. */
  listen(asking: CommandAsking, text: string, need: Need): Promise<void>;
  /** Something nobody knows: the help, never silence. */
  help(asking: CommandAsking, unknown?: string): Promise<void>;
}

/** Explain and choose. Nothing of it is stored, logged or counted. */
export function guidance(readers: Readers): Guidance {
  const inWords = (reader: Reader) => textsIn(reader.language);
  const compare = (asking: Asking): Promise<void> =>
    showModal(asking, readers, (reader) => compareView(inWords(reader)));
  const choose = (asking: Asking, prefilled?: Prefilled): Promise<void> =>
    showModal(asking, readers, (reader) => questionsView(inWords(reader), prefilled, reader));
  const help = (asking: CommandAsking, unknown?: string): Promise<void> =>
    reply(asking, readers, (reader) => helpMessage(inWords(reader), asking.command, reader, unknown));

  return {
    name: 'guidance',
    introduce: (asking) => reply(asking, readers, (reader) => introMessage(inWords(reader), asking.command)),
    help,
    async listen(asking, text, need) {
      await asking.ack();
      if (!need.redirect) return choose(asking, { text, need });
      await showModal(asking, readers, (reader) =>
        redirectView(inWords(reader), reader, asking.command, need),
      );
    },
    commands: {
      async compare(asking) {
        await asking.ack();
        await compare(asking);
      },
      async choose(asking) {
        await asking.ack();
        await choose(asking);
      },
      help: (asking) => help(asking),
    },
    actions: {
      [COMPARE]: compare,
      // From "answer the questions all the same" what was understood comes along; the words do not.
      [CHOOSE]: (asking) => choose(asking, { text: '', need: carriedNeed(asking.value ?? '') }),
    },
    views: {
      async [QUESTIONS_FORM]({ who, view, ack }) {
        const reader = await readers.load(who);
        const t = inWords(reader);
        const form = parseQuestions(view);
        if (!form.ok) {
          const errors = Object.entries(form.problems).map(([block, problem]) => [
            block,
            t(`guidance:choose.${problem}`),
          ]);
          return ack({ response_action: 'errors', errors: Object.fromEntries(errors) });
        }
        const wish = wishIn(view.private_metadata);
        await ack({
          response_action: 'push',
          view: adviceView(t, reader, adviseOn(form.answers, form.words, wish)),
        });
      },
    },
    shortcuts: { 'guidance.find': (asking) => choose(asking) },
  };
}

function wishIn(metadata: string): Need['wish'] {
  return metadata === 'coaching' || metadata === 'mentoring' ? metadata : undefined;
}
