import { z } from 'zod';
import { caseRequest, contactRequest, customerAccountRequest, Refusal } from '#contracts';
import { fromText } from '#csv';
import { csvRows, type FieldError, Unreadable, wording } from '#platform';
import { type Asked, type DirectoryKind, recordOf } from '../domain/directory.ts';
import { idOfReference, type ImportedRecord } from '../use-cases/import-directory.ts';

const mostLines = 100_000;
const shownErrors = 100;

interface Table {
  readonly needs: readonly string[];
  readonly schema: z.ZodType<Asked>;
  /** What a line says, out of its cells. */
  read(cell: (name: string) => string): Record<string, unknown>;
  /** What it is called by where it has no reference of its own. */
  reference(cell: (name: string) => string): string;
}

const text = (cell: (name: string) => string, ...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, fromText(cell(name))]));
const numbers = (cell: (name: string) => string, ...names: string[]) => ({
  numbers: Object.fromEntries(names.map((name) => [name, fromText(cell(name))]).filter(([, number]) => number !== '')),
});
const active = (cell: (name: string) => string) => !/^(false|no|0|inactive)$/i.test(cell('active').trim());
const reference = (kind: DirectoryKind, named: string) => (named.trim() === '' ? null : idOfReference(kind, named));

const tables: Record<DirectoryKind, Table> = {
  contact: {
    needs: ['name'],
    schema: contactRequest,
    read: (cell) => ({
      ...text(cell, 'name', 'firstName', 'lastName', 'nickname', 'company', 'email'),
      ...numbers(cell, 'mobile', 'business', 'home', 'other'),
      accountId: reference('account', cell('account')),
      active: active(cell),
    }),
    reference: (cell) => cell('mobile') || cell('email') || cell('name'),
  },
  account: {
    needs: ['name'],
    schema: customerAccountRequest,
    read: (cell) => ({
      ...text(cell, 'name', 'number', 'email'),
      ...numbers(cell, 'main', 'other', 'fax'),
      active: active(cell),
    }),
    reference: (cell) => cell('number') || cell('name'),
  },
  case: {
    needs: ['number'],
    schema: caseRequest,
    read: (cell) => ({
      ...text(cell, 'number', 'title'),
      address: fromText(cell('address')) || null,
      contactId: reference('contact', cell('contact')),
      accountId: reference('account', cell('account')),
      active: active(cell),
    }),
    reference: (cell) => cell('number'),
  },
};

/**
 * Reads a table of contacts, accounts or cases as CSV, piece by piece: a line of headings, then a line for each. `reference` names a line for
 * other tables and for the next import of the same; columns that begin with `attribute.` are attributes. Nothing is taken of a table with a mistake
 * in it: the first hundred are told, each with its line.
 */
export async function readDirectoryTable(
  kind: DirectoryKind,
  bytes: AsyncIterable<Uint8Array>,
  country: string,
): Promise<readonly ImportedRecord[]> {
  const { needs, schema, read, reference: referenceOf } = tables[kind];
  const lines: ImportedRecord[] = [];
  const errors: FieldError[] = [];
  let headings: readonly string[] | undefined;
  for await (const { line, cells } of csvRows(bytes)) {
    if (!headings) {
      headings = cells.map((cell) => cell.trim());
      const missing = needs.filter((name) => !headings!.some((one) => one.toLowerCase() === name.toLowerCase()));
      if (missing.length > 0)
        throw new Unreadable(missing.map((field) => ({ field, message: 'is no heading of the first line' })));
      continue;
    }
    if (lines.length === mostLines)
      throw new Refusal('unreadable', `The table has more than ${mostLines} lines.`, 'body');
    const at = (name: string) => headings!.findIndex((one) => one.toLowerCase() === name.toLowerCase());
    const cell = (name: string) => cells[at(name)] ?? '';
    const attributes = Object.fromEntries(
      headings.flatMap((heading, n) => {
        const name = /^attribute\.(.+)$/i.exec(heading)?.[1];
        const value = fromText(cells[n] ?? '');
        return name && value !== '' ? [[name, value]] : [];
      }),
    );
    const parsed = schema.safeParse({ ...read(cell), attributes }, { error: wording });
    for (const { path, message } of parsed.error?.issues ?? [])
      errors.push({ field: `line ${line}.${path.join('.')}`, message });
    if (parsed.success) {
      const id = idOfReference(kind, cell('reference') || referenceOf(cell));
      try {
        recordOf(kind, id, parsed.data, null, country, new Date(0));
        lines.push({ line, id, asked: parsed.data });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        errors.push({ field: `line ${line}.${error.field}`, message: error.message });
      }
    }
    if (errors.length >= shownErrors) break;
  }
  if (errors.length > 0) throw new Unreadable(errors);
  if (!headings) throw new Refusal('unreadable', 'The table is empty: it needs a line of headings.', 'body');
  return lines;
}
