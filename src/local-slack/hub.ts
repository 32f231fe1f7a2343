/** The workspaces of a running local-slack: which one is meant by a token, a person or a team. */
import type { TokenKind } from './methods/method.ts';
import type { Slack } from './slack.ts';

/** All workspaces. The first is where the app is installed from the start. */
export class Hub {
  readonly first: Slack;
  readonly all: readonly Slack[];

  constructor(first: Slack, others: readonly Slack[]) {
    this.first = first;
    this.all = [first, ...others];
  }

  /** The workspace a person belongs to. People's ids are told apart in all workspaces together. */
  ofPerson(id: string): Slack | undefined {
    return this.all.find((one) => {
      const person = one.workspace.people.get(id);
      return person && !person.isBot;
    });
  }

  /** Whose token this is. The token of the app itself belongs to no workspace: the first stands for all. */
  ofToken(token: string): { slack: Slack; kind: TokenKind } | undefined {
    if (token === this.first.identity.appToken) return { slack: this.first, kind: 'app' };
    const slack = this.all.find((one) => one.installation?.botToken === token);
    return slack && { slack, kind: 'bot' };
  }

  /** Was this token good once? */
  wasRevoked(token: string): boolean {
    return this.all.some((one) => one.revokedTokens.has(token));
  }
}
