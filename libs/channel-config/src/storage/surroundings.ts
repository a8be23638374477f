import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { type ChannelDraft, requestOf, type Surroundings } from '../domain/channel-draft.ts';
import { usesOfChannel } from '../domain/channel-settings.ts';

const uuidOf = (typed: unknown): string | null => z.uuid().safeParse(typed).data ?? null;

/** What a draft is judged by: everything it names, as it is at this moment. One statement. */
export async function surroundingsOf(manager: EntityManager, { id, said }: ChannelDraft): Promise<Surroundings> {
  const { slug, workstreamId, numberId, settings } = requestOf(said);
  const used = usesOfChannel({ settings } as never).flatMap((use) => uuidOf(use.id) ?? []);
  const [row]: [Record<string, never>] = await manager.query(
    `SELECT
       coalesce((SELECT status FROM provisioning WHERE kind = 'sms'), 'not-provisioned') AS sms,
       EXISTS (SELECT FROM channel WHERE id = $1) AS "isIdTaken",
       EXISTS (SELECT FROM channel WHERE slug = $2 AND state <> 'removed') AS "isSlugTaken",
       (SELECT json_build_object('id', id, 'name', name, 'state', state) FROM workstream WHERE id = $3) AS workstream,
       (SELECT json_build_object('id', n.id, 'address', n.address, 'channel', c.name,
                 'account', json_build_object('id', a.id, 'name', a.name, 'state', a.state, 'key', a.key, 'provider', a.provider))
          FROM support_number n JOIN messaging_account a ON a.id = n.account_id
          LEFT JOIN channel c ON c.number_id = n.id AND c.state <> 'removed'
         WHERE n.id = $4) AS number,
       coalesce((SELECT json_agg(json_build_object('kind', kind, 'id', id, 'name', name))
          FROM definition WHERE id = ANY($5::uuid[]) AND removed_at IS NULL), '[]') AS definitions`,
    [id, slug, uuidOf(workstreamId), uuidOf(numberId), used],
  );
  return row as unknown as Surroundings;
}
