import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { LocalSlack } from '../../../src/local-slack/server.ts';
import type { PersonId } from '../../../src/ports.ts';
import type { Database } from '../../../src/storage/database.ts';

const Manifest = z.looseObject({
  oauth_config: z.looseObject({
    scopes: z.looseObject({ bot: z.array(z.string()), bot_optional: z.array(z.string()) }),
  }),
});

/** The app's manifest as somebody installs it who leaves these scopes out. */
export function manifestWithout(...left: string[]): object {
  const manifest = Manifest.parse(parse(readFileSync('manifest.yml', 'utf8')));
  const { scopes } = manifest.oauth_config;
  for (const name of ['bot', 'bot_optional'] as const)
    scopes[name] = scopes[name].filter((scope) => !left.includes(scope));
  return manifest;
}

/** Says what was counted to whoever runs the tests. */
export function tell(what: string): void {
  process.stdout.write(`  ${what}\n`);
}

const State = z.object({ messages: z.record(z.string(), z.array(z.unknown())) });

/** How many messages of the app somebody has in Slack. */
export async function messagesOf(slack: LocalSlack, person: PersonId): Promise<number> {
  const answer = await fetch(`${slack.url}/page/state?user=${person}`);
  const { messages } = State.parse(await answer.json());
  return messages[`D${person.slice(1)}`]?.length ?? 0;
}

/** The calls that were to post something to somebody. */
export function postsTo(journal: LocalSlack['journal'], person: PersonId): LocalSlack['journal'] {
  return journal.filter(
    (entry) =>
      entry.type === 'call' &&
      entry.method === 'chat.postMessage' &&
      'channel' in entry.args &&
      entry.args.channel === person,
  );
}

/** The calls that Slack took and answered with yes, by the delivery they were for; answers that were lost are among them. */
export function arrived(journal: LocalSlack['journal']): Map<string, number> {
  const times = new Map<string, number>();
  for (const entry of journal) {
    if (entry.type !== 'call' || entry.method !== 'chat.postMessage') continue;
    if (!('ok' in entry.answer) || entry.answer.ok !== true) continue;
    const [id = 'none'] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(JSON.stringify(entry.args)) ?? [];
    times.set(id, (times.get(id) ?? 0) + 1);
  }
  return times;
}

/** What stands in the table, as `sent 4999, skipped 1`. */
export async function statesOf(db: Database): Promise<string> {
  const rows = await db
    .selectFrom('deliveries')
    .select(['state', (select) => select.fn.countAll<number>().as('count')])
    .groupBy('state')
    .orderBy('state')
    .execute();
  return rows.map(({ state, count }) => `${state} ${count}`).join(', ');
}

/** What came of everything, as `sent 60; arrived 60, twice 0`. */
export async function counts(db: Database, journal: LocalSlack['journal']): Promise<string> {
  const times = [...arrived(journal).values()];
  return `${await statesOf(db)}; arrived ${times.length}, twice ${times.filter((many) => many > 1).length}`;
}
