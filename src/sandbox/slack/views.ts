import type { Changes } from './changes.ts';
import type { Json, View } from './contract.ts';
import { stateOf, withIds } from './elements.ts';
import { hex, slackId } from './ids.ts';
import { asJsons, asText } from './json.ts';

export interface OpenView extends View {
  readonly externalId: string;
  readonly rootId: string;
  readonly previousId?: string;
}

export interface Views {
  readonly find: (id: string) => OpenView | undefined;
  readonly byExternalId: (externalId: string) => OpenView | undefined;
  /** The modals a person has open, the top of the stack last. */
  readonly stackOf: (userId: string) => readonly OpenView[];
  /** Shows a modal in place of whatever was open. */
  readonly open: (userId: string, payload: Json) => OpenView;
  readonly push: (userId: string, payload: Json) => OpenView;
  readonly update: (view: OpenView, payload: Json) => OpenView;
  /** What the person did to it: keeps the hash, which stands for the bot's part. */
  readonly set: (view: OpenView, changed: Partial<Pick<View, 'values' | 'errors'>>) => OpenView;
  /** What the bot published on the person's Home tab. */
  readonly homeOf: (userId: string) => OpenView | undefined;
  readonly publish: (userId: string, payload: Json) => OpenView;
  readonly close: (view: OpenView) => void;
  readonly clear: (userId: string) => void;
}

/** https://docs.slack.dev/surfaces/modals: "up to 3 views at a time in a view stack" */
export const DEEPEST_STACK = 3;

export function views(tell: Changes['tell'], now: () => number): Views {
  const byId = new Map<string, OpenView>();
  const stacks = new Map<string, readonly string[]>();
  const homes = new Map<string, string>();

  const stackOf = (userId: string) => (stacks.get(userId) ?? []).flatMap((id) => byId.get(id) ?? []);
  const restack = (userId: string, stack: readonly OpenView[]) => {
    for (const id of stacks.get(userId) ?? []) byId.delete(id);
    for (const view of stack) byId.set(view.id, view);
    stacks.set(
      userId,
      stack.map(({ id }) => id),
    );
    tell({ kind: 'view', user: userId });
  };
  const keep = (view: OpenView) => {
    byId.set(view.id, view);
    tell({ kind: 'view', user: view.user });
    return view;
  };
  const onTop = (user: string, payload: Json, stack: readonly OpenView[]) => {
    const id = slackId('V');
    const below = stack.at(-1);
    const place = { id, user, rootId: below?.rootId ?? id, previousId: below?.id };
    const view = { ...place, hash: hash(), ...contentOf(payload), errors: {} };
    restack(user, [...stack, view]);
    return view;
  };
  const hash = () => `${Math.floor(now() / 1000)}.${hex(8)}`;

  return {
    find: (id) => byId.get(id),
    byExternalId: (externalId) =>
      externalId ? [...byId.values()].find((view) => view.externalId === externalId) : undefined,
    stackOf,
    open: (user, payload) => onTop(user, payload, []),
    push: (user, payload) => onTop(user, payload, stackOf(user)),
    update: (view, payload) => keep({ ...view, hash: hash(), ...contentOf(payload, view), errors: {} }),
    homeOf: (userId) => byId.get(homes.get(userId) ?? ''),
    publish: (user, payload) => {
      const before = byId.get(homes.get(user) ?? '');
      const id = before?.id ?? slackId('V');
      homes.set(user, id);
      return keep({ id, user, rootId: id, hash: hash(), ...contentOf(payload, before), errors: {} });
    },
    set: (view, changed) => keep({ ...view, ...changed }),
    close: (view) =>
      restack(
        view.user,
        stackOf(view.user).filter(({ id }) => id !== view.id),
      ),
    clear: (user) => restack(user, []),
  };
}

function contentOf(sent: Json, before?: View) {
  const blocks = withIds(asJsons(sent.blocks));
  const payload = { ...sent, blocks };
  const [callbackId, externalId] = [asText(sent.callback_id), asText(sent.external_id)];
  return { payload, callbackId, externalId, values: stateOf(blocks, before?.values) };
}
