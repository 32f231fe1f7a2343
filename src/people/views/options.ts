import type { Texts } from '../../locales/texts.ts';
import { type Option, option } from '../../slack/inputs.ts';
import { SPOKEN, WAYS } from '../profile.ts';
import { TOPICS } from '../topics.ts';
import { languageName, topicName, wayName } from './words.ts';

/** Every topic, to be chosen from; its value is the topic's id. */
export function topicOptions(t: Texts): Option[] {
  return TOPICS.map(({ id }) => option(topicName(t, id), id));
}

/** Every way of working, to be ticked. */
export function wayOptions(t: Texts): Option[] {
  return WAYS.map((way) => option(wayName(t, way), way));
}

/** Every language that can be chosen, by its name in the reader's. */
export function languageOptions(t: Texts): Option[] {
  return SPOKEN.map((spoken) => option(languageName(t, spoken), spoken)).toSorted((a, b) =>
    a.text.text.localeCompare(b.text.text, t.language),
  );
}
