import type { AccountView } from '#contracts';
import type { Retired } from '../domain/retirement.ts';

/** The columns that every view of something with a life is made from. */
export interface LifeRow {
  readonly state: AccountView['state'];
  readonly retired_how: 'wait' | 'close-all' | null;
  readonly retired_at: Date | null;
  readonly usage: AccountView['usage'];
  readonly in_force: AccountView['inForce'];
}

/** A time as views carry it, out of a JSON object of the database. */
export const moment = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** To be selected beside the others; `row` is the alias of the table. Only reports of its version of now tell of its use of now. */
export const selectLife = (kind: Retired, row: string): string => `
  ${row}.state, ${row}.retired_how, ${row}.retired_at,
  (SELECT coalesce(json_agg(json_build_object('service', u.service, 'count', u.count, 'at', ${moment('u.counted_at')})
                            ORDER BY u.service), '[]')
     FROM usage_report u
    WHERE ${row}.state = 'retiring' AND u.kind = '${kind}' AND u.id = ${row}.id AND u.version = ${row}.version) AS usage,
  (SELECT coalesce(json_agg(json_build_object('service', f.service, 'version', f.version, 'appliedAt', ${moment('f.applied_at')})
                            ORDER BY f.service), '[]')
     FROM in_force f WHERE f.kind = '${kind}' AND f.id = ${row}.id) AS in_force`;

/** What a view says of a life. */
export const lifeViewOf = ({ state, retired_how, retired_at, usage, in_force }: LifeRow) => ({
  state,
  retirement: retired_how && retired_at ? { how: retired_how, since: retired_at.toISOString() } : null,
  usage,
  inForce: in_force,
});
