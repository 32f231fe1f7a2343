/** What mrkdwn is parsed to. Types only. */

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike' | 'code'; children: Inline[] }
  | { kind: 'link'; url: string; text: string }
  | { kind: 'user' | 'channel' | 'group'; id: string; label: string | null }
  | { kind: 'broadcast'; range: string }
  | { kind: 'date'; seconds: number; format: string; url: string | null; fallback: string }
  | { kind: 'emoji'; name: string; character: string };

export type Part =
  | { kind: 'lines'; children: Inline[] }
  | { kind: 'preformatted'; children: Inline[] }
  | { kind: 'quote'; parts: Part[] };

export interface MrkdwnOptions {
  /** As in Slack's text objects: bare URLs stay text. */
  verbatim?: boolean | undefined;
}
