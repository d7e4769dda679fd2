import type { Json, Message, Person, SharedFile } from './contract.ts';
import type { Conversation } from './conversations.ts';
import type { OpenView } from './views.ts';
import type { World } from './world.ts';

/** Strangers belong to another workspace: https://docs.slack.dev/apis/slack-connect */
export const teamOf = (world: World, person: Person | undefined): string =>
  person?.kind === 'stranger' ? 'T0ELSEWHERE' : world.team.id;

/** https://docs.slack.dev/reference/objects/message-object */
export function messageJson(world: World, message: Message, withMetadata = true): Json {
  const { channel, ts, threadTs, user, text, blocks, metadata, files, editedTs } = message;
  const replies = world.messages.replyCount(channel, ts);
  return {
    type: 'message',
    user,
    ...(user === world.people.bot.id && { bot_id: world.app.botId, app_id: world.app.id }),
    team: teamOf(world, world.people.find(user)),
    ts,
    text,
    ...(blocks.length > 0 && { blocks }),
    ...(files && { files: files.map((file) => fileJson(world, file)), upload: true }),
    ...(withMetadata && metadata && { metadata }),
    ...(editedTs && { edited: { user, ts: editedTs } }),
    ...(threadTs && { thread_ts: threadTs, parent_user_id: world.messages.find(channel, threadTs)?.user }),
    ...(replies > 0 && threadJson(world, message)),
  };
}

function threadJson(world: World, { channel, ts }: Message): Json {
  const replies = world.messages.replies(channel, ts);
  const users = [...new Set(replies.map(({ user }) => user))];
  const count = { reply_count: replies.length, reply_users_count: users.length };
  return { thread_ts: ts, ...count, latest_reply: replies.at(-1)?.ts, reply_users: users, is_locked: false };
}

/** https://docs.slack.dev/reference/objects/file-object */
export function fileJson(world: World, file: SharedFile): Json {
  const { id, name, title, filetype, mimetype, created, urlPrivate, permalink, size } = file;
  return {
    id,
    created,
    timestamp: created,
    name,
    title,
    mimetype,
    filetype,
    user: world.people.bot.id,
    size,
    mode: 'hosted',
    url_private: urlPrivate,
    permalink,
  };
}

/** https://docs.slack.dev/reference/views/modal-views */
export function viewJson(world: World, view: OpenView): Json {
  const { payload } = view;
  return {
    id: view.id,
    team_id: world.team.id,
    type: payload.type,
    blocks: payload.blocks,
    private_metadata: payload.private_metadata ?? '',
    callback_id: view.callbackId,
    state: { values: view.values },
    hash: view.hash,
    title: payload.title,
    close: payload.close ?? null,
    submit: payload.submit ?? null,
    clear_on_close: payload.clear_on_close ?? false,
    notify_on_close: payload.notify_on_close ?? false,
    previous_view_id: view.previousId ?? null,
    root_view_id: view.rootId,
    app_id: world.app.id,
    external_id: view.externalId,
    app_installed_team_id: world.team.id,
    bot_id: world.app.botId,
  };
}

/** Of a deactivated person less is left: https://docs.slack.dev/reference/objects/user-object */
export function userJson(world: World, person: Person): Json {
  const isDeactivated = person.kind === 'deactivated';
  const isMember = person.kind === 'member';
  return {
    id: person.id,
    team_id: teamOf(world, person),
    name: person.name,
    deleted: isDeactivated,
    real_name: person.realName,
    ...(!isDeactivated && { color: '9f69e7', ...zoneJson(person.timezone, world.now()) }),
    profile: profileJson(world, person),
    is_bot: person.kind === 'bot',
    is_app_user: false,
    updated: Math.floor(world.now() / 1000),
    ...(!isDeactivated && { is_admin: false, is_owner: false, is_primary_owner: false }),
    ...(!isDeactivated && { is_restricted: person.kind === 'guest', is_ultra_restricted: false }),
    ...(isMember && { is_email_confirmed: true, who_can_share_contact_card: 'EVERYONE' }),
    ...(person.kind === 'stranger' && { is_stranger: true }),
  };
}

function profileJson(world: World, person: Person): Json {
  const { name, realName, title, email } = person;
  const [first = '', ...rest] = realName.split(' ');
  const names = { real_name: realName, real_name_normalized: realName, first_name: first, last_name: rest.join(' ') };
  return {
    title,
    phone: '',
    skype: '',
    ...names,
    display_name: name,
    display_name_normalized: name,
    status_text: '',
    status_emoji: '',
    avatar_hash: 'g0000000',
    team: teamOf(world, person),
    // https://docs.slack.dev/reference/scopes/users.read.email
    ...(email && world.scopes.includes('users:read.email') && { email }),
  };
}

function zoneJson(zone: string, at: number): Json {
  const inZone = (style: 'longOffset' | 'long') =>
    new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: style })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d+):(\d+)/.exec(inZone('longOffset')) ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
  return { tz: zone, tz_label: inZone('long'), tz_offset: offset };
}

/** https://docs.slack.dev/reference/objects/conversation-object */
export function conversationJson(world: World, conversation: Conversation): Json {
  const { id, kind, name, isArchived, created, dmWith } = conversation;
  if (kind === 'im') {
    const isDeactivated = world.people.find(dmWith ?? '')?.kind === 'deactivated';
    return { id, created, is_im: true, is_org_shared: false, user: dmWith, is_user_deleted: isDeactivated };
  }
  const shape = { is_channel: kind === 'channel', is_group: kind === 'private', is_im: false, is_mpim: false };
  return {
    id,
    name,
    name_normalized: name,
    ...shape,
    created,
    is_private: kind === 'private',
    is_archived: isArchived,
    is_general: name === 'general',
    is_shared: false,
    is_org_shared: false,
    is_member: world.conversations.has(conversation, world.people.bot.id),
    creator: world.people.all()[0]?.id ?? world.people.bot.id,
    context_team_id: world.team.id,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: world.conversations.membersOf(conversation).length,
  };
}
