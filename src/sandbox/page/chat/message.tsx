import { useState } from 'preact/hooks';
import { Icon } from '../frame/icon.tsx';
import { isApp, nameOf, useHere } from '../here.ts';
import { Blocks } from '../kit/blocks.tsx';
import type { SeenMessage } from '../kit/kit.ts';
import { SurfaceContext } from '../kit/surface.ts';
import { Avatar } from '../text/avatar.tsx';
import { Mrkdwn } from '../text/rich.tsx';
import { clockTime, fullStamp } from '../text/time.ts';
import { SharedFiles } from './shared-files.tsx';
import { Toolbar } from './toolbar.tsx';
import { useMessageSurface } from './use-message-surface.ts';

export interface MessageProps {
  readonly message: SeenMessage;
  /** Goes on from the one above: same author, a moment later. */
  readonly isCont: boolean;
  readonly isLit?: boolean;
  readonly replies: readonly SeenMessage[];
  /** Absent inside a thread. */
  readonly onThread?: () => void;
}

export function MessageView({ message, isCont, isLit = false, replies, onThread }: MessageProps) {
  const here = useHere();
  const [trouble, setTrouble] = useState<string>();
  const { surface, error } = useMessageSurface(message);
  const at = Number(message.ts) * 1000;
  const author = nameOf(here, message.user);
  const isPrivate = message.ephemeralFor !== undefined;
  const problem = error ?? trouble;
  const className = ['message', isCont && 'cont', isPrivate && 'private', isLit && 'lit'].filter(Boolean).join(' ');

  return (
    <article class={className} aria-label={`${author}, ${clockTime(at, here.me.timezone)}`} data-ts={message.ts}>
      {isPrivate && (
        <p class="only-you">
          <Icon name="eye" /> Only visible to you
        </p>
      )}
      <div class="gutter">
        {isCont && !isPrivate ? (
          <time title={fullStamp(at, here.me.timezone)}>{clockTime(at, here.me.timezone)}</time>
        ) : (
          <Avatar user={message.user} />
        )}
      </div>
      <div class="content">
        {(!isCont || isPrivate) && <Byline user={message.user} author={author} at={at} />}
        <SurfaceContext.Provider value={surface}>
          {message.blocks.length > 0 ? <Blocks of={message.blocks} /> : <Mrkdwn text={message.text} />}
        </SurfaceContext.Provider>
        {message.files && <SharedFiles files={message.files} />}
        {message.editedTs && <span class="edited">(edited)</span>}
        {problem && (
          <p class="banner" role="alert">
            {problem}
          </p>
        )}
        {onThread && replies.length > 0 && <ThreadSummary replies={replies} onOpen={onThread} />}
      </div>
      {!isPrivate && <Toolbar message={message} onThread={onThread} onTrouble={setTrouble} />}
    </article>
  );
}

function Byline({ user, author, at }: { user: string; author: string; at: number }) {
  const here = useHere();
  return (
    <p class="byline">
      <b>{author}</b>
      {isApp(here, user) && <span class="app-tag">APP</span>}
      <time dateTime={new Date(at).toISOString()} title={fullStamp(at, here.me.timezone)}>
        {clockTime(at, here.me.timezone)}
      </time>
    </p>
  );
}

function ThreadSummary({ replies, onOpen }: { replies: readonly SeenMessage[]; onOpen: () => void }) {
  const { me } = useHere();
  const authors = [...new Set(replies.map(({ user }) => user))].slice(0, 4);
  const last = Number(replies.at(-1)?.ts) * 1000;
  return (
    <button type="button" class="thread-summary" onClick={onOpen}>
      {authors.map((user) => (
        <Avatar key={user} user={user} size={24} />
      ))}
      <b>{replies.length === 1 ? '1 reply' : `${replies.length} replies`}</b>
      <span>Last at {clockTime(last, me.timezone)}</span>
    </button>
  );
}
