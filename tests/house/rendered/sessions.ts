import type { Rendered } from './common.ts';

export const SESSIONS: Rendered = {};

export const SESSIONS_PARTS = ['whenText'];
