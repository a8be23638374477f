/** What a subcommand is given. */
export interface Call {
  /** What stands after its name. */
  readonly words: readonly string[];
  readonly options: {
    readonly json: boolean;
    readonly all: boolean;
    readonly file?: string | undefined;
    readonly url?: string | undefined;
    readonly 'dry-run': boolean;
    readonly prune: boolean;
    readonly 'replace-keys': boolean;
  };
  readonly environment: NodeJS.ProcessEnv;
  /** Writes one line for the person who called. */
  readonly print: (line: string) => void;
}

/** One subcommand, such as `dead list`. */
export interface Command {
  /** The words behind its name, as shown in the help. */
  readonly usage: string;
  /** What it does, in one line. */
  readonly does: string;
  /** Throws an Error whose message is meant for the person. */
  run(call: Call): Promise<void>;
}

/** What the person typed cannot be done; nothing was changed. */
export class Misuse extends Error {}

/** Refuses words that a subcommand has no use for. */
export function none(words: readonly string[]): void {
  if (words.length > 0) throw new Misuse(`Too many words: ${words.join(' ')}.`);
}

/** Rows as lines, each cell as wide as the widest of its column. */
export function inColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
