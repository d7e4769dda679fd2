import type { Here } from '../here.ts';

export interface Suggestion {
  readonly key: string;
  readonly label: string;
  readonly hint: string;
  /** What the text becomes. */
  readonly text: string;
}

/** What the last word typed could become: a slash command at the start, a person after `@`, a channel after `#`. */
export function suggestionsFor(typed: string, { app, people, conversations }: Here): Suggestion[] {
  if (/^\/\S*$/.test(typed)) {
    return app.commands
      .filter(({ command }) => command.startsWith(typed))
      .map(({ command, description, usageHint }) => ({
        key: command,
        label: `${command} ${usageHint}`,
        hint: description,
        text: `${command} `,
      }));
  }
  const word = /(?:^|\s)([@#])([\p{L}\d._-]*)$/u.exec(typed);
  if (!word) return [];
  const [, sign, start = ''] = word;
  const before = typed.slice(0, typed.length - start.length);
  if (sign === '#') {
    return conversations
      .filter(({ dmWith, name }) => !dmWith && name.startsWith(start))
      .map(({ id, name }) => ({ key: id, label: `#${name}`, hint: '', text: `${before}${name} ` }));
  }
  return [...people.values()]
    .filter(({ kind, name, realName }) => kind === 'member' && matches(start, name, realName))
    .slice(0, 6)
    .map(({ id, name, realName, title }) => ({
      key: id,
      label: `${realName}  @${name}`,
      hint: title,
      text: `${before}${name} `,
    }));
}

/** Names after `@` and `#` become Slack's references to a person and a channel. */
export function withReferences(typed: string, { people, conversations }: Here): string {
  const person = new Map([...people.values()].map(({ id, name }) => [name, `<@${id}>`]));
  const channel = new Map(conversations.map(({ id, name }) => [name, `<#${id}|${name}>`]));
  const escaped = typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped.replace(/(^|\s)([@#])([\p{L}\d._-]+)/gu, (whole, space: string, sign: string, name: string) => {
    const reference = (sign === '@' ? person : channel).get(name);
    return reference ? space + reference : whole;
  });
}

function matches(start: string, ...names: readonly string[]): boolean {
  return names.some((name) => name.toLowerCase().startsWith(start.toLowerCase()));
}
