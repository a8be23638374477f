import { EntitySchema } from 'typeorm';
import { v5 as named } from 'uuid';
import type { QueueId, WorkItemId, WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';

/** What was told last of a line that nobody could take anything of. */
export interface LineLook {
  readonly lineId: WorkItemId;
  readonly toldAt: Date;
  /** Of what was told: whether something changed. */
  readonly digest: string;
}

export const LineLookTable = new EntitySchema<LineLook>({
  name: 'line_look',
  columns: {
    lineId: { type: 'uuid', primary: true, name: 'line_id' },
    toldAt: { type: 'timestamptz', name: 'told_at' },
    digest: { type: 'text' },
  },
});

const ofLines = '7d1f4c26-0f0c-5a1e-9a0d-6c1f0b8f5f11';
/** Under which what is told of a line is kept among the explanations of work items: all that waits in it shares it. */
export const lineIdOf = (line: { queueId: QueueId; workstreamId: WorkstreamId; need: string }): WorkItemId =>
  named(`${line.queueId} ${line.workstreamId} ${line.need}`, ofLines) as WorkItemId;

export const lineLooks = ({ manager, now }: Transaction) => ({
  /** False when another replica is at it. */
  async mine(): Promise<boolean> {
    const [{ mine }]: [{ mine: boolean }] = await manager.query(
      `SELECT pg_try_advisory_xact_lock(hashtext('routing'), hashtext('line-looks')) AS mine`,
    );
    return mine;
  },
  all: (): Promise<LineLook[]> =>
    manager.query(`SELECT line_id AS "lineId", told_at AS "toldAt", digest FROM line_look`),
  async told(looks: readonly Omit<LineLook, 'toldAt'>[]): Promise<void> {
    if (looks.length === 0) return;
    await manager.query(
      `INSERT INTO line_look (line_id, told_at, digest) SELECT id, $1, digest FROM unnest($2::uuid[], $3::text[]) AS new (id, digest)
       ON CONFLICT (line_id) DO UPDATE SET told_at = excluded.told_at, digest = excluded.digest`,
      [now, looks.map(({ lineId }) => lineId), looks.map(({ digest }) => digest)],
    );
  },
  async forget(lineIds: readonly WorkItemId[]): Promise<void> {
    if (lineIds.length > 0) await manager.query(`DELETE FROM line_look WHERE line_id = ANY($1)`, [lineIds]);
  },
});
