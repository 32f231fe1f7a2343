/** Pairs of the limits of elements and composition objects. */
import { largest, longest, most, type Pair, shortest, smallest } from './pair.ts';
import {
  actions,
  address,
  button,
  chars,
  contextActions,
  groups,
  iconButton,
  input,
  menu,
  mrkdwn,
  option,
  options,
  plain,
  section,
  textInput,
  times,
  video,
  workflowButton,
} from './payloads.ts';

const feedback = (more: object) =>
  contextActions({
    type: 'feedback_buttons',
    positive_button: { text: plain(), value: 'a', ...more },
    negative_button: { text: plain(), value: 'b' },
  });
const confirm = (more: object) => actions(button({ confirm: { text: plain(), ...more } }));
const files = (size: number) => input({ type: 'file_input', max_files: size });
const instant = (size: number) => input({ type: 'datetimepicker', initial_date_time: size });
const richInput = (more: object) => input({ type: 'rich_text_input', ...more });
const overflow = (more: object) => section({ accessory: { type: 'overflow', options: [option(more)] } });
const oneOption = (more: object) => menu({ type: 'static_select', options: [option(more)] });
const grouped = (type: string) => (size: number) =>
  section({ accessory: { type, option_groups: groups(size) } });

const BUTTONS = [
  longest('type.Button.text', 75, (n) => actions(button({ text: plain(n) })), '/elements/0/text/text'),
  longest('type.Button.value', 2000, (n) => actions(button({ value: chars(n) })), '/elements/0/value'),
  longest('type.Button.url', 3000, (n) => actions(button({ url: address(n) })), '/elements/0/url'),
  longest(
    'type.Button.accessibility_label',
    75,
    (n) => actions(button({ accessibility_label: chars(n) })),
    '/elements/0/accessibility_label',
  ),
  longest(
    'type.FeedbackButtons.accessibility_label',
    75,
    (n) => feedback({ accessibility_label: chars(n) }),
    '/elements/0/positive_button/accessibility_label',
  ),
  longest(
    'type.IconButton.accessibility_label',
    75,
    (n) => contextActions(iconButton({ accessibility_label: chars(n) })),
    '/elements/0/accessibility_label',
  ),
  most(
    'icon_button.visible_to_user_ids',
    10,
    (n) => contextActions(iconButton({ visible_to_user_ids: times(n, (index) => `U${index}`) })),
    '/elements/0/visible_to_user_ids',
  ),
  longest(
    'type.WorkflowButton.text',
    75,
    (n) => actions(workflowButton({ text: plain(n) })),
    '/elements/0/text/text',
  ),
  longest(
    'type.WorkflowButton.accessibility_label',
    75,
    (n) => actions(workflowButton({ accessibility_label: chars(n) })),
    '/elements/0/accessibility_label',
  ),
  longest(
    'type.Action.action_id',
    255,
    (n) => actions(button({ action_id: chars(n) })),
    '/elements/0/action_id',
  ),
];

const CHOICES = [
  most(
    'type.Checkboxes.options',
    10,
    (n) => menu({ type: 'checkboxes', options: options(n) }),
    '/accessory/options',
  ),
  most(
    'type.RadioButtons.options',
    10,
    (n) => menu({ type: 'radio_buttons', options: options(n) }),
    '/accessory/options',
  ),
  most(
    'type.Overflow.options',
    5,
    (n) => menu({ type: 'overflow', options: options(n) }),
    '/accessory/options',
  ),
  most(
    'type.StaticSelect.options',
    100,
    (n) => menu({ type: 'static_select', options: options(n) }),
    '/accessory/options',
  ),
  most('type.StaticSelect.option_groups', 100, grouped('static_select'), '/accessory/option_groups'),
  most(
    'type.MultiStaticSelect.options',
    100,
    (n) => menu({ type: 'multi_static_select', options: options(n) }),
    '/accessory/options',
  ),
  most(
    'type.MultiStaticSelect.option_groups',
    100,
    grouped('multi_static_select'),
    '/accessory/option_groups',
  ),
  smallest(
    'type.MaxItemsSelectable.max_selected_items',
    1,
    (n) => menu({ type: 'multi_static_select', max_selected_items: n }),
    '/accessory/max_selected_items',
  ),
  longest(
    'type.Placeholdable.placeholder',
    150,
    (n) => menu({ type: 'static_select', placeholder: plain(n) }),
    '/accessory/placeholder/text',
  ),
  longest(
    'type.OptionDescriptor.value',
    150,
    (n) => oneOption({ value: chars(n) }),
    '/accessory/options/0/value',
  ),
  longest(
    'type.OptionDescriptor.url',
    3000,
    (n) => overflow({ url: address(n) }),
    '/accessory/options/0/url',
  ),
  longest(
    'type.OptionDescriptor.description',
    75,
    (n) => oneOption({ description: plain(n) }),
    '/accessory/options/0/description/text',
  ),
  longest(
    'type.MrkdwnOption.text',
    75,
    (n) => menu({ type: 'checkboxes', options: [option({ text: mrkdwn(n) })] }),
    '/accessory/options/0/text/text',
  ),
  longest(
    'type.PlainTextOption.text',
    75,
    (n) => oneOption({ text: plain(n) }),
    '/accessory/options/0/text/text',
  ),
  longest(
    'type.OptionGroup.label',
    75,
    (n) =>
      section({
        accessory: { type: 'static_select', option_groups: [{ label: plain(n), options: options(1) }] },
      }),
    '/accessory/option_groups/0/label/text',
  ),
  most(
    'type.OptionGroup.options',
    100,
    (n) =>
      section({
        accessory: { type: 'static_select', option_groups: [{ label: plain(), options: options(n) }] },
      }),
    '/accessory/option_groups/0/options',
  ),
];

const FIELDS = [
  smallest('type.FileInput.max_files', 1, files, '/element/max_files', 'modal'),
  largest('type.FileInput.max_files', 10, files, '/element/max_files', 'modal'),
  largest('type.PlainTextInput.min_length', 3000, (n) => textInput({ min_length: n }), '/element/min_length'),
  smallest('plain_text_input.max_length', 1, (n) => textInput({ max_length: n }), '/element/max_length'),
  largest('plain_text_input.max_length', 3000, (n) => textInput({ max_length: n }), '/element/max_length'),
  smallest(
    'type.RichTextInput.min_lines',
    1,
    (n) => richInput({ min_lines: n }),
    '/element/min_lines',
    'modal',
  ),
  largest(
    'type.RichTextInput.min_lines',
    100,
    (n) => richInput({ min_lines: n }),
    '/element/min_lines',
    'modal',
  ),
  smallest(
    'type.RichTextInput.max_lines',
    1,
    (n) => richInput({ max_lines: n }),
    '/element/max_lines',
    'modal',
  ),
  largest(
    'type.RichTextInput.max_lines',
    100,
    (n) => richInput({ max_lines: n }),
    '/element/max_lines',
    'modal',
  ),
];

const TEXTS = [
  longest('type.Confirm.title', 100, (n) => confirm({ title: plain(n) }), '/elements/0/confirm/title/text'),
  longest('type.Confirm.text', 300, (n) => confirm({ text: plain(n) }), '/elements/0/confirm/text/text'),
  longest(
    'type.Confirm.confirm',
    30,
    (n) => confirm({ confirm: plain(n) }),
    '/elements/0/confirm/confirm/text',
  ),
  longest('type.Confirm.deny', 30, (n) => confirm({ deny: plain(n) }), '/elements/0/confirm/deny/text'),
  // Texts in places that have no limit of their own.
  shortest('type.PlainTextElement.text', 1, (n) => video({ description: plain(n) }), '/description/text'),
  longest('type.PlainTextElement.text', 3000, (n) => video({ description: plain(n) }), '/description/text'),
  shortest(
    'type.MrkdwnElement.text',
    1,
    (n) => ({ type: 'context', elements: [mrkdwn(n)] }),
    '/elements/0/text',
  ),
  longest(
    'type.MrkdwnElement.text',
    3000,
    (n) => ({ type: 'context', elements: [mrkdwn(n)] }),
    '/elements/0/text',
  ),
];

const INSTANTS = [
  smallest('datetimepicker.initial_date_time', 1_000_000_000, instant, '/element/initial_date_time'),
  largest('datetimepicker.initial_date_time', 9_999_999_999, instant, '/element/initial_date_time'),
];

export const ELEMENT_PAIRS: Pair[] = [...BUTTONS, ...CHOICES, ...FIELDS, ...TEXTS, ...INSTANTS];
