import type { World } from '../world.ts';

/**
 * `should_escape` turns names into ids that people's renaming does not break.
 * https://docs.slack.dev/interactivity/implementing-slash-commands#escaping-users-warning
 */
export function escaped(world: World, text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/(?<=^|\s)https?:\/\/\S*[^\s.,;:!?)]/g, (url) => `<${url}>`)
    .replaceAll(/(?<=^|[\s(])@([\w.-]+)/g, (whole, name: string) => mention(world, name) ?? whole)
    .replaceAll(/(?<=^|[\s(])#([\w-]+)/g, (whole, name: string) => channelLink(world, name) ?? whole);
}

function mention(world: World, name: string): string | undefined {
  const person = [...world.people.all(), world.people.bot].find((each) => each.name === name);
  return person && `<@${person.id}|${person.name}>`;
}

function channelLink(world: World, name: string): string | undefined {
  const channel = world.conversations.find(`#${name}`);
  return channel && `<#${channel.id}|${channel.name}>`;
}
