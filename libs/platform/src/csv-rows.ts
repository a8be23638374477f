import { Refusal } from '#contracts';
import { CsvFault, CsvReader, type CsvRow } from '#csv';
import { Unreadable } from './problem.ts';
import { unstorable } from './unstorable.ts';

const megabyte = 1024 * 1024;
/** How large a table may be where nobody says otherwise, in bytes. */
const usualMostBytes = 16 * megabyte;

/** The lines of a table as CSV, piece by piece. Refuses with `unreadable` what is no CSV in UTF-8, naming the line, and what is larger than it may be, in bytes. */
export async function* csvRows(bytes: AsyncIterable<Uint8Array>, mostBytes = usualMostBytes): AsyncGenerator<CsvRow> {
  const text = new TextDecoder('utf-8', { fatal: true });
  const reader = new CsvReader();
  let size = 0;
  try {
    for await (const piece of bytes) {
      size += piece.length;
      if (size > mostBytes)
        throw new Refusal(
          'unreadable',
          `The table is larger than ${Math.floor(mostBytes / megabyte)} MB: split it.`,
          'body',
        );
      yield* storable(reader.push(text.decode(piece, { stream: true })));
    }
    yield* storable(reader.push(text.decode()));
    yield* storable(reader.end());
  } catch (error) {
    if (error instanceof CsvFault) throw new Unreadable([{ field: `line ${error.line}`, message: error.message }]);
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw new Refusal('unreadable', 'The table is not text in UTF-8.', 'body');
    throw error;
  }
}

function* storable(rows: Iterable<CsvRow>): Generator<CsvRow> {
  for (const row of rows) {
    const [fault] = row.cells.flatMap((cell) => unstorable(cell, [`line ${row.line}`]));
    if (fault) throw new Unreadable([fault]);
    yield row;
  }
}
