import type { Change } from '../../domain/change/state.ts';
import { linkButton } from '../blocks.ts';
import { ACTION } from '../ids.ts';

export const toCard = ({ card }: Change) =>
  card?.permalink ? [linkButton(ACTION.open, 'Open card', card.permalink)] : [];
