import { onSessionOver } from '../../shell/panes.ts';
import { sandboxOf } from './pages.ts';

/**
 * Pages elsewhere, kept alive while other pages and sessions are looked at: what is typed in them is nobody's to lose (product.md 19.3). A frame
 * that leaves the document forgets everything, so one that is not looked at is moved aside by `moveBefore`, which browsers before 2025 do not
 * have: there it is loaded again.
 */

/** How many at once; the one looked at longest ago goes first. */
const most = 10;

export interface KeptPage {
  readonly frame: HTMLIFrameElement;
  isThere: boolean;
  /** Told when it was loaded, or is being loaded again. */
  tell: () => void;
}
const kept = new Map<string, KeptPage>();
const nameOf = (conversationId: string, address: string) => `${conversationId} ${address}`;

type Movable = HTMLElement & { readonly moveBefore?: (node: Node, before: Node | null) => void };

let parking: Movable | null = null;
function aside(): Movable {
  if (parking) return parking;
  parking = document.createElement('div');
  parking.hidden = true;
  parking.inert = true;
  document.body.append(parking);
  return parking;
}

function make(name: string, address: string): KeptPage {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', sandboxOf(address, location.origin));
  frame.referrerPolicy = 'no-referrer';
  frame.allow = '';
  frame.src = address;
  const page: KeptPage = { frame, isThere: false, tell: () => {} };
  frame.addEventListener('load', () => {
    page.isThere = true;
    page.tell();
  });
  kept.set(name, page);
  for (const [other, { frame: oldest }] of kept) {
    if (kept.size <= most) break;
    if (oldest.parentElement && oldest.parentElement !== parking) continue;
    oldest.remove();
    kept.delete(other);
  }
  return page;
}

/** Shows the page of a session in a place; as it was left, where the browser can. */
export function showPage(conversationId: string, address: string, place: Movable): KeptPage {
  const name = nameOf(conversationId, address);
  const page = kept.get(name) ?? make(name, address);
  // the latest is the last to go
  kept.delete(name);
  kept.set(name, page);
  if (page.frame.isConnected && place.moveBefore) place.moveBefore(page.frame, null);
  else {
    page.isThere = false;
    place.append(page.frame);
  }
  return page;
}

/** Moves a page out of sight. */
export function leavePage(conversationId: string, address: string): void {
  const page = kept.get(nameOf(conversationId, address));
  if (!page?.frame.isConnected) return;
  page.tell = () => {};
  const { moveBefore } = aside();
  if (moveBefore) moveBefore.call(parking, page.frame, null);
  else forget(nameOf(conversationId, address));
}

/** Loads a page again from its first address. */
export function loadAgain(page: KeptPage, address: string): void {
  page.isThere = false;
  page.frame.src = address;
  page.tell();
}

function forget(name: string): void {
  kept.get(name)?.frame.remove();
  kept.delete(name);
}

/** Ends a page for good. */
export const closePage = (conversationId: string, address: string): void => forget(nameOf(conversationId, address));

onSessionOver((conversationId) => {
  for (const name of kept.keys()) if (name.startsWith(nameOf(conversationId, ''))) forget(name);
});
