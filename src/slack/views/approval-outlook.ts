import type { KnownBlock } from '@slack/types';
import type { ApprovalOutlook } from '../../domain/authorization.ts';
import { context, section } from '../blocks.ts';
import type { Scene } from '../scene.ts';
import { groupNames, places } from '../scene.ts';
import { mentions } from '../text.ts';

/** Said before the declare is accepted: who must say yes, who will be asked, and where too few are left. */
export function approvalOutlook(
  { outlook }: { readonly outlook?: ApprovalOutlook | undefined },
  scene: Scene,
): KnownBlock[] {
  if (!outlook) return [];
  const { requirements, asked, fallback, shortfall } = outlook;
  const people = mentions(asked.map(({ user }) => user));
  const needs = `Needs ${places(scene, requirements)}. ${people ? `Will be asked: ${people}.` : 'Nobody can be asked.'}`;
  if (shortfall.length > 0) {
    const words = `:warning: Once requester and implementers are taken out, nobody is left who may fill the place of ${groupNames(scene, shortfall)}. It can be declared all the same: then proceed without approval, or have somebody added to the group.`;
    return [section(words), context(needs)];
  }
  if (fallback === undefined) return [context(needs)];
  const words = `Too few are left once requester and implementers are taken out: ${groupNames(scene, [fallback])} may fill in.`;
  return [context(needs, words)];
}
