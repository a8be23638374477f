import { type OutboundContactRequest, outboundContactRequest, outboundDetails, Refusal } from '#contracts';
import { fromText } from '#csv';
import { normaliseCustomerNumber } from '#phone';
import { csvRows, type FieldError, Unreadable, wording } from '#platform';

const mostLines = 100_000;

/**
 * Reads an audience as CSV: a line of headings, of which `to`, `name` and `optedIn` (`true` or `yes`) are needed and the other
 * fields of a contact understood; columns that begin with `context.` are context. Nothing is taken of a table with a mistake in it.
 */
export async function readAudience(
  bytes: AsyncIterable<Uint8Array>,
  country: string,
): Promise<OutboundContactRequest[]> {
  const contacts: OutboundContactRequest[] = [];
  const errors: FieldError[] = [];
  let headings: readonly string[] | undefined;
  for await (const { line, cells } of csvRows(bytes)) {
    if (!headings) {
      headings = cells.map((cell) => cell.trim());
      const missing = ['to', 'name', 'optedIn'].filter((name) => !headings!.includes(name));
      if (missing.length > 0)
        throw new Unreadable(missing.map((field) => ({ field, message: 'is no heading of the first line' })));
      continue;
    }
    if (contacts.length === mostLines)
      throw new Refusal('unreadable', `The table has more than ${mostLines} lines.`, 'body');
    const cell = (name: string) => fromText(cells[headings!.indexOf(name)] ?? '').trim();
    const context = Object.fromEntries(
      headings.flatMap((heading, n) =>
        heading.startsWith('context.') && cells[n] ? [[heading.slice(8), fromText(cells[n])]] : [],
      ),
    );
    const optional = [...outboundDetails, 'locale', 'reference', 'message', 'notBefore', 'notAfter'] as const;
    const asked = {
      ...Object.fromEntries(optional.map((name) => [name, cell(name) || null])),
      ...{ to: cell('to'), name: cell('name'), caseName: cell('caseName'), context },
      orderBy: cell('orderBy') === '' ? null : Number(cell('orderBy')),
      optedIn: /^(true|yes|1)$/i.test(cell('optedIn')),
    };
    const read = outboundContactRequest.safeParse(asked, { error: wording });
    for (const { path, message } of read.error?.issues ?? [])
      errors.push({ field: `line ${line}.${path.join('.')}`, message });
    if (read.success && !normaliseCustomerNumber(read.data.to, country))
      errors.push({ field: `line ${line}.to`, message: 'is no telephone number' });
    if (read.success) contacts.push(read.data);
    if (errors.length >= 100) break;
  }
  if (errors.length > 0) throw new Unreadable(errors);
  if (!headings) throw new Refusal('unreadable', 'The table is empty: it needs a line of headings.', 'body');
  return contacts;
}
