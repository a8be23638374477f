import type { AttachmentView } from '#contracts';

/** A text that the server has not confirmed. Its id is the text's own from the key press of Enter on. */
export interface Unsent {
  readonly id: string;
  readonly conversationId: string;
  readonly body: string;
  /** The customer's address, as far as it was known: who wrote it may not read the conversation any more when it is refused. */
  readonly to?: string | undefined;
  /** What its author wrote, where `body` says it in the customer's language. */
  readonly original?: string | undefined;
  /** Files that go along. */
  readonly files?: readonly AttachmentView[];
  /** When Enter was pressed. */
  readonly at: string;
  /** Who wrote it: nobody else's sign-in sends it. */
  readonly by: string;
  /** Until when it waits so that it can be taken back; left out once it is on its way. */
  readonly heldUntil?: string | undefined;
  /** Set when the server said no: it is not sent again, and stays until the person takes it up or throws it away. */
  readonly refused: { readonly code: string; readonly sentence: string } | null;
}

/** Where unsent texts, and their files, survive a reload and a crash. */
export interface Shelf<Kept = Unsent> {
  readonly all: () => Promise<readonly Kept[]>;
  readonly put: (kept: Kept) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
}

type Gone = Pick<Unsent, 'id' | 'conversationId'>;

/** The other windows of this browser: what is gone in one of them, taken back or sent, is gone in all. */
export interface OtherWindows {
  readonly tell: (gone: Gone) => void;
  readonly hear: (heard: (gone: Gone) => void) => void;
}
const noOthers: OtherWindows = { tell: () => undefined, hear: () => undefined };

/** Ids sort by time, so this is the order in which Enter was pressed. */
const inOrder = (one: Unsent, other: Unsent): number => (one.id < other.id ? -1 : 1);
const none: readonly Unsent[] = [];

/** The texts on their way out, in memory for what is drawn, on the shelf for what is lost. */
export class Outbox {
  private readonly byConversation = new Map<string, readonly Unsent[]>();
  private readonly watchers = new Set<() => void>();
  /** What went while the shelf was being read. */
  private goneMeanwhile: Set<string> | null = new Set();

  constructor(
    private readonly shelf: Shelf,
    private readonly others = noOthers,
  ) {
    others.hear((gone) => {
      this.goneMeanwhile?.add(gone.id);
      this.drop(gone);
    });
  }

  /** Takes back from the shelf what this person had not sent. Answers it in the order it was written. */
  async open(by: string): Promise<readonly Unsent[]> {
    const found = (await this.shelf.all())
      .filter((text) => text.by === by && !this.goneMeanwhile?.has(text.id))
      .sort(inOrder);
    this.goneMeanwhile = null;
    for (const text of found) this.place(text);
    this.tell();
    return found.filter(({ refused }) => refused === null);
  }

  /** Safe before anything is sent: answers once the shelf has it. */
  async keep(text: Unsent): Promise<void> {
    this.place(text);
    this.tell();
    await this.shelf.put(text);
  }

  async refuse(text: Unsent, refused: NonNullable<Unsent['refused']>): Promise<void> {
    await this.keep({ ...text, refused });
  }

  async forget({ id, conversationId }: Gone): Promise<void> {
    this.drop({ id, conversationId });
    this.others.tell({ id, conversationId });
    await this.shelf.remove(id);
  }

  private drop({ id, conversationId }: Gone): void {
    const left = this.of(conversationId).filter((text) => text.id !== id);
    if (left.length > 0) this.byConversation.set(conversationId, left);
    else this.byConversation.delete(conversationId);
    this.tell();
  }

  /** The same array until something changes. */
  readonly of = (conversationId: string): readonly Unsent[] => this.byConversation.get(conversationId) ?? none;

  /** How many wait to go out. */
  readonly waiting = (): number =>
    [...this.byConversation.values()].flat().filter(({ refused }) => refused === null).length;

  /** What the server said no to, and nobody has taken up since. */
  readonly refused = (): readonly Unsent[] =>
    [...this.byConversation.values()].flat().filter(({ refused }) => refused !== null);

  /** Those of them of other conversations than these; the same array until something changes. */
  readonly refusedBeside = (conversations: string): readonly Unsent[] => {
    const found = this.refused().filter(({ conversationId }) => !conversations.includes(conversationId));
    if (found.length !== this.beside.length || found.some((text, at) => text !== this.beside[at])) this.beside = found;
    return this.beside;
  };
  private beside: readonly Unsent[] = none;

  readonly watch = (tell: () => void): (() => void) => {
    this.watchers.add(tell);
    return () => this.watchers.delete(tell);
  };

  private place(text: Unsent): void {
    const others = this.of(text.conversationId).filter(({ id }) => id !== text.id);
    this.byConversation.set(text.conversationId, [...others, text].sort(inOrder));
  }

  private tell(): void {
    this.watchers.forEach((tell) => tell());
  }
}
