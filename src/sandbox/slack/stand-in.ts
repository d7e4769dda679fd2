import type { Person, PersonSession, SlackOptions, SlackStandIn } from './contract.ts';
import type { Conversation } from './conversations.ts';
import type { Deliver } from './delivery.ts';
import { deliverOverHttp } from './delivery-http.ts';
import { sockets } from './delivery-socket.ts';
import { type Events, events } from './events.ts';
import { faults } from './faults.ts';
import { listen, urlOf } from './server.ts';
import { personSession } from './session/session.ts';
import { userJson } from './slack-json.ts';
import { webApi } from './web-api/calls.ts';
import { type World, world } from './world.ts';

/** Starts a stand-in for Slack on 127.0.0.1: its Web API, its deliveries to the bot, and the people in front of it. */
export async function startSlack(options: SlackOptions): Promise<SlackStandIn> {
  let url = '';
  let requestUrl = options.requestUrl;
  const workspace = world(options, () => url);
  const { people, conversations, messages } = workspace;
  const links = sockets(workspace, () => url);
  const wrongs = faults();
  const api = webApi(workspace, wrongs, links.methods);
  const deliver: Deliver = (parcel) =>
    requestUrl ? deliverOverHttp(workspace, requestUrl, parcel) : links.deliver(parcel);
  const told = events(workspace, deliver);
  const server = await listen(workspace, api, wrongs, links);
  url = urlOf(server);
  const changed = ({ id }: Conversation) => workspace.changes.tell({ kind: 'message', channel: id });

  return {
    url,
    botUserId: options.botUserId,
    as: sessions(workspace, deliver, told.send),
    person: people.find,
    people: people.all,
    allMessages: (channel) => messages.all(conversations.find(channel)?.id ?? channel),
    botDm: (userId) => conversations.dmOf(userId)?.id,
    fail: wrongs.add,
    clearFaults: wrongs.clear,
    archive: (channel) => changed(conversations.setArchived(channel, true)),
    unarchive: (channel) => changed(conversations.setArchived(channel, false)),
    isArchived: (channel) => conversations.find(channel)?.isArchived ?? false,
    setMember: (channel, userId, isMember) => changed(conversations.setMember(channel, userId, isMember)),
    isMember: (channel, userId) => {
      const found = conversations.find(channel);
      return found !== undefined && conversations.has(found, userId);
    },
    setPersonKind: async (userId, kind) => told.send(personChanged(workspace, userId, kind)),
    userGroups: workspace.userGroups.all,
    setUserGroup: workspace.userGroups.change,
    setRequestUrl: (next) => {
      requestUrl = next;
    },
    file: workspace.files.find,
    calls: () => [...api.calls],
    complaints: () => [...workspace.complaints],
    refreshSockets: links.refresh,
    onChange: workspace.changes.listen,
    stop: async () => {
      told.stop();
      links.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** https://docs.slack.dev/reference/events/user_change */
function personChanged(workspace: World, userId: string, kind: Person['kind']) {
  const person = workspace.people.setKind(userId, kind);
  if (kind === 'deactivated') workspace.views.clear(userId);
  workspace.changes.tell({ kind: 'people', user: userId });
  const cacheTs = Math.floor(workspace.now() / 1000);
  return { type: 'user_change', user: userJson(workspace, person), cache_ts: cacheTs };
}

/** One client for each person: what they picked in a message stays picked. */
function sessions(workspace: World, deliver: Deliver, send: Events['send']): SlackStandIn['as'] {
  const known = new Map<string, PersonSession>();
  return (userId) => {
    const session = known.get(userId) ?? personSession(workspace, userId, deliver, send);
    known.set(userId, session);
    return session;
  };
}
