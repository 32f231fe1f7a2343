/** What selects and their lists say to each other. Types only, so the browser never fetches it. */
import type { MultiSelect, Option, Select } from '@slack/types';

export type AnySelect = Select | MultiSelect;

export interface Choice {
  value: string;
  text: string;
  description: string | null;
  /** The option of a static or external select, as the app gave it. */
  option: Option | null;
}

export interface ChoiceGroup {
  /** Null for choices that stand in no group. */
  label: string | null;
  choices: Choice[];
}

export interface ComboboxOptions {
  id: string;
  /** Names and describes the field. */
  attributes: Record<string, string | null>;
  placeholder: string;
  multiple: boolean;
  max: number | null;
  chosen: Choice[];
  /** How long to wait for more typing before `find` is asked. */
  waitMs: number;
  /** How many characters `find` needs. */
  minimum: number;
  find: (typed: string) => ChoiceGroup[] | Promise<ChoiceGroup[] | { error: string }>;
  onChange: (chosen: Choice[]) => void;
}

export interface Combobox {
  node: HTMLElement;
  /** Shows another choice without telling anybody. */
  put: (chosen: Choice[]) => void;
}
