/** usergroups.list, usergroups.users.list: a workspace here has no user groups. */
import { z } from 'zod';
import { flag, type Methods, method, refuse, text } from './method.ts';

/** Methods about user groups. */
export const usergroupMethods: Methods = {
  'usergroups.list': method({
    scopes: ['usergroups:read'],
    args: z.object({
      include_count: flag.default(false),
      include_disabled: flag.default(false),
      include_users: flag.default(false),
    }),
    run: () => ({ ok: true, usergroups: [] }),
  }),

  'usergroups.users.list': method({
    scopes: ['usergroups:read'],
    args: z.object({ usergroup: text, include_disabled: flag.default(false) }),
    run: () => refuse('no_such_subteam'),
  }),
};
