import { type OutboundContactRequest, outboundContactRequest, outboundDetails, Refusal } from '#contracts';
import { fromText } from '#csv';
import { normaliseCustomerNumber } from '#phone';
import { csvRows, type FieldError, Unreadable, wording } from '#platform';
import { type Planning, whatIsUnplanned } from '../domain/outbound-pace.ts';
import { valueIn, type VariableTypes } from '../domain/variables.ts';
import { whatIsUnfit } from '../use-cases/check-contacts.ts';

/** How large a file may be, in bytes (product.md 29.2). */
const mostBytes = 10 * 1024 * 1024;
/** How many lines are taken together, and how many mistakes are told. */
const atOnce = 1000;
const mostErrors = 100;

const needed = ['to', 'name', 'optedIn'] as const;
const optional = [...outboundDetails, 'locale', 'reference', 'message', 'notBefore', 'notAfter'] as const;
const known: ReadonlySet<string> = new Set([...needed, ...optional, 'caseName', 'orderBy']);
const isContext = (heading: string): boolean => heading.startsWith('context.') && heading.length > 8;

/**
 * Reads an audience as CSV, some lines at a time: a line of headings, of which `to`, `name` and `optedIn` (`true`, `yes`, `false` or `no`) are needed and the
 * other fields of a contact understood; columns that begin with `context.` are context. Throws `Unreadable` naming each mistake by its line, up to a hundred: no
 * more is given then, and what was given is not to be used. Refuses with `unreadable` what is larger than 10 MB.
 */
export async function* readAudience(
  bytes: AsyncIterable<Uint8Array>,
  country: string,
  run: Planning,
  types: VariableTypes,
): AsyncGenerator<readonly OutboundContactRequest[]> {
  const errors: FieldError[] = [];
  let some: OutboundContactRequest[] = [];
  let read: ReturnType<typeof lineReader> | undefined;
  for await (const { line, cells } of csvRows(bytes, mostBytes)) {
    if (!read) {
      read = lineReader(cells, country, run, types);
      continue;
    }
    const { contact, faults } = read(cells);
    errors.push(
      ...faults.map(({ field, message }) => ({ field: field ? `line ${line}.${field}` : `line ${line}`, message })),
    );
    if (errors.length >= mostErrors) break;
    if (errors.length > 0 || !contact) continue;
    some.push(contact);
    if (some.length < atOnce) continue;
    yield some;
    some = [];
  }
  if (errors.length > 0) throw new Unreadable(errors.slice(0, mostErrors));
  if (!read) throw new Refusal('unreadable', 'The table is empty: it needs a line of headings.', 'body');
  if (some.length > 0) yield some;
}

/** Refuses headings that are missing, there twice, or unknown: a column that is misspelt is not passed over in silence. */
function checkHeadings(headings: readonly string[]): void {
  const faults = [
    ...needed
      .filter((name) => !headings.includes(name))
      .map((field) => ({ field, message: 'is no heading of the first line' })),
    ...headings.flatMap((field, n) => {
      if (field === '') return [];
      if (headings.indexOf(field) < n) return [{ field, message: 'is a heading twice' }];
      const isKnown = known.has(field) || isContext(field);
      return isKnown ? [] : [{ field, message: `is no heading that is known; one of your own is context.${field}` }];
    }),
  ];
  if (faults.length > 0) throw new Unreadable(faults);
}

function lineReader(first: readonly string[], country: string, run: Planning, types: VariableTypes) {
  const headings = first.map((cell) => cell.trim());
  checkHeadings(headings);
  const places = new Map(headings.map((heading, n) => [heading, n]));
  return (cells: readonly string[]): { contact: OutboundContactRequest | null; faults: FieldError[] } => {
    const cell = (name: string) => fromText(cells[places.get(name) ?? -1] ?? '').trim();
    const beyond = cells.findIndex((text, n) => text.trim() !== '' && !headings[n]);
    if (beyond >= 0)
      return { contact: null, faults: [{ field: '', message: `has a cell ${beyond + 1} that no heading names` }] };
    const context = Object.fromEntries(
      headings.flatMap((heading, n) => {
        if (!isContext(heading) || !cells[n]) return [];
        const name = heading.slice(8);
        return [[name, valueIn(fromText(cells[n]), types.get(name))]];
      }),
    );
    const agreed = cell('optedIn').toLowerCase();
    const isAgreed = ['true', 'yes', '1'].includes(agreed);
    const asked = {
      ...Object.fromEntries(optional.map((name) => [name, cell(name) || null])),
      ...{ to: cell('to'), name: cell('name'), caseName: cell('caseName'), context },
      orderBy: cell('orderBy') === '' ? null : Number(cell('orderBy')),
      optedIn: isAgreed,
    };
    const { data: contact, error } = outboundContactRequest.safeParse(asked, { error: wording });
    const faults = (error?.issues ?? []).map(({ path, message }) => ({ field: path.join('.'), message }));
    if (!isAgreed && !['false', 'no', '0'].includes(agreed))
      faults.push({
        field: 'optedIn',
        message: agreed === '' ? 'is required: true or false' : 'must be true or false',
      });
    if (contact && !normaliseCustomerNumber(contact.to, country))
      faults.push({ field: 'to', message: 'is no telephone number' });
    if (contact) faults.push(...whatIsUnplanned(run, contact), ...whatIsUnfit(contact.context, types));
    return { contact: faults.length > 0 ? null : (contact ?? null), faults };
  };
}
