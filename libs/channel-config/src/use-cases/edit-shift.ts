import { v5 as named } from 'uuid';
import {
  type Defined,
  type DefinitionId,
  type DefinitionKind,
  operatingHours,
  operatingHoursKind,
  type Person,
  Refusal,
  shiftId,
  type ShiftId,
} from '#contracts';
import { definedBy, type Definition, definitionNotFound } from '#definitions';
import type { Transaction } from '#event-bus';
import { changes } from '#history';
import { refuseOtherVersion } from '#platform';
import { isSame } from '../domain/differences.ts';
import { editShift as decide, type ShiftEdit } from '../domain/shift-edit.ts';
import { definitions } from '../storage/definitions.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { keepDefinition } from './save-definition.ts';

/**
 * Changes or ends a shift of operating hours: this occurrence, it and those after it, or the whole series (product.md 20). The same request
 * again, from the same version, answers what the first one made. Refuses with `definition-not-found`, `version-required`, `version-mismatch`,
 * `shift-not-found`, `occurrence-not-found`, `unreadable` (what it would become is not allowed).
 */
export async function editShift(
  tx: Transaction,
  person: Person,
  id: DefinitionId,
  shift: ShiftId,
  edit: ShiftEdit,
  from: number | null,
): Promise<Definition> {
  const kind: DefinitionKind = operatingHoursKind;
  await oneAtATime(tx);
  const known = await definitions(tx).find(kind, id);
  if (!known || known.removedAt !== null) throw definitionNotFound(kind);
  if (from !== null && from === known.version - 1) {
    const before = await changes(tx).was({ kind: kind.kind, subjectId: id, version: from });
    if (before && isSame(definedBy(known), edited(before as Defined, shift, edit, from))) return known;
  }
  refuseOtherVersion(known.version, from);
  const asked = edited(definedBy(known), shift, edit, known.version);
  if (isSame(definedBy(known), asked)) return known;
  return keepDefinition(tx, kind, person, id, known, asked, 'changed');
}

function edited(before: Defined, shift: ShiftId, edit: ShiftEdit, version: number): Defined {
  // the same request must divide a series into the same two
  const newId = shiftId.parse(named(`${edit.on} at version ${version}`, shift));
  const hours = decide(operatingHours.parse(before), shift, edit, newId);
  const read = operatingHoursKind.request.safeParse({ ...before, ...hours });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const field = ['change', ...issue!.path.slice(2)].join('.');
  throw new Refusal('unreadable', `It would become something that is not allowed: ${issue!.message}.`, field);
}
