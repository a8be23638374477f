import { z } from 'zod';
import { address, consentStatus, Refusal, senderNumber } from '#contracts';
import { fromText } from '#csv';
import { csvRows, type FieldError, Unreadable, wording } from '#platform';
import type { ImportedConsent } from '../use-cases/import-consents.ts';

/** How many lines a table may have. */
const tableLimits = { lines: 100_000 };
const shownErrors = 100;

/** A blank cell says nothing. */
const row = z.object({
  number: senderNumber,
  customer: address,
  status: consentStatus,
  at: z.union([z.literal('').transform(() => null), z.iso.datetime({ offset: true }).transform((at) => new Date(at))], {
    error: 'is no time such as 2026-01-31T14:05:00Z',
  }),
  comment: z.string().trim().max(500),
});

/**
 * Reads a table of consent as CSV, piece by piece: a line of headings, of which `number`, `customer` and `status` are needed and `at` and
 * `comment` understood, then a line for each entry. Nothing is taken of a table with a mistake in it: all of the first hundred mistakes
 * are told, each with its line. Lines about customers who were forgotten are passed over.
 */
export async function readConsentTable(
  bytes: AsyncIterable<Uint8Array>,
  now: Date,
): Promise<readonly (ImportedConsent & { readonly line: number })[]> {
  const lines: (ImportedConsent & { readonly line: number })[] = [];
  const errors: FieldError[] = [];
  let headings: readonly string[] | undefined;
  for await (const { line, cells } of csvRows(bytes)) {
    if (!headings) {
      headings = cells.map((cell) => cell.trim().toLowerCase());
      const missing = ['number', 'customer', 'status'].filter((name) => !headings!.includes(name));
      if (missing.length > 0)
        throw new Unreadable(missing.map((field) => ({ field, message: 'is no heading of the first line' })));
      continue;
    }
    if (lines.length === tableLimits.lines)
      throw new Refusal('unreadable', `The table has more than ${tableLimits.lines} lines.`, 'body');
    const cell = (name: string) => cells[headings!.indexOf(name)] ?? '';
    // an exported line about somebody who was forgotten: nobody knows any more whom it could be taken in for
    if (cell('customer').trim().startsWith('forgotten:')) continue;
    const asked = {
      ...{ number: cell('number').trim(), customer: fromText(cell('customer').trim()), status: cell('status').trim() },
      ...{ at: cell('at').trim(), comment: fromText(cell('comment')) },
    };
    const read = row.safeParse(asked, { error: wording });
    if (read.success && (read.data.at === null || read.data.at <= now)) lines.push({ line, ...read.data });
    else if (read.success) errors.push({ field: `line ${line}.at`, message: 'is in the future' });
    for (const { path, message } of read.error?.issues ?? [])
      errors.push({ field: `line ${line}.${path.join('.')}`, message });
    if (errors.length >= shownErrors) break;
  }
  if (errors.length > 0) throw new Unreadable(errors);
  if (!headings) throw new Refusal('unreadable', 'The table is empty: it needs a line of headings.', 'body');
  return lines;
}
