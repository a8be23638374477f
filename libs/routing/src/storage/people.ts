import { type EntityManager, EntitySchema } from 'typeorm';
import {
  type AdministratorsView,
  type AgentId,
  dayMs,
  preferencesRequest,
  type PreferencesRequest,
  type PreferencesView,
} from '#contracts';

/** Whoever has opened the desk, by the id that their token gives. */
interface StoredPerson {
  readonly id: AgentId;
  readonly name: string;
  readonly administers: boolean;
  readonly seenAt: Date;
  /** Of what they chose; 0: nothing yet. */
  readonly version: number;
  readonly preferences: PreferencesRequest;
}

export const PersonTable = new EntitySchema<StoredPerson>({
  name: 'person',
  columns: {
    id: { type: 'uuid', primary: true },
    name: { type: 'text' },
    administers: { type: 'boolean' },
    seenAt: { type: 'timestamptz', name: 'seen_at' },
    version: { type: 'int', default: 0 },
    preferences: { type: 'jsonb', default: {} },
  },
  indices: [{ name: 'administrators_seen', columns: ['seenAt', 'id'], where: 'administers' }],
});

/** What is no longer understood of what was kept is as usual, by itself. */
function understood({ version, preferences }: Pick<StoredPerson, 'version' | 'preferences'>): PreferencesView {
  const kept = Object.entries(preferences).filter(
    ([name, value]) => preferencesRequest.safeParse({ [name]: value }).success,
  );
  return { version, ...preferencesRequest.parse(Object.fromEntries(kept)) };
}

/** That somebody is here, under the name and with the rights of their token; answers what they chose. */
export async function remember(
  manager: EntityManager,
  { id, name, administers }: Pick<StoredPerson, 'id' | 'name' | 'administers'>,
  now: Date,
): Promise<PreferencesView> {
  const [person]: StoredPerson[] = await manager.query(
    `INSERT INTO person AS known (id, name, administers, seen_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, administers = excluded.administers,
       seen_at = greatest(known.seen_at, excluded.seen_at)
     RETURNING version, preferences`,
    [id, name, administers, now],
  );
  return understood(person!);
}

export async function preferencesOf(manager: EntityManager, id: AgentId): Promise<PreferencesView> {
  const [person]: StoredPerson[] = await manager.query(`SELECT version, preferences FROM person WHERE id = $1`, [id]);
  return understood(person ?? { version: 0, preferences: preferencesRequest.parse({}) });
}

/** Keeps them over exactly this version; null where another one is there, or the person is not known. */
export async function keepPreferences(
  manager: EntityManager,
  id: AgentId,
  preferences: PreferencesRequest,
  from: number,
): Promise<PreferencesView | null> {
  const [changed]: [StoredPerson[], number] = await manager.query(
    `UPDATE person SET version = version + 1, preferences = $2::jsonb WHERE id = $1 AND version = $3
     RETURNING version, preferences`,
    [id, JSON.stringify(preferences), from],
  );
  return changed[0] ? understood(changed[0]) : null;
}

/** Who has not been here for so long is nobody to send people to, in days. */
const stillHereDays = 90;
const named = 3;

/** Administrators who were here lately, the last one first: a few by name, and how many there are. */
export async function administrators(manager: EntityManager, now: Date): Promise<AdministratorsView> {
  const rows: { name: string; total: string }[] = await manager.query(
    `SELECT name, count(*) OVER () AS total FROM person WHERE administers AND seen_at > $1 ORDER BY seen_at DESC, id DESC LIMIT $2`,
    [new Date(now.getTime() - stillHereDays * dayMs), named],
  );
  return { items: rows.map(({ name }) => ({ name })), total: Number(rows[0]?.total ?? 0) };
}
