import type { ChannelId, Locale, NumberId, Slug, WorkstreamId } from '#contracts';

/** One number wired to one workstream (product.md 5). */
export interface Channel {
  readonly id: ChannelId;
  readonly version: number;
  readonly slug: Slug;
  readonly name: string;
  readonly workstreamId: WorkstreamId;
  readonly numberId: NumberId;
  readonly language: Locale;
  readonly createdAt: Date;
  readonly changedAt: Date;
}
