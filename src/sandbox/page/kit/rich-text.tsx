import type { ComponentChildren } from 'preact';
import { ChannelLink, Link, Mention, When } from '../text/rich.tsx';
import { Emoji, Unicode } from '../text/unicode.tsx';
import type { RichPart, RichPiece, Styled } from './kit.ts';

export function RichText({ parts }: { parts: readonly RichPart[] }) {
  return (
    <div class="mrkdwn rich">
      {parts.map((part, index) => (
        <Part key={index} part={part} />
      ))}
    </div>
  );
}

function Part({ part }: { part: RichPart }) {
  switch (part.type) {
    case 'rich_text_list': {
      const List = part.style === 'ordered' ? 'ol' : 'ul';
      return (
        <List class={`indent-${part.indent ?? 0}`}>
          {part.elements.map(({ elements }, index) => (
            <li key={index}>
              <Pieces of={elements ?? []} />
            </li>
          ))}
        </List>
      );
    }
    case 'rich_text_preformatted':
      return <pre>{part.elements.map(({ text, url }) => text ?? url ?? '').join('')}</pre>;
    case 'rich_text_quote':
      return (
        <blockquote>
          <Pieces of={part.elements} />
        </blockquote>
      );
    default:
      return (
        <p>
          <Pieces of={part.elements} />
        </p>
      );
  }
}

function Pieces({ of }: { of: readonly RichPiece[] }) {
  return (
    <>
      {of.map((piece, index) => (
        <Dressed key={index} style={piece.style}>
          <Piece piece={piece} />
        </Dressed>
      ))}
    </>
  );
}

function Piece({ piece }: { piece: RichPiece }) {
  switch (piece.type) {
    case 'link':
      return <Link url={piece.url ?? ''}>{piece.text ?? piece.url}</Link>;
    case 'user':
      return <Mention user={piece.user_id ?? ''} />;
    case 'channel':
      return <ChannelLink id={piece.channel_id ?? ''} label={undefined} />;
    case 'emoji':
      return <Emoji name={piece.name ?? ''} />;
    case 'date':
      return <When at={(piece.timestamp ?? 0) * 1000} format={piece.format ?? ''} url={piece.url} />;
    case 'broadcast':
      return <span class="mention">@{piece.range}</span>;
    case 'usergroup':
      return <span class="mention">@{piece.usergroup_id}</span>;
    default:
      return <Unicode text={piece.text ?? ''} />;
  }
}

function Dressed({ style = {}, children }: { style: Styled | undefined; children: ComponentChildren }) {
  let dressed = children;
  if (style.code) dressed = <code>{dressed}</code>;
  if (style.strike) dressed = <s>{dressed}</s>;
  if (style.italic) dressed = <i>{dressed}</i>;
  if (style.bold) dressed = <b>{dressed}</b>;
  return <>{dressed}</>;
}
