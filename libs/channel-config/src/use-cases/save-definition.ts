import {
  alreadyExists,
  type Defined,
  type DefinitionId,
  type DefinitionKind,
  definitionKinds,
  type Person,
  Refusal,
} from '#contracts';
import { definedAs, definedBy, type Definition, definitionNotFound, refuseBuiltIn } from '#definitions';
import type { Transaction } from '#event-bus';
import { changes } from '#history';
import { refuseOtherVersion } from '#platform';
import { usesOf } from '../domain/use.ts';
import { isSame } from '../domain/differences.ts';
import { definitions } from '../storage/definitions.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { rulesOf } from './definition-rules.ts';
import { sayDefinition } from './say-definition.ts';

/**
 * Creates a definition, or changes it (`from`: the version that the change starts from; null creates). Refuses with `already-exists`,
 * `definition-not-found`, `version-mismatch`, `slug-taken`, `already-defined`, `unknown-reference`, `built-in`, and what
 * the rules of its kind refuse.
 */
export async function saveDefinition(
  tx: Transaction,
  kind: DefinitionKind,
  person: Person,
  id: DefinitionId,
  asked: Defined,
  from: number | null,
): Promise<Definition> {
  refuseBuiltIn(kind, id);
  await oneAtATime(tx);
  const known = await definitions(tx).find(kind, id);
  const standing = known?.removedAt === null ? known : null;
  if (from !== null) {
    if (!standing) throw definitionNotFound(kind);
    refuseOtherVersion(standing.version, from);
  }
  if (standing && isSame(definedBy(standing), asked)) return standing;
  if (from === null && known) throw alreadyExists(known);
  return keepDefinition(tx, kind, person, id, known, asked, known ? 'changed' : 'created');
}

/** Stores it in its next version, writes down who did it, and tells everybody. */
export async function keepDefinition(
  tx: Transaction,
  kind: DefinitionKind,
  person: Person,
  id: DefinitionId,
  known: Definition | null,
  asked: Defined,
  action: 'created' | 'changed' | 'restored',
): Promise<Definition> {
  const isNew = known === null || known.removedAt !== null;
  if (await definitions(tx).isSlugTaken(kind, asked.slug, id))
    throw new Refusal('slug-taken', `Another one is called ${asked.slug}.`, 'slug');
  const alike = await definitions(tx).alike(kind, asked, id);
  if (alike !== null)
    throw new Refusal('already-defined', `${alike} has the same ${kind.oneFor.join(', ')}.`, kind.oneFor.at(-1));
  const uses = usesOf(kind, asked);
  await definitions(tx).refuseUnknown(definitionKinds, uses);
  await rulesOf(kind).beforeKept?.(tx, id, asked, known);

  const definition = definedAs(kind, id, asked, known, tx.now);
  await definitions(tx).save(definition);
  await definitions(tx).saveUses(definition, uses);
  const { version } = definition;
  const before = known && !isNew ? definedBy(known) : null;
  await changes(tx).record(person, {
    kind: kind.kind,
    subjectId: id,
    version,
    action,
    before,
    after: definedBy(definition),
  });
  sayDefinition(tx, kind, definition);
  return definition;
}
