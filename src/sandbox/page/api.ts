import type { Outcome, Picked } from '../slack/contract.ts';
import type { Option } from './kit/kit.ts';

/** Throws an error with words for the person when the server refuses. */
export async function post<T>(path: string, body: object): Promise<T> {
  const answer = await fetch(`/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Error('The sandbox does not answer. Is it still running?');
  });
  const read = await answer.json().catch(() => ({ error: `The sandbox answered ${answer.status}.` }));
  if (!answer.ok) throw new Error(read.error);
  return read;
}

/** What one person can do in Slack, by the names of the stand-in's session. */
export function actor(user: string) {
  const to = <T = Outcome>(verb: string, body: object) => post<T>(`slack/${user}/${verb}`, body);
  return {
    command: (channel: string, command: string, text: string) => to('command', { channel, command, text }),
    say: (channel: string, text: string, threadTs?: string) => to<unknown>('say', { channel, text, threadTs }),
    read: (channel: string, ts: string) => to<null>('read', { channel, ts }),
    globalShortcut: (callbackId: string) => to('global-shortcut', { callbackId }),
    messageShortcut: (callbackId: string, channel: string, ts: string) =>
      to('message-shortcut', { callbackId, channel, ts }),
    /** The page of messages before `before`. */
    older: <T>(channel: string, before: string) => to<T>('older', { channel, before }),
    openHome: (tab: 'home' | 'messages') => to('open-home', { tab }),
    press: (channel: string, ts: string, actionId: string, option?: Picked, blockId?: string) =>
      to('press', { channel, ts, actionId, option, blockId }),
    fillInMessage: (channel: string, ts: string, blockId: string, value: Picked | null) =>
      to('fill-in-message', { channel, ts, blockId, value }),
    suggestInMessage: (channel: string, ts: string, actionId: string, typed: string) =>
      to<readonly Option[]>('suggest-in-message', { channel, ts, actionId, typed }),
    pickInMessage: (channel: string, ts: string, actionId: string, option: Option) =>
      to('pick-in-message', { channel, ts, actionId, option }),
    pressInView: (viewId: string, actionId: string, option?: Picked, blockId?: string) =>
      to('press-in-view', { viewId, actionId, option, blockId }),
    fill: (viewId: string, blockId: string, value: Filling) => to('fill', { viewId, blockId, value }),
    suggest: (viewId: string, blockId: string, typed: string) =>
      to<readonly Option[]>('suggest', { viewId, blockId, typed }),
    pick: (viewId: string, blockId: string, option: Option) => to('pick', { viewId, blockId, option }),
    submit: (viewId: string) => to('submit', { viewId }),
    close: (viewId: string) => to('close', { viewId }),
  };
}

export type Actor = ReturnType<typeof actor>;

/** A value as the stand-in takes it: see `PersonSession.fill`. */
export type Filling = string | readonly string[] | number | null;
