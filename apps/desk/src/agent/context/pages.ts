import type { FilledSessionTemplate, FilledTab } from '#contracts';
import { conversationPage, type Pane } from '../../shell/panes.ts';

/** A page beside the texts of a session. */
export interface Page {
  readonly id: string;
  readonly title: string;
  readonly canClose: boolean;
  readonly shows: FilledTab['page'];
}

/** The pages of a session: those that are open, in their order, which of them is looked at, and which were closed. */
export interface Pages {
  readonly open: readonly Page[];
  readonly closed: readonly Page[];
  readonly selected: Page;
}

/**
 * What stands beside the texts: the template's tabs as somebody arranged them. The page of the conversation is always there and never closed,
 * named by the template or not: notes, who the customer is and suggestions have no other place. At first the anchor is looked at.
 */
export function pagesOf(
  template: Pick<FilledSessionTemplate, 'tabs'> | null,
  { selected, closed }: Pick<Pane, 'selected' | 'closed'>,
  usual: string,
): Pages {
  const named = (template?.tabs ?? []).map(({ id, title, canClose, page }): Page => ({
    id,
    title,
    canClose,
    shows: page,
  }));
  const isConversation = ({ shows }: Page) => shows.type === 'conversation';
  const first = named.find(isConversation);
  const own: Page = {
    ...(first ?? { id: conversationPage, title: usual, shows: { type: 'conversation' } }),
    canClose: false,
  };
  const others = named.filter((page) => !isConversation(page));
  const [anchor] = named;
  const all = !anchor
    ? [own]
    : first
      ? named.flatMap((page) => (page === first ? own : isConversation(page) ? [] : page))
      : [anchor, own, ...others.slice(1)];
  const open = all.filter(({ id, canClose }) => !canClose || !closed.includes(id));
  const isSelected = (page: Page) => page.id === selected || (selected === conversationPage && isConversation(page));
  return { open, closed: all.filter((page) => !open.includes(page)), selected: open.find(isSelected) ?? open[0]! };
}

/** What is looked at when this one was closed: its neighbour, the one behind it first. */
export function afterClosing({ open, selected }: Pages, id: string): string {
  if (selected.id !== id) return selected.id;
  const at = open.findIndex((page) => page.id === id);
  return (open[at + 1] ?? open[at - 1] ?? selected).id;
}

/**
 * What a page elsewhere may do in the desk: run, ask, open windows of its own and keep its sign-in. It may not lead the desk elsewhere. A page
 * of the desk's own origin may not keep that origin, with which it could undo all of this.
 */
export const sandboxOf = (address: string, ownOrigin: string): string =>
  [
    'allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals',
    ...(new URL(address).origin === ownOrigin ? [] : ['allow-same-origin']),
  ].join(' ');
