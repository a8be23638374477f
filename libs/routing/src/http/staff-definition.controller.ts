import type { Type } from '@nestjs/common';
import { z } from 'zod';
import { confirmedRequest, pageRequest, type StaffKind } from '#contracts';
import { definitionDoor } from '#definition-door';
import { listStaff, staffOf } from '../queries/staff-definitions.ts';
import {
  removeStaffDefinition,
  restoreStaffDefinition,
  saveStaffDefinition,
} from '../use-cases/save-staff-definition.ts';

const listRequest = pageRequest.extend({
  /** Part of the name or slug, in any case. */
  q: z.string().trim().max(100).optional(),
});

/** The door of skills, skill types, rating models, capacity profiles and presences: each has the same one. */
export function staffDefinitionController(kind: StaffKind): Type {
  const confirmed =
    `While agents have it, another ${kind.confirmed.join(', ')} is refused (\`confirmation-required\`) with how many that touches, until ` +
    'it is asked for with `confirmed=true`.';
  return definitionDoor(kind, {
    service: 'routing',
    tag: 'routing',
    readers: ['administrator', 'supervisor', 'agent'],
    editors: ['administrator'],
    listRequest,
    besides: confirmedRequest,
    words: {
      list: 'By name; built-in ones come first.',
      ...(kind.confirmed.length > 0 && { save: confirmed }),
    },
    list: (db, asked) => listStaff(db, kind, asked),
    find: (db, id) => staffOf(db, kind, id),
    save: (tx, { person, id, asked, from, besides }) =>
      saveStaffDefinition(tx, kind, person, id, asked, from, besides.confirmed === 'true'),
    remove: (tx, { person, id, from }) => removeStaffDefinition(tx, kind, person, id, from),
    restore: (tx, { person, id, wanted, from, besides }) =>
      restoreStaffDefinition(tx, kind, person, id, wanted, from, besides.confirmed === 'true'),
  });
}
