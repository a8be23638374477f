import type { CardView } from '#contracts';

/** Suggested words join what is written already. */
export const withInserted = (draft: string, text: string): string =>
  draft.trim() === '' ? text : `${draft.trimEnd()}\n${text}`;

/** The newest card whose words can be taken and have not been. */
export const firstToTake = (cards: readonly CardView[]): CardView | undefined =>
  cards.find(({ state, actions }) => state === 'shown' && actions.some((action) => action.do === 'insert'));

/** An assist is somebody else's service: only addresses of pages are opened. */
export const isSafeAddress = (address: string | null): address is string => /^https?:\/\//i.test(address ?? '');
