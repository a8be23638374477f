import type { Service } from './a-service.ts';

/** Lets so many minutes pass for everything that a service has planned, and does what is due then. */
export async function letPass(service: Service, minutes: number): Promise<void> {
  await service.database.read(async (db) => {
    const earlier = `- $1 * interval '1 minute'`;
    await db.query(`UPDATE timer SET due_at = due_at ${earlier}`, [minutes]);
    await db.query(
      `UPDATE timer SET data = jsonb_set(data, '{since}', to_jsonb(
         to_char(((data ->> 'since')::timestamptz ${earlier}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
       WHERE data ? 'since'`,
      [minutes],
    );
  });
  await service.turn('timers');
}
