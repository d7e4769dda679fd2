import type { ComponentChildren } from 'preact';
import { Fragment } from 'preact';
import { nameOf, useHere } from '../here.ts';
import type { Inline, Part } from './mrkdwn.ts';
import { parseMrkdwn } from './mrkdwn.ts';
import { slackDate, stamp } from './time.ts';
import { Emoji, Unicode } from './unicode.tsx';

export function Mrkdwn({ text }: { text: string }) {
  return (
    <div class="mrkdwn">
      {parseMrkdwn(text).map((part, index) => (
        <PartView key={index} part={part} />
      ))}
    </div>
  );
}

function PartView({ part }: { part: Part }) {
  if (part.kind === 'block') return <pre>{part.text}</pre>;
  const lines = part.lines.map((line, index) => (
    <Fragment key={index}>
      {index > 0 && <br />}
      <Inlines of={line} />
    </Fragment>
  ));
  return part.kind === 'quote' ? <blockquote>{lines}</blockquote> : <p>{lines}</p>;
}

export function Inlines({ of }: { of: readonly Inline[] }) {
  return (
    <>
      {of.map((inline, index) => (
        <InlineView key={index} inline={inline} />
      ))}
    </>
  );
}

function InlineView({ inline }: { inline: Inline }) {
  switch (inline.kind) {
    case 'text':
      return <Unicode text={inline.text} />;
    case 'bold':
      return (
        <b>
          <Inlines of={inline.inside} />
        </b>
      );
    case 'italic':
      return (
        <i>
          <Inlines of={inline.inside} />
        </i>
      );
    case 'strike':
      return (
        <s>
          <Inlines of={inline.inside} />
        </s>
      );
    case 'code':
      return <code>{inline.text}</code>;
    case 'emoji':
      return <Emoji name={inline.name} />;
    case 'link':
      return (
        <Link url={inline.url}>
          <Unicode text={inline.label} />
        </Link>
      );
    case 'user':
      return <Mention user={inline.id} />;
    case 'channel':
      return <ChannelLink id={inline.id} label={inline.label} />;
    case 'call':
      return <span class="mention">{inline.text}</span>;
    case 'date':
      return <When {...inline} />;
  }
}

/** Opens in the page what belongs to the workspace, everything else in a new tab. */
export function Link({ url, children }: { url: string; children: ComponentChildren }) {
  const { go } = useHere();
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer"
      onClick={(event) => {
        if (go(url)) event.preventDefault();
      }}
    >
      {children}
    </a>
  );
}

export function Mention({ user }: { user: string }) {
  const here = useHere();
  return <span class={user === here.me.id ? 'mention of-me' : 'mention'}>@{nameOf(here, user)}</span>;
}

export function ChannelLink({ id, label }: { id: string; label: string | undefined }) {
  const { conversations, openChannel } = useHere();
  const found = conversations.find((conversation) => conversation.id === id);
  if (!found) return <span class="mention">#{label ?? 'private channel'}</span>;
  return (
    <button type="button" class="mention link" onClick={() => openChannel(id)}>
      #{found.name}
    </button>
  );
}

export function When({ at, format, url }: { at: number; format: string; url: string | undefined }) {
  const { now, me } = useHere();
  if (!Number.isFinite(at)) return <>{format}</>;
  const time = (
    <time dateTime={new Date(at).toISOString()} title={stamp(at, now, me.timezone)}>
      {slackDate(at, format, now, me.timezone)}
    </time>
  );
  return url ? <Link url={url}>{time}</Link> : time;
}
