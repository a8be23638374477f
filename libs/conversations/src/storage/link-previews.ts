import { createHash } from 'node:crypto';
import { EntitySchema, type EntityManager } from 'typeorm';
import type { Page } from '../domain/link-preview.ts';

/** What lies behind a link. */
export type Found = Page & { readonly host: string };
interface LinkPreviewRow {
  readonly urlHash: string;
  /** Null: nothing is to be had there. */
  readonly page: Found | null;
  readonly goodUntil: Date;
}

export const LinkPreviewTable = new EntitySchema<LinkPreviewRow>({
  name: 'link_preview',
  columns: {
    urlHash: { type: 'text', name: 'url_hash', primary: true },
    page: { type: 'jsonb', nullable: true },
    goodUntil: { type: 'timestamptz', name: 'good_until' },
  },
  indices: [{ name: 'link_preview_good_until', columns: ['goodUntil'] }],
});

const hashOf = (url: string): string => createHash('sha256').update(url).digest('base64url');

/** What lay behind links when somebody looked. A link may say whose it is: only its hash is kept. */
export const linkPreviews = ({ manager }: { readonly manager: EntityManager }) => ({
  /** Undefined: nobody looked lately. */
  async find(url: string, now: Date): Promise<Found | null | undefined> {
    const found = await manager.findOneBy(LinkPreviewTable, { urlHash: hashOf(url) });
    return found && found.goodUntil > now ? found.page : undefined;
  },
  async save(url: string, page: Found | null, goodUntil: Date): Promise<void> {
    await manager.query(
      `INSERT INTO link_preview (url_hash, page, good_until) VALUES ($1, $2, $3)
       ON CONFLICT (url_hash) DO UPDATE SET page = excluded.page, good_until = excluded.good_until`,
      [hashOf(url), page && JSON.stringify(page), goodUntil],
    );
  },
  /** Answers how many. */
  async forgetStale(now: Date, atOnce: number): Promise<number> {
    const [, removed]: [unknown, number] = await manager.query(
      `DELETE FROM link_preview WHERE url_hash IN (
         SELECT url_hash FROM link_preview WHERE good_until < $1 ORDER BY good_until LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      [now, atOnce],
    );
    return removed;
  },
});
