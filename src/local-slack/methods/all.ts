/** All methods of the Web API that local-slack has. */
import { blockMethods } from './block-methods.ts';
import { chatMethods } from './chat-methods.ts';
import { conversationMethods } from './conversation-methods.ts';
import { fileMethods } from './file-methods.ts';
import { historyMethods } from './history-methods.ts';
import { membershipMethods } from './membership-methods.ts';
import type { Methods } from './method.ts';
import { oauthMethods } from './oauth-methods.ts';
import { reactionMethods } from './reaction-methods.ts';
import { scheduledMethods } from './scheduled-methods.ts';
import { usergroupMethods } from './usergroup-methods.ts';
import { viewMethods } from './view-methods.ts';
import { workspaceMethods } from './workspace-methods.ts';

/** By name, as `chat.postMessage`. */
export const METHODS: Methods = {
  ...workspaceMethods,
  ...conversationMethods,
  ...membershipMethods,
  ...historyMethods,
  ...chatMethods,
  ...scheduledMethods,
  ...reactionMethods,
  ...fileMethods,
  ...usergroupMethods,
  ...viewMethods,
  ...blockMethods,
  ...oauthMethods,
};
