/** What agents show: plans, tasks, and the buttons under an answer. */
import type {
  ContextActionsBlock,
  FeedbackButtons,
  IconButton,
  PlanBlock,
  TaskCardBlock,
  URLSourceElement,
} from '@slack/types';
import { askConfirmation } from '../confirm.ts';
import { h, unseen } from '../dom.ts';
import { icon } from '../icons.ts';
import { safeUrl } from '../text/mrkdwn.ts';
import { plainText, showLink } from '../text/show.ts';
import { slotFor } from './elements.ts';
import { showUnknown } from './pictures.ts';
import { showRichText } from './rich-text.ts';
import type { Scene, Slot } from './scene.ts';
import { dispatch, focusKey } from './scene.ts';

const states = {
  pending: { sign: 'dot', words: 'Pending' },
  in_progress: { sign: 'turning', words: 'In progress' },
  complete: { sign: 'check', words: 'Complete' },
  error: { sign: 'warning', words: 'Failed' },
} as const;

export function showTask(task: TaskCardBlock, scene: Scene, look = ''): HTMLElement {
  const state = states[task.status] ?? states.pending;
  const sources = task.sources ?? [];
  return h(
    'div',
    { class: `task task-${task.status} ${look}` },
    h('span', { class: 'task-sign' }, icon(state.sign)),
    h(
      'div',
      { class: 'task-words' },
      h('p', { class: 'task-title' }, task.title, ' ', h('span', { class: 'task-state' }, state.words)),
      task.details && h('div', { class: 'task-details' }, showRichText(task.details, scene.world)),
      task.output && h('div', { class: 'task-output' }, showRichText(task.output, scene.world)),
      sources.length > 0 &&
        h('ul', { class: 'task-sources', 'aria-label': 'Sources' }, ...sources.map(showSource)),
    ),
  );
}

function showSource(source: URLSourceElement): HTMLElement {
  const url = safeUrl(source.url);
  return h('li', null, url === null ? source.text : showLink(url, source.text));
}

export function showPlan(plan: PlanBlock, scene: Scene): HTMLElement {
  const tasks = plan.tasks ?? [];
  return h(
    'div',
    { class: 'plan', role: 'group', 'aria-label': plan.title },
    h('p', { class: 'plan-title' }, plan.title),
    h(
      'ol',
      { class: 'plan-tasks' },
      ...tasks.map((task) =>
        h(
          'li',
          null,
          isTask(task) ? showTask(task, scene) : showUnknown('block', String(Reflect.get(task, 'type'))),
        ),
      ),
    ),
  );
}

function isTask(task: object): task is TaskCardBlock {
  return 'title' in task && typeof task.title === 'string' && 'status' in task;
}

export function showContextActions(block: ContextActionsBlock, blockId: string, scene: Scene): HTMLElement {
  const nodes = block.elements.flatMap((element, index) => {
    const slot = slotFor(element, index, blockId, scene);
    return element.type === 'feedback_buttons' ? showFeedback(element, slot) : showIconButton(element, slot);
  });
  return h('div', { class: 'context-actions' }, ...nodes);
}

/** Two buttons of which the one that was chosen stays pressed. */
function showFeedback(element: FeedbackButtons, slot: Slot): HTMLElement[] {
  const sides = [
    { side: element.positive_button, sign: 'up-thumb' },
    { side: element.negative_button, sign: 'down-thumb' },
  ] as const;
  const buttons = sides.map(({ side, sign }) =>
    h(
      'button',
      {
        type: 'button',
        class: 'quiet-button',
        'aria-pressed': 'false',
        'aria-label': side.accessibility_label ?? null,
        'data-focus': `${focusKey(slot)}/${sign}`,
      },
      icon(sign),
      plainText(side.text),
    ),
  );
  buttons.forEach((button, index) => {
    button.addEventListener('click', () => {
      for (const one of buttons) one.setAttribute('aria-pressed', String(one === button));
      const value = sides[index]?.side.value;
      dispatch(slot, { type: 'feedback_buttons', ...(value !== undefined && { value }) });
    });
  });
  return buttons;
}

/** Slack has one icon so far, `trash`; another shows as its text alone. */
function showIconButton(element: IconButton, slot: Slot): HTMLElement[] {
  const { world } = slot.scene;
  if (element.visible_to_user_ids && !element.visible_to_user_ids.includes(world.me.id)) return [];
  const known = element.icon === 'trash';
  const text = plainText(element.text);
  const node = h(
    'button',
    {
      type: 'button',
      class: 'quiet-button',
      title: text,
      'aria-label': element.accessibility_label ?? null,
      'data-focus': focusKey(slot),
    },
    known ? icon('trash') : text,
    known && unseen(text),
  );
  node.addEventListener('click', async () => {
    if (element.confirm !== undefined && !(await askConfirmation(element.confirm, world))) return;
    dispatch(slot, { type: 'icon_button', ...(element.value !== undefined && { value: element.value }) });
  });
  return [node];
}
