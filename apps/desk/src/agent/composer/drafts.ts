/** The part of `localStorage` that drafts need. */
export type Drawer = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
export type DraftKind = 'text' | 'note' | 'private';

/** Unsent words, kept on every change and shared by all windows of a person: what is for the customer never mixes with what is not. */
export class Drafts {
  private readonly watchers = new Set<() => void>();

  constructor(
    private readonly drawer: Drawer,
    private readonly owner: () => string,
  ) {}

  read(conversationId: string, kind: DraftKind): string {
    return this.drawer.getItem(this.name(conversationId, kind)) ?? '';
  }

  write(conversationId: string, kind: DraftKind, words: string): void {
    const name = this.name(conversationId, kind);
    try {
      if (words === '') this.drawer.removeItem(name);
      else this.drawer.setItem(name, words);
    } finally {
      this.tell();
    }
  }

  readonly tell = (): void => this.watchers.forEach((watcher) => watcher());

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  private name(conversationId: string, kind: DraftKind): string {
    return `draft/${this.owner()}/${conversationId}/${kind}`;
  }
}
