/** The bot scopes of `manifest.json`, as the token has to have them. */
export const SCOPES: readonly string[] = [
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:write',
  'usergroups:read',
  'users:read',
  'users:read.email',
];
