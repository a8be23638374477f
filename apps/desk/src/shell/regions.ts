import { hasRoomForContext } from '../parts/use-media.ts';
import { overlay } from './overlays.ts';
import { arrange, conversationPage } from './panes.ts';

/** Where F6 goes, in the order of the page. A region that is not there is left out. */
const order = ['rail', 'top', 'list', 'thread', 'composer', 'advice', 'context', 'page'] as const;
export type Region = (typeof order)[number];

const focusable =
  'a[href], button:not([disabled]), textarea:not([disabled]), input:not([disabled]), select, [tabindex]:not([tabindex="-1"])';

const find = (region: Region): HTMLElement | null => {
  const element = document.querySelector<HTMLElement>(`[data-region="${region}"]`);
  return element && element.getClientRects().length > 0 ? element : null;
};

function enter(element: HTMLElement): void {
  const preferred =
    element.querySelector<HTMLElement>('[data-first-focus]') ?? element.querySelector<HTMLElement>(focusable);
  if (preferred) return preferred.focus();
  element.tabIndex = -1;
  element.focus();
}

/** Moves the focus to the next or previous region of the page, around the end. */
export function toRegion(step: 1 | -1): void {
  const present = order.flatMap((region) => find(region) ?? []);
  if (present.length === 0) return;
  const at = present.findIndex((element) => element.contains(document.activeElement));
  enter(present[(at + step + present.length) % present.length] ?? present[0]!);
}

/** To what matches, as soon as it is drawn; within a second, or not at all. */
function focusSoon(selector: string, attempt = 0): void {
  const field = document.querySelector<HTMLElement>(selector);
  if (field) field.focus();
  else if (attempt < 20) setTimeout(() => focusSoon(selector, attempt + 1), 50);
}

/** To the text that is being written; a session that is just opening gets the focus as soon as it is drawn. */
export const toComposer = (): void => focusSoon('[data-region="composer"] textarea:not([disabled])');

/** To what brings texts back that were put aside. */
export const toTextsAside = (): void => focusSoon('[data-show-texts]');

/** To what the conversation came to, while it is wrapped up. */
export const toDispositions = (): void => focusSoon('[data-dispositions] input');

/** To the note on the open conversation; a drawer that holds it opens for it. */
export function toNotes(conversationId: string): void {
  arrange(conversationId, { selected: conversationPage });
  if (!matchMedia(hasRoomForContext).matches) overlay({ context: conversationId });
  focusSoon('[data-notes]');
}

export const openPresence = (): void => document.querySelector<HTMLElement>('[data-presence-menu]')?.click();

/** The newest suggestion of a smart assist, wherever it is shown; without one nothing happens. */
export const takeSuggestion = (): void => document.querySelector<HTMLElement>('[data-suggestion]')?.click();
