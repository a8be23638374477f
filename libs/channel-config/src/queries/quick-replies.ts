import { type EntityManager, MoreThan } from 'typeorm';
import { z } from 'zod';
import {
  type AgentId,
  localesListed,
  type PersonalQuickReplyView,
  quickReplyKind,
  sameLanguage,
  tagsListed,
  type UsableQuickRepliesRequest,
  type UsableQuickRepliesView,
  workstreamSettings,
} from '#contracts';
import { cursorOf, likeOf, page } from '#platform';
import type { PersonalQuickReply } from '../domain/personal-quick-reply.ts';
import { readSearch, withoutHash, wordsOf } from '../domain/quick-reply-search.ts';
import { PersonalQuickReplyTable } from '../storage/personal-quick-reply.table.ts';
import type { PageAsked } from './list.ts';

const byId = cursorOf(z.object({ id: z.uuid() }));
const byTitle = cursorOf(z.object({ far: z.int(), title: z.string(), id: z.uuid() }));
const mostTags = 100;

export const viewOfPersonal = ({
  ownerId: _ownerId,
  createdAt,
  changedAt,
  ...reply
}: PersonalQuickReply): PersonalQuickReplyView => ({
  ...reply,
  createdAt: createdAt.toISOString(),
  changedAt: changedAt.toISOString(),
});

/** Those of one person, oldest first. */
export async function listPersonal(db: EntityManager, ownerId: AgentId, { cursor, limit }: PageAsked) {
  const from = byId.read(cursor);
  const rows = await db.getRepository(PersonalQuickReplyTable).find({
    where: { ownerId, ...(from && { id: MoreThan(from.id as PersonalQuickReply['id']) }) },
    order: { id: 'ASC' },
    take: limit + 1,
  });
  return page(rows, limit, byId.write, viewOfPersonal);
}

/** What this person may use here, as the workstream's settings have it: $1 locales, $2 those among them that were asked for, $3 workstream, $4 person, $5 shared ones as well. */
const usable = `
  offered AS (
    SELECT coalesce((SELECT body->>'quickReplies' FROM settings
                      WHERE kind = '${workstreamSettings.kind}' AND about = $3::uuid), 'all') AS which
  ), usable AS (
    SELECT id, 'shared' AS "from", name AS title, body->>'locale' AS locale, body->>'message' AS message, body->'tags' AS tags
      FROM definition
     WHERE kind = '${quickReplyKind.kind}' AND removed_at IS NULL AND $5
       AND (body->'workstreamIds' = '[]' AND (SELECT which FROM offered) = 'all'
            OR body->'workstreamIds' ? $3::text AND (SELECT which FROM offered) <> 'none')
     UNION ALL
    SELECT id, 'personal', NULL, locale, message, to_jsonb(tags) FROM personal_quick_reply WHERE owner_id = $4
  ), here AS (
    SELECT *, left(lower(coalesce(title, message)), 200) AS sorted_by,
           CASE WHEN locale = ANY($2::text[]) THEN 0 ELSE 1 END AS far,
           ARRAY(SELECT lower(tag) FROM jsonb_array_elements_text(tags) AS tag) AS folded
      FROM usable WHERE $1::text[] IS NULL OR locale = ANY($1)
  )`;

interface UsableRow extends Omit<UsableQuickRepliesView['items'][number], 'tags'> {
  tags: string[];
  sorted_by: string;
  far: number;
}

/** What somebody finds behind `/q`: shared replies of the workstream, and their own (product.md 28). Sorted by title, the exact languages first. */
export async function usableQuickReplies(
  db: EntityManager,
  ownerId: AgentId,
  asked: UsableQuickRepliesRequest,
): Promise<UsableQuickRepliesView> {
  const after = byTitle.read(asked.cursor);
  const exact = localesListed(asked.locale);
  const here = [
    exact && [...new Set(exact.flatMap(sameLanguage))],
    exact,
    asked.workstreamId ?? null,
    ownerId,
    asked.from === 'all',
  ];
  const typed = (asked.q ?? '').replaceAll('\u0000', ' ');
  const search = readSearch(typed, await tagsAmong(db, here, wordsOf(typed).map(withoutHash)));
  const wanted = [...search.tags, ...tagsListed(asked.tag)];

  const rows: UsableRow[] = await db.query(
    `WITH ${usable}
     SELECT id, "from", title, locale, message, tags, sorted_by, far FROM here
      WHERE NOT EXISTS (SELECT FROM unnest($6::text[]) AS wanted WHERE lower(wanted) <> ALL(folded))
        AND (title ILIKE $7 OR message ILIKE $7)
        AND ($8::int IS NULL OR (far, sorted_by, id) > ($8, $9, $10::uuid))
        AND NOT $11
      ORDER BY far, sorted_by, id LIMIT $12`,
    [
      ...here,
      wanted,
      likeOf(search.keyword),
      after?.far ?? null,
      after?.title ?? null,
      after?.id ?? null,
      search.lists === '',
      asked.limit + 1,
    ],
  );
  const placeOf = ({ far, sorted_by: title, id }: (typeof rows)[number]) => byTitle.write({ far, title, id });
  return {
    ...page(rows, asked.limit, placeOf, ({ sorted_by: _sortedBy, far: _far, ...reply }) => reply),
    tags: search.lists === null || after ? [] : await tagsBeginning(db, here, search.lists),
  };
}

const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Which of these words are tags here, in any case. */
async function tagsAmong(db: EntityManager, here: readonly unknown[], words: readonly string[]) {
  if (words.length === 0) return () => false;
  const rows: { word: string }[] = await db.query(
    `WITH ${usable}
     SELECT DISTINCT word FROM unnest($6::text[]) AS word WHERE EXISTS (SELECT FROM here WHERE lower(word) = ANY(folded))`,
    [...here, words],
  );
  const known = new Set(rows.map(({ word }) => word));
  return (word: string): boolean => known.has(word);
}

function tagsBeginning(
  db: EntityManager,
  here: readonly unknown[],
  beginning: string,
): Promise<{ tag: string; count: number }[]> {
  return db.query(
    `WITH ${usable}
     SELECT min(tag) AS tag, count(*)::int AS count FROM here, jsonb_array_elements_text(tags) AS tag
      WHERE lower(tag) LIKE lower($6) GROUP BY lower(tag) ORDER BY count(*) DESC, lower(tag) LIMIT $7`,
    [...here, `${literally(beginning)}%`, mostTags],
  );
}
