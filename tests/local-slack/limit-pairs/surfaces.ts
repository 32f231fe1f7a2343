/** Which block may stand where: every block in its smallest form, on every surface. */
import type { Pair } from './pair.ts';
import {
  actions,
  button,
  card,
  carousel,
  chart,
  container,
  dataTable,
  divider,
  image,
  inMessage,
  input,
  on,
  pie,
  plain,
  richText,
  section,
  table,
  task,
  textInput,
  video,
} from './payloads.ts';

type Surface = keyof typeof on;
const ALL: Surface[] = ['message', 'modal', 'home'];

/** Every block in its smallest form, and where it may stand. */
const STANDS: [block: Record<string, unknown> & { type: string }, surfaces: Surface[]][] = [
  [actions(button()), ALL],
  [{ type: 'alert', text: plain() }, ['modal']],
  [card(), ['message', 'home']],
  [carousel(1), ['message', 'home']],
  [container(), ['message']],
  [{ type: 'context', elements: [plain()] }, ALL],
  [
    { type: 'context_actions', elements: [{ type: 'icon_button', icon: 'trash', text: plain() }] },
    ['message'],
  ],
  [dataTable(), ['message', 'home']],
  [chart(pie()), ['message']],
  [divider, ALL],
  [{ type: 'file', source: 'remote', external_id: 'a' }, []],
  [{ type: 'header', text: plain() }, ALL],
  [image(), ALL],
  [textInput(), ALL],
  [{ type: 'markdown', text: 'x' }, ['message']],
  [{ type: 'plan', title: 'A', tasks: [task()] }, ['message']],
  [richText(), ALL],
  [section(), ALL],
  [table(), ['message', 'home']],
  [task(), ['message']],
  [video(), ALL],
];

/** A block that may stand everywhere is refused nowhere: there its misspelt name is the outside. */
export const SURFACE_PAIRS: Pair[] = STANDS.map(([block, surfaces]) => {
  const strange = ALL.filter((one) => !surfaces.includes(one));
  const misspelt = { ...block, type: `${block.type}s` };
  return {
    id: `surface.${block.type}`,
    end: 'rule',
    within: () => surfaces.flatMap((surface) => on[surface]([block])),
    beyond: () =>
      strange.length === 0
        ? inMessage([misspelt])
        : strange.flatMap((surface) => on[surface]([block]).map((line) => line.replace('/view', ''))),
    refusal: [
      strange[0] === undefined || strange[0] === 'message' ? 'invalid_blocks' : 'invalid_arguments',
      `[ERROR] unsupported type: ${strange.length === 0 ? misspelt.type : block.type} [json-pointer:/blocks/0/type]`,
    ],
  };
});

/** Elements that not every surface takes. */
const ELEMENT_STANDS: [element: { type: string }, surfaces: Surface[]][] = [
  [{ type: 'email_text_input' }, ['modal']],
  [{ type: 'number_input', is_decimal_allowed: false } as { type: string }, ['modal']],
  [{ type: 'file_input' }, ['modal']],
  [{ type: 'datetimepicker' }, ['message', 'modal']],
  [{ type: 'rich_text_input' }, ['modal', 'home']],
];

export const ELEMENT_SURFACE_PAIRS: Pair[] = ELEMENT_STANDS.map(([element, surfaces]) => {
  const strange = ALL.filter((one) => !surfaces.includes(one));
  return {
    id: `element_surface.${element.type}`,
    end: 'rule',
    within: () => surfaces.flatMap((surface) => on[surface]([input(element)])),
    beyond: () => strange.flatMap((surface) => on[surface]([input(element)])),
    refusal: strange.flatMap((surface) =>
      surface === 'message'
        ? [
            'invalid_blocks',
            `[ERROR] unsupported type: ${element.type} [json-pointer:/blocks/0/element/type]`,
          ]
        : [
            'invalid_arguments',
            `[ERROR] unsupported type: ${element.type} [json-pointer:/view/blocks/0/element/type]`,
          ],
    ),
  };
});

/** How many surfaces refuse each block: the pair above would be content with one. */
export const REFUSING = STANDS.map(([block, surfaces]) => ({
  type: block.type,
  refused: ALL.filter((surface) => on[surface]([block]).length > 0),
  expected: ALL.filter((surface) => !surfaces.includes(surface)),
}));
