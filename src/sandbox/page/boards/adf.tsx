import type { ComponentChildren } from 'preact';
import { Link } from '../text/rich.tsx';

/** A node of the Atlassian Document Format: https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/ */
export interface AdfNode {
  readonly type?: string;
  readonly text?: string;
  readonly content?: readonly AdfNode[];
  readonly attrs?: {
    readonly level?: number;
    readonly url?: string;
    readonly href?: string;
    readonly text?: string;
    readonly color?: string;
    readonly panelType?: string;
    readonly state?: string;
    readonly title?: string;
    readonly timestamp?: string;
    readonly shortName?: string;
  };
  readonly marks?: readonly { readonly type: string; readonly attrs?: { readonly href?: string } }[];
}

export function Adf({ of }: { of: AdfNode }) {
  return (
    <div class="adf">
      <Nodes of={of.content ?? []} />
    </div>
  );
}

function Nodes({ of }: { of: readonly AdfNode[] | undefined }) {
  return (
    <>
      {of?.map((node, index) => (
        <Node key={index} node={node} />
      ))}
    </>
  );
}

function Node({ node }: { node: AdfNode }) {
  const { type = '', attrs = {}, content } = node;
  const inside = <Nodes of={content} />;
  switch (type) {
    case 'text':
      return <Marked node={node} />;
    case 'paragraph':
      return <p>{inside}</p>;
    case 'heading':
      return <h4 class={`level-${attrs.level ?? 1}`}>{inside}</h4>;
    case 'bulletList':
      return <ul>{inside}</ul>;
    case 'orderedList':
      return <ol>{inside}</ol>;
    case 'listItem':
      return <li>{inside}</li>;
    case 'taskList':
      return <ul class="tasks">{inside}</ul>;
    case 'taskItem':
      return (
        <li>
          <span role="img" aria-label={attrs.state === 'DONE' ? 'done' : 'to do'}>
            {attrs.state === 'DONE' ? '☑' : '☐'}
          </span>{' '}
          {inside}
        </li>
      );
    case 'blockquote':
      return <blockquote>{inside}</blockquote>;
    case 'codeBlock':
      return <pre>{inside}</pre>;
    case 'panel':
      return <div class={`panel ${attrs.panelType ?? 'info'}`}>{inside}</div>;
    case 'rule':
      return <hr />;
    case 'hardBreak':
      return <br />;
    case 'table':
      return (
        <div class="table">
          <table>
            <tbody>{inside}</tbody>
          </table>
        </div>
      );
    case 'tableRow':
      return <tr>{inside}</tr>;
    case 'tableHeader':
      return <th>{inside}</th>;
    case 'tableCell':
      return <td>{inside}</td>;
    case 'inlineCard':
    case 'blockCard':
      return <Link url={attrs.url ?? ''}>{attrs.url}</Link>;
    case 'status':
      return <span class={`lozenge ${attrs.color ?? 'neutral'}`}>{attrs.text}</span>;
    case 'mention':
      return <span class="mention">{attrs.text}</span>;
    case 'emoji':
      return <>{attrs.text ?? attrs.shortName}</>;
    case 'date':
      return <time>{attrs.timestamp && new Date(Number(attrs.timestamp)).toISOString().slice(0, 10)}</time>;
    case 'expand':
    case 'nestedExpand':
      return (
        <details>
          <summary>{attrs.title}</summary>
          {inside}
        </details>
      );
    default:
      return inside;
  }
}

function Marked({ node }: { node: AdfNode }) {
  let dressed: ComponentChildren = node.text;
  for (const { type, attrs } of node.marks ?? []) {
    if (type === 'strong') dressed = <b>{dressed}</b>;
    else if (type === 'em') dressed = <i>{dressed}</i>;
    else if (type === 'strike') dressed = <s>{dressed}</s>;
    else if (type === 'code') dressed = <code>{dressed}</code>;
    else if (type === 'underline') dressed = <u>{dressed}</u>;
    else if (type === 'link') dressed = <Link url={attrs?.href ?? ''}>{dressed}</Link>;
  }
  return <>{dressed}</>;
}
