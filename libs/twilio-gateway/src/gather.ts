import { setTimeout as pass } from 'node:timers/promises';
import { companyMs } from '#event-bus';

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Lets what comes in while one piece of work is under way share the next one: many webhooks, one commit (docs/adr/0010). The first one
 * never waits for company. When shared work fails, each is tried alone, so that a bad one harms nobody.
 */
export class Gather<Item, Answer> {
  private readonly waiting: Waiting<Item, Answer>[] = [];
  private busy = false;

  constructor(
    /** Does all of them or none, and answers each in its place. */
    private readonly work: (items: readonly Item[]) => Promise<readonly Answer[]>,
    private readonly settings: {
      readonly atMost: number;
      /** Errors that would meet each of them alone just the same, such as a database that is away. */
      readonly meetsAll: (error: unknown) => boolean;
    },
  ) {}

  /** Resolves when this item's share of the work is done. */
  add(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.busy) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.busy = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, this.settings.atMost);
      const began = performance.now();
      await this.together(batch);
      const ms = companyMs(batch.length, performance.now() - began);
      if (ms >= 1 && this.waiting.length < this.settings.atMost) await pass(ms);
    }
    this.busy = false;
  }

  private async together(batch: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await this.work(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, place) => resolve(answers[place]!));
    } catch (error) {
      if (batch.length === 1 || this.settings.meetsAll(error)) for (const { reject } of batch) reject(error);
      else for (const one of batch) await this.together([one]);
    }
  }
}
