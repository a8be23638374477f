/** One line of a table, and which line of the file it begins on (the first is 1). */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Text that is no CSV. */
export class CsvFault extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
    this.name = 'CsvFault';
  }
}

const quoted = (cell: string): string => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** One line, with its end. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`;

/** A cell that a spreadsheet shows as it is: what begins like a formula gets an apostrophe, and so does what began with one. */
export const asText = (cell: string): string => (/^'*[=+\-@\t\r]|^'/.test(cell) ? `'${cell}` : cell);

/** What `asText` was given. */
export const fromText = (cell: string): string => (/^'('*[=+\-@\t\r]|')/.test(cell) ? cell.slice(1) : cell);

type Place = 'begin' | 'plain' | 'quoted' | 'after';

/** Reads lines out of pieces of text, wherever they are cut. Empty lines are passed over. Throws `CsvFault` at a quote that does not belong there. */
export class CsvReader {
  private place: Place = 'begin';
  private cell = '';
  private cells: string[] = [];
  private line = 1;
  private beganAt = 1;
  private isFirst = true;

  /** The lines that this piece completes. */
  push(piece: string): CsvRow[] {
    const rows: CsvRow[] = [];
    const text = this.isFirst && piece.startsWith('\uFEFF') ? piece.slice(1) : piece;
    if (piece !== '') this.isFirst = false;
    for (const letter of text) {
      const row = this.read(letter);
      if (row) rows.push(row);
    }
    return rows;
  }

  /** The last line, where the file does not end with a line end. */
  end(): CsvRow[] {
    if (this.place === 'quoted') throw new CsvFault(this.beganAt, 'A quoted cell has no end.');
    const row = this.cell === '' && this.cells.length === 0 && this.place === 'begin' ? null : this.complete();
    return row ? [row] : [];
  }

  private read(letter: string): CsvRow | null {
    if (this.place === 'quoted') {
      if (letter === '"') this.place = 'after';
      else this.add(letter);
      if (letter === '\n') this.line += 1;
      return null;
    }
    if (letter === '"') {
      if (this.place === 'plain')
        throw new CsvFault(this.line, 'A quote stands in a cell that does not begin with one.');
      if (this.place === 'after') this.add('"');
      this.place = 'quoted';
      return null;
    }
    if (letter === ',') {
      this.next();
      return null;
    }
    if (letter === '\n') return this.lineEnd();
    if (letter === '\r') {
      // part of the line end, or white space at the end of a cell
      return null;
    }
    if (this.place === 'after') throw new CsvFault(this.line, 'Something stands behind the quote that ends a cell.');
    this.place = 'plain';
    this.add(letter);
    return null;
  }

  private add(letter: string): void {
    this.cell += letter;
  }

  private next(): void {
    this.cells.push(this.cell);
    this.cell = '';
    this.place = 'begin';
  }

  private lineEnd(): CsvRow | null {
    this.line += 1;
    const isEmpty = this.cells.length === 0 && this.cell === '' && this.place === 'begin';
    if (!isEmpty) return this.complete();
    this.beganAt = this.line;
    return null;
  }

  private complete(): CsvRow {
    this.next();
    const row = { line: this.beganAt, cells: this.cells };
    this.cells = [];
    this.beganAt = this.line;
    return row;
  }
}
