/** Work that is repeated while there is some, woken by name and every so often. One run at a time. */
export class Loop {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;

  constructor(
    readonly name: string,
    /** Does some work; true when there may be more at once. */
    private readonly work: () => Promise<boolean>,
    private readonly everyMs: number,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => this.wake(), this.everyMs);
    this.wake();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    this.again = false;
    await this.running;
  }

  wake(): void {
    if (!this.timer) return;
    this.again = true;
    this.running ??= this.run().finally(() => (this.running = undefined));
  }

  /** Works until nothing is left; for tests. */
  async drain(): Promise<void> {
    while (await this.work());
  }

  private async run(): Promise<void> {
    while (this.again && this.timer) {
      this.again = false;
      try {
        while ((await this.work()) && this.timer);
      } catch (error) {
        this.onError(error);
      }
    }
  }
}

/** The loops of one service. They start when its process is up and stop before its database closes. */
export class Loops {
  private readonly all = new Map<string, Loop>();

  constructor(private readonly onError: (loop: string, error: unknown) => void) {}

  /** `work` does some of it and says whether there may be more at once. */
  add(name: string, work: () => Promise<boolean>, { everyMs = 1000 }: { everyMs?: number } = {}): Loop {
    if (this.all.has(name)) throw new Error(`There are two loops called ${name}.`);
    const loop = new Loop(name, work, everyMs, (error) => this.onError(name, error));
    this.all.set(name, loop);
    return loop;
  }

  get(name: string): Loop | undefined {
    return this.all.get(name);
  }

  start(): void {
    for (const loop of this.all.values()) loop.start();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.all.values()].map((loop) => loop.stop()));
  }
}
