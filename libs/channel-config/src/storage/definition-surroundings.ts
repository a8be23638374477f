import type { ChannelId, NumberType, WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import { enoughUsers } from '../domain/in-use.ts';

/** What the rules of definitions look at besides the definition itself. */
export const surroundings = ({ manager }: Transaction) => ({
  async numberTypeOf(channelId: ChannelId): Promise<NumberType | null> {
    const [row]: { type: NumberType }[] = await manager.query(
      `SELECT n.type FROM channel c JOIN support_number n ON n.id = c.number_id WHERE c.id = $1`,
      [channelId],
    );
    return row?.type ?? null;
  },

  /** The shared texts of this workstream's channels, and the templates, in which the context variable stands, a few of them. Case counts. */
  textsWith(variable: string, workstreamId: WorkstreamId): Promise<{ kind: string; name: string }[]> {
    return manager.query(
      `SELECT kind, name FROM definition
        WHERE removed_at IS NULL
          AND ((kind = 'automated-message' AND position($1 IN body->>'text') > 0
                AND (body->>'level' = 'sms' OR body->>'channelId' IN (SELECT id::text FROM channel WHERE workstream_id = $3)))
            OR (kind = 'quick-reply' AND position($2 IN body->>'message') > 0
                AND (body->'workstreamIds' = '[]' OR body->'workstreamIds' ? $3::text))
            OR (kind = 'message-template' AND EXISTS (
                  SELECT FROM jsonb_array_elements(body->'texts') AS one WHERE position($2 IN one->>'text') > 0)))
        ORDER BY kind, name, id LIMIT $4`,
      [`{$${variable}$}`, `{OCContext.${variable}}`, workstreamId, enoughUsers],
    );
  },
});
