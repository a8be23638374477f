import type { EntityManager } from 'typeorm';
import { type DefinitionKind, Refusal, type UsedByView } from '#contracts';

const most = 200;

/** What names this definition, with the way to it. Refuses with `definition-not-found`; built-in ones are known by their ids. */
export async function usedBy(db: EntityManager, { kind, builtIn }: DefinitionKind, id: string): Promise<UsedByView> {
  const [there] = await db.query<[{ there: boolean }]>(
    `SELECT EXISTS (SELECT FROM definition WHERE id = $1 AND kind = $2 AND removed_at IS NULL) AS there`,
    [id, kind],
  );
  if (!there.there && !builtIn.some((one) => one.id === id))
    throw new Refusal('definition-not-found', 'There is no such definition.');
  const users = await db.query<UsedByView['items']>(
    `SELECT DISTINCT u.user_kind AS kind, coalesce(s.about, u.user_id) AS id,
       coalesce(d.slug, c.slug, w.slug, a.slug, about.slug) AS slug,
       coalesce(d.name, c.name, w.name, a.name, about.name, '') AS name
     FROM configuration_use u
     LEFT JOIN definition d ON d.id = u.user_id LEFT JOIN channel c ON c.id = u.user_id
     LEFT JOIN workstream w ON w.id = u.user_id LEFT JOIN messaging_account a ON a.id = u.user_id
     LEFT JOIN settings s ON s.id = u.user_id LEFT JOIN workstream about ON about.id = s.about
     WHERE u.used_id = $1 ORDER BY kind, name, id LIMIT $2`,
    [id, most + 1],
  );
  return { items: users.slice(0, most), more: users.length > most };
}
