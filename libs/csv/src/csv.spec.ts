import fc from 'fast-check';
import { asText, CsvFault, csvLine, CsvReader, fromText } from './index.ts';

const read = (...pieces: string[]) => {
  const reader = new CsvReader();
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()].map(({ cells }) => [...cells]);
};
const cell = fc.string({ unit: fc.constantFrom('a', 'ü', '👍', '"', ',', '\n', ' ', "'", '=') });
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 6 }).map((rows) =>
  // a line with one empty cell is an empty line
  rows.filter((row) => row.length > 1 || row[0] !== ''),
);

describe('a table', () => {
  it('is read as it was written, wherever the text is cut', () => {
    fc.assert(
      fc.property(table, fc.array(fc.nat(200)), (rows, cuts) => {
        const text = rows.map(csvLine).join('');
        const letters = [...text];
        const places = [...new Set(cuts.map((cut) => cut % (letters.length + 1)))].sort((a, b) => a - b);
        const pieces = [0, ...places].map((from, n) => letters.slice(from, places[n] ?? letters.length).join(''));
        expect(read(...pieces)).toEqual(rows);
      }),
    );
  });

  it('may end without a line end, have LF alone, a byte order mark and empty lines', () => {
    expect(read('\uFEFFa,b\n\n1,"x\ny"\r\n,')).toEqual([
      ['a', 'b'],
      ['1', 'x\ny'],
      ['', ''],
    ]);
    expect(read('')).toEqual([]);
  });

  it('knows the line that each row begins on', () => {
    const reader = new CsvReader();
    const rows = [...reader.push('a\n"x\ny"\n\nb'), ...reader.end()];
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 5]);
  });

  it.each([
    ['a\nb"c', 2],
    ['"a"b', 1],
    ['a\n"b\nc', 2],
  ])('with a broken quote (%j) is refused, naming line %i', (text, line) => {
    const fault = (() => {
      try {
        return read(text);
      } catch (error) {
        return error;
      }
    })();
    expect(fault).toBeInstanceOf(CsvFault);
    expect(fault).toMatchObject({ line });
  });
});

describe('a cell that people wrote', () => {
  it('never begins like a formula, and is itself again when it is read', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('=', '+', '-', '@', "'", 'a', '\t', ' ') }), (written) => {
        expect(asText(written)).not.toMatch(/^[=+\-@\t\r]/);
        expect(fromText(asText(written))).toBe(written);
      }),
    );
  });
});
