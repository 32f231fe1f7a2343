/** Dates and times, with the browser's own pickers. */
import type { Datepicker, DateTimepicker, Timepicker } from '@slack/types';
import { h } from '../dom.ts';
import type { ElementState } from '../protocol.ts';
import { instantOf, wallClockOf } from '../text/dates.ts';
import type { Slot } from './scene.ts';
import { change, held, naming } from './scene.ts';

type Picker = Datepicker | Timepicker | DateTimepicker;

const inputTypes = { datepicker: 'date', timepicker: 'time', datetimepicker: 'datetime-local' };
/** A date is typed part by part, and each part is a change: wait for the rest. */
const settleMs = 600;

export function showPicker(element: Picker, slot: Slot): HTMLElement {
  const zone = slot.scene.world.me.timeZone;
  const input = h('input', {
    id: slot.controlId,
    class: `text-input picker picker-${element.type}`,
    type: inputTypes[element.type],
    ...naming(slot),
  });
  const put = (state: ElementState | undefined) => {
    const seconds = state?.selected_date_time;
    const moment = typeof seconds === 'number' ? wallClockOf(seconds, zone) : '';
    input.value = state?.selected_date ?? state?.selected_time ?? moment;
  };
  put(held(slot));
  let timer: number | undefined;
  let pending = false;
  const send = () => {
    window.clearTimeout(timer);
    if (!pending) return;
    pending = false;
    change(slot, stateOf(element, input.value, zone), element.confirm, put);
  };
  input.addEventListener('change', () => {
    pending = true;
    window.clearTimeout(timer);
    if (slot.dispatches) timer = window.setTimeout(send, settleMs);
    else send();
  });
  input.addEventListener('blur', send);
  if (element.type !== 'datetimepicker') return input;
  return h(
    'div',
    { class: 'picker-with-zone' },
    input,
    h('span', { class: 'zone' }, zone.replaceAll('_', ' ')),
  );
}

function stateOf(element: Picker, typed: string, zone: string): ElementState {
  const value = typed === '' ? null : typed;
  if (element.type === 'datepicker') return { type: element.type, selected_date: value };
  if (element.type === 'timepicker') return { type: element.type, selected_time: value };
  return {
    type: element.type,
    selected_date_time: value === null ? null : instantOf(value.slice(0, 16), zone),
  };
}
