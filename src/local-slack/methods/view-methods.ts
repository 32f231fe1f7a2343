/** views.open, push, update, publish. */
import { z } from 'zod';
import { type CheckedView, checkView } from '../blocks.ts';
import { viewPayload } from '../objects.ts';
import type { Slack } from '../slack.ts';
import type { Trigger } from '../triggers.ts';
import { STACK_DEPTH, type View } from '../views.ts';
import { type Answer, fromJson, type Methods, method, refuse, refuseVisibly, text } from './method.ts';

const view = z.unknown().refine((given) => given !== undefined && given !== '');
const opening = z.object({ trigger_id: text, view });

function shown(slack: Slack, made: View): Answer {
  return { ok: true, view: viewPayload(slack, made) };
}

/** A view that keeps the rules, or Slack's refusal, which the person is told of. */
function readView(
  slack: Slack,
  what: string,
  given: unknown,
  type: 'modal' | 'home',
  person: string | undefined,
): { checked: CheckedView } | { answer: Answer } {
  const result = checkView(fromJson(given), () => slack.ids.short());
  if (!result.ok) return { answer: refuseVisibly(slack, what, result, person) };
  if (result.view.type === type) return { checked: result.view };
  const messages = [`[ERROR] unsupported type: ${result.view.type} [json-pointer:/view/type]`];
  return { answer: refuseVisibly(slack, what, { error: 'invalid_arguments', messages }, person) };
}

/** The external_id names one view of the workspace; `itself` may keep its own. */
function isTaken(slack: Slack, checked: CheckedView, itself?: View): boolean {
  const open = slack.views.find({ externalId: checked.external_id });
  return open !== undefined && open !== itself;
}

/** Exchanges the trigger only when the view may be shown, so that a refused one can be sent again in time. */
function openWith(
  slack: Slack,
  what: string,
  args: z.output<typeof opening>,
  place: (trigger: Trigger, checked: CheckedView) => View | string,
): Answer {
  const person = slack.triggers.find(args.trigger_id)?.person;
  const read = readView(slack, what, args.view, 'modal', person);
  if ('answer' in read) return read.answer;
  const trigger = slack.triggers.check(args.trigger_id);
  if (typeof trigger === 'string') return refuseVisibly(slack, what, { error: trigger }, person);
  if (isTaken(slack, read.checked))
    return refuseVisibly(slack, what, { error: 'duplicate_external_id' }, person);
  const placed = place(trigger, read.checked);
  if (typeof placed === 'string') return refuseVisibly(slack, what, { error: placed }, person);
  trigger.used = true;
  return shown(slack, placed);
}

/** Methods that show modals and Home tabs. */
export const viewMethods: Methods = {
  'views.open': method({
    args: opening,
    run: (slack, args) =>
      openWith(slack, 'views.open', args, (trigger, checked) => slack.views.open(trigger.person, checked)),
  }),

  'views.push': method({
    args: opening,
    run: (slack, args) =>
      openWith(slack, 'views.push', args, (trigger, checked) => {
        const stack = slack.views.stack(trigger.person);
        // One pushes from inside a modal: the interaction must come from one that is still open.
        if (!stack.some((one) => one.id === trigger.viewId)) return 'not_found';
        if (stack.length >= STACK_DEPTH) return 'push_limit_reached';
        return slack.views.push(trigger.person, checked);
      }),
  }),

  'views.update': method({
    args: z.object({ view_id: text.optional(), external_id: text.optional(), hash: text.optional(), view }),
    run(slack, args) {
      const known =
        args.view_id === undefined
          ? slack.views.find({ externalId: args.external_id ?? '' })
          : slack.views.find({ id: args.view_id });
      if (!known) return refuse('not_found');
      const read = readView(slack, 'views.update', args.view, known.type, known.person);
      if ('answer' in read) return read.answer;
      if (args.hash !== undefined && args.hash !== known.hash) return refuse('hash_conflict');
      if (isTaken(slack, read.checked, known)) return refuse('duplicate_external_id');
      return shown(slack, slack.views.update(known, read.checked));
    },
  }),

  'views.publish': method({
    args: z.object({ user_id: text, hash: text.optional(), view }),
    run(slack, args) {
      if (!slack.workspace.people.has(args.user_id)) return refuse('user_not_found');
      const read = readView(slack, 'views.publish', args.view, 'home', args.user_id);
      if ('answer' in read) return read.answer;
      if (!slack.manifest.hasHome)
        return refuseVisibly(slack, 'views.publish', { error: 'not_enabled' }, args.user_id);
      const known = slack.views.home(args.user_id);
      if (args.hash !== undefined && args.hash !== known?.hash) return refuse('hash_conflict');
      if (isTaken(slack, read.checked, known)) return refuse('duplicate_external_id');
      return shown(slack, slack.views.publish(args.user_id, read.checked));
    },
  }),
};
