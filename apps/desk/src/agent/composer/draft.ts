import { useSyncExternalStore } from 'react';
import { Drafts, type DraftKind } from './drafts.ts';

let owner = '';
/** Where a browser keeps nothing, drafts live as long as the window. */
function drawer() {
  try {
    localStorage.getItem('draft');
    return localStorage;
  } catch {
    const kept = new Map<string, string>();
    return {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, words: string) => void kept.set(name, words),
      removeItem: (name: string) => void kept.delete(name),
    };
  }
}
const drafts = new Drafts(drawer(), () => owner);
window.addEventListener('storage', drafts.tell);

/** Whose drafts these are. */
export const draftsOf = (person: string): void => {
  owner = person;
};

/** The words as they are now, and new ones in their place: for those who do not have to draw every key press. */
export const readDraft = (conversationId: string, kind: DraftKind): string => drafts.read(conversationId, kind);
export const writeDraft = (conversationId: string, kind: DraftKind, words: string): void =>
  drafts.write(conversationId, kind, words);

/** The unsent words of one conversation. Written on every change, shared by all windows: text, note and private words never mix. */
export function useDraft(conversationId: string, kind: DraftKind) {
  const words = useSyncExternalStore(drafts.watch, () => drafts.read(conversationId, kind));
  const write = (next: string) => drafts.write(conversationId, kind, next);
  return [words, write] as const;
}
