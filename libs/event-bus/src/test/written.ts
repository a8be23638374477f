import { Journal, type JournalEntry } from '../journal.ts';

/** A journal to read in. */
export class Written extends Journal {
  readonly entries: JournalEntry[] = [];

  wrote(entry: JournalEntry): void {
    this.entries.push(entry);
  }

  outcomes(name?: string): JournalEntry['outcome'][] {
    return this.entries.filter((entry) => !name || entry.name === name).map(({ outcome }) => outcome);
  }
}
