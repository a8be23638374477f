import type { z } from 'zod';
import { organisationSettings, webhookRequest } from '#contracts';
import { placeWords } from '../../words/en-places.ts';
import { objectOf } from '../patterns/contract.ts';
import { type Control, fieldsOf } from '../patterns/controls.ts';
import { nameOfField } from '../patterns/field-names.ts';
import { everyPlace } from '../places.ts';

/** One setting, or a page, and where it is. */
export interface Found {
  readonly name: string;
  readonly where: string;
  readonly to: string;
}

const common = ['name', 'slug', 'description'];

/** Every field below a control, by its path. */
function paths(control: Control, at: string): readonly string[] {
  switch (control.as) {
    case 'group':
      return control.fields.flatMap((field) => [`${at}.${field.name}`, ...paths(field.control, `${at}.${field.name}`)]);
    case 'maybe':
      return paths(control.inner, at);
    case 'list':
      return paths(control.item, at);
    default:
      return [];
  }
}

const fieldsIn = (schema: z.ZodObject, about: string, where: string, to: string): readonly Found[] =>
  fieldsOf(schema)
    .filter(({ name }) => !common.includes(name))
    .flatMap(({ name, control }) => [name, ...paths(control, name)])
    .map((path) => ({ name: nameOfField(path, about), where, to }));

/** Everything that can be found: pages, and the settings on them. */
const everything: readonly Found[] = [
  ...everyPlace.map(({ name, group, to }) => ({ name, where: group, to })),
  ...everyPlace.flatMap(({ kind, name, to }) => (kind ? fieldsIn(objectOf(kind.request), kind.kind, name, to) : [])),
  ...fieldsIn(
    organisationSettings.stored,
    organisationSettings.kind,
    placeWords.names.organisation,
    '/admin/organisation',
  ),
  ...fieldsIn(webhookRequest, 'webhook', placeWords.names.webhooks, '/admin/webhooks'),
];

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** What is called so, pages first, each once for a page. */
export function findSettings(typed: string): readonly Found[] {
  const wanted = folded(typed.trim()).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  const seen = new Set<string>();
  return everything
    .filter(({ name, where }) => wanted.every((word) => folded(`${name} ${where}`).includes(word)))
    .filter(({ name, to }) => !seen.has(`${name} ${to}`) && seen.add(`${name} ${to}`))
    .slice(0, 60);
}
