import { EntitySchema } from 'typeorm';
import type { OutboundContactRequest } from '#contracts';
import type { Transaction } from '#event-bus';

/** A file of people a run writes to. Nothing of it counts before all of it was read; then it is taken part by part. */
export interface Audience {
  readonly id: string;
  readonly runId: string;
  readonly lines: number;
  readonly taken: number;
  /** How many of those taken were new to the run. */
  readonly added: number;
  readonly begunAt: Date;
  readonly readAt: Date | null;
  readonly doneAt: Date | null;
}

export const AudienceTable = new EntitySchema<Audience>({
  name: 'outbound_audience',
  columns: {
    id: { type: 'uuid', primary: true },
    runId: { type: 'uuid', name: 'run_id' },
    lines: { type: 'int', default: 0 },
    taken: { type: 'int', default: 0 },
    added: { type: 'int', default: 0 },
    begunAt: { type: 'timestamptz', name: 'begun_at' },
    readAt: { type: 'timestamptz', name: 'read_at', nullable: true },
    doneAt: { type: 'timestamptz', name: 'done_at', nullable: true },
  },
  indices: [
    { name: 'outbound_audiences_of_run', columns: ['runId'] },
    { name: 'outbound_audiences_to_take', columns: ['begunAt'], where: 'done_at IS NULL' },
  ],
});

interface Part {
  readonly audienceId: string;
  readonly nth: number;
  readonly contacts: OutboundContactRequest[];
}
export const AudiencePartTable = new EntitySchema<Part>({
  name: 'outbound_audience_part',
  columns: {
    audienceId: { type: 'uuid', name: 'audience_id', primary: true },
    nth: { type: 'int', primary: true },
    contacts: { type: 'jsonb' },
  },
});

/** Files on their way into runs. */
export const audiences = ({ manager, now }: Transaction) => {
  const table = manager.getRepository(AudienceTable);
  const parts = manager.getRepository(AudiencePartTable);
  return {
    begin: (id: string, runId: string) =>
      table.insert({ id, runId, lines: 0, taken: 0, added: 0, begunAt: now, readAt: null, doneAt: null }),
    async keepPart(part: Part): Promise<void> {
      await parts.insert(part);
      await table.increment({ id: part.audienceId }, 'lines', part.contacts.length);
    },
    /** All of it was read, and nothing was wrong. */
    isRead: (id: string) => table.update({ id }, { readAt: now }),
    async forget(id: string): Promise<void> {
      await parts.delete({ audienceId: id });
      await table.delete({ id });
    },
    /** The next part of the oldest file that nobody else takes; the file is locked. */
    async nextPart(): Promise<(Part & Pick<Audience, 'runId' | 'begunAt'>) | null> {
      const [found]: (Part & Pick<Audience, 'runId' | 'begunAt'>)[] = await manager.query(
        `SELECT a.run_id AS "runId", a.begun_at AS "begunAt", p.audience_id AS "audienceId", p.nth, p.contacts
         FROM outbound_audience a CROSS JOIN LATERAL (
           SELECT * FROM outbound_audience_part WHERE audience_id = a.id ORDER BY nth LIMIT 1
         ) AS p
         WHERE a.read_at IS NOT NULL AND a.done_at IS NULL ORDER BY a.begun_at LIMIT 1 FOR UPDATE OF a SKIP LOCKED`,
      );
      return found ?? null;
    },
    /** This part is in its run now, so many of it new. */
    async tookPart({ audienceId, nth, contacts }: Part, added: number): Promise<void> {
      await parts.delete({ audienceId, nth });
      await manager.query(
        `UPDATE outbound_audience SET taken = taken + $2, added = added + $3,
           done_at = CASE WHEN taken + $2 = lines THEN $4::timestamptz END WHERE id = $1`,
        [audienceId, contacts.length, added, now],
      );
    },
    /** Nothing more of it is taken: its run has ended. */
    async stop(audienceId: string): Promise<void> {
      await parts.delete({ audienceId });
      await table.update({ id: audienceId }, { doneAt: now });
    },
    /** Forgets files that nobody finished to read: who sent them went away. */
    async forgetUnread(before: Date): Promise<void> {
      await manager.query(
        `WITH gone AS (DELETE FROM outbound_audience WHERE done_at IS NULL AND read_at IS NULL AND begun_at < $1 RETURNING id)
         DELETE FROM outbound_audience_part WHERE audience_id IN (SELECT id FROM gone)`,
        [before],
      );
    },
  };
};
export const takeAudience = 'take-audience';
