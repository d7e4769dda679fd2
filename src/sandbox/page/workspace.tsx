import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ClockFace, Conversation, Workspace as WorkspaceData } from '../server/wire.ts';
import type { Person } from '../slack/contract.ts';
import { actor } from './api.ts';
import { ConversationView, titleOf } from './chat/conversation.tsx';
import type { ThreadPlace } from './chat/thread.tsx';
import type { Desk } from './desk.ts';
import type { Destination } from './destination.ts';
import { destinationOf } from './destination.ts';
import { PeopleRail } from './frame/people-rail.tsx';
import { Places, placesOf } from './frame/places.tsx';
import { Side } from './frame/side.tsx';
import { Sidebar } from './frame/sidebar.tsx';
import { StoryBar } from './frame/story-bar.tsx';
import { Toasts } from './frame/toasts.tsx';
import { Top } from './frame/top.tsx';
import type { Here } from './here.ts';
import { HereContext, useHere } from './here.ts';
import { ModalView } from './modal/modal.tsx';
import { EMPTY } from './rooms.ts';
import { useSideTabs } from './side-tabs.tsx';
import { useStory } from './use-story.ts';

interface Props {
  readonly desk: Desk;
  readonly workspace: WorkspaceData;
  readonly clock: ClockFace;
  readonly me: Person;
  /** Id of the conversation to show, or `dm` for the one with the app. */
  readonly wanted: string | undefined;
  readonly onMove: (to: { user: string; channel: string | undefined }) => void;
}

/** What is open beside the conversation. */
export interface Beside {
  readonly thread?: ThreadPlace | undefined;
  readonly issue?: string | undefined;
  readonly incident?: string | undefined;
  readonly tab: string;
}

export function Workspace({ desk, workspace, clock, me, wanted, onMove }: Props) {
  const [beside, setBeside] = useState<Beside>({ tab: 'jira' });
  const [place, setPlace] = useState('chat');
  const [lit, setLit] = useState<string>();
  const conversations = desk.conversations ?? [];
  const current = conversationOf(conversations, wanted);

  const show = (changed: Partial<Beside> & { tab: string }) => {
    setBeside((before) => ({ ...before, ...changed }));
    setPlace(changed.tab);
  };
  const story = useStory(desk.story, ({ person, channel, threadTs }) => {
    onMove({ user: person, channel: channel ?? (current?.dmWith ? 'dm' : current?.id) });
    setPlace('chat');
    if (channel && threadTs) show({ tab: 'thread', thread: { channel, ts: threadTs } });
  });
  const openChannel = (channel: string, ts?: string) => {
    story.takeOver();
    onMove({ user: me.id, channel });
    setLit(ts);
    setPlace('chat');
  };
  const visit = (destination: Destination) => {
    if (destination.kind === 'issue') return show({ tab: 'jira', issue: destination.key });
    if (destination.kind === 'incident') return show({ tab: 'pagerduty', incident: destination.id });
    if (destination.kind === 'code') return show({ tab: 'github' });
    const { channel, ts, threadTs } = destination;
    openChannel(channel, ts);
    if (threadTs) show({ tab: 'thread', thread: { channel, ts: threadTs } });
  };
  const here = useHereOf({ me, workspace, conversations, clock, openChannel, visit });
  const tabs = useSideTabs({ desk, beside, lit, show, setBeside });
  const view = desk.views.at(-1);
  const title = current ? titleOf(current, here) : 'Sandbox';
  useEffect(() => {
    document.title = `${me.realName} · ${title}`;
  }, [me, title]);

  return (
    <HereContext.Provider value={here}>
      <div class="workspace" data-place={place === 'chat' || place === 'rooms' ? place : 'side'}>
        <Top desk={desk} clock={clock} />
        {desk.story && <StoryBar scene={desk.story} isFollowing={story.isFollowing} onFollow={story.setFollowing} />}
        <PeopleRail
          attention={desk.attention}
          busy={desk.busy}
          onBe={(user) => {
            story.takeOver();
            onMove({ user, channel: current?.dmWith ? 'dm' : current?.id });
          }}
        />
        <Sidebar current={current?.id} isInert={view !== undefined} />
        <main inert={view !== undefined}>
          {desk.conversations === undefined && <p class="starting slowly">Opening…</p>}
          {me.kind === 'deactivated' && <SignedOut />}
          {current && (
            <ConversationView
              key={`${me.id}/${current.id}`}
              conversation={current}
              room={desk.messages[current.id] ?? EMPTY}
              home={desk.home}
              lit={lit}
              onThread={(ts) => show({ tab: 'thread', thread: { channel: current.id, ts } })}
              loadOlder={() => desk.loadOlder(current.id)}
            />
          )}
        </main>
        <Side tabs={tabs} current={beside.tab} isInert={view !== undefined} onTab={(tab) => show({ tab })} />
        <Places
          of={placesOf(tabs, conversations, current)}
          current={place}
          onGo={(to) => (to === 'chat' || to === 'rooms' ? setPlace(to) : show({ tab: to }))}
        />
        <Toasts key={me.id} rooms={desk.messages} current={current?.id} />
        {view && <div class="scrim" />}
        {view && (
          <ModalView
            key={view.id}
            view={view}
            below={desk.views.at(-2)}
            isWatched={Boolean(desk.story) && story.isFollowing}
          />
        )}
      </div>
    </HereContext.Provider>
  );
}

function SignedOut() {
  const { me } = useHere();
  return (
    <div class="welcome">
      <h1>{me.realName} cannot sign in</h1>
      <p>
        This account is deactivated: Slack shows nothing here, and nobody can ask {me.realName.split(' ')[0]} anything.
      </p>
    </div>
  );
}

interface Ground {
  readonly me: Person;
  readonly workspace: WorkspaceData;
  readonly conversations: readonly Conversation[];
  readonly clock: ClockFace;
  readonly openChannel: (id: string) => void;
  readonly visit: (destination: Destination) => void;
}

function useHereOf({ me, workspace, conversations, clock, openChannel, visit }: Ground): Here {
  const people = useMemo(() => new Map(workspace.people.map((person) => [person.id, person])), [workspace]);
  const act = useMemo(() => actor(me.id), [me.id]);
  return {
    me,
    act,
    people,
    conversations,
    openChannel,
    app: workspace.app,
    now: clock.now,
    go: (url) => {
      const destination = destinationOf(url, workspace);
      if (destination) visit(destination);
      return destination !== undefined;
    },
  };
}

function conversationOf(conversations: readonly Conversation[], wanted: string | undefined): Conversation | undefined {
  const dm = wanted === 'dm' ? conversations.find(({ dmWith }) => dmWith) : undefined;
  return conversations.find(({ id }) => id === wanted) ?? dm ?? conversations.find(({ dmWith }) => !dmWith);
}
