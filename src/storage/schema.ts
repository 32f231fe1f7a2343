import type { Generated } from 'kysely';

/** The tables, as the newest migration leaves them. Instants are UTC. */
export interface Schema {
  workspaces: {
    /** Slack's team id. */
    id: string;
    created_at: Generated<Date>;
  };
  contacts: {
    workspace_id: string;
    kind: 'support' | 'hr' | 'trust';
    /** Slack user ids, in the order they are shown. */
    people: string[];
    /** Other ways to reach them, as an admin typed it; empty if none. */
    note: string;
    updated_at: Date;
    updated_by: string;
  };
}
