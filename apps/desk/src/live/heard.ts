import type { LiveFrame } from '#contracts';

const remembered = 2_000;

/**
 * Frames as they came. A list that is being fetched says where it began (`mark`) and folds in what was said meanwhile (`since`),
 * so that no moment lies between the list and the stream. A frame that is not newer than the last one about its thing is no news.
 */
export class Heard {
  private frames: LiveFrame[] = [];
  private dropped = 0;
  private readonly versions = new Map<string, number>();

  /** True when the frame is news. */
  keep(frame: LiveFrame): boolean {
    const thing = `${frame.kind}/${frame.id}`;
    if ((this.versions.get(thing) ?? -1) >= frame.version) return false;
    this.versions.delete(thing);
    this.versions.set(thing, frame.version);
    if (this.versions.size > remembered) this.versions.delete(this.versions.keys().next().value!);
    this.frames.push(frame);
    if (this.frames.length > remembered) {
      this.frames.shift();
      this.dropped += 1;
    }
    return true;
  }

  mark(): number {
    return this.dropped + this.frames.length;
  }

  since(mark: number): readonly LiveFrame[] {
    return this.frames.slice(Math.max(0, mark - this.dropped));
  }
}
