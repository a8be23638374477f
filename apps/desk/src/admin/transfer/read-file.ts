import type { File } from '#configuration-file';
import { systemWords } from '../../words/en-system.ts';

const words = systemWords.transfer;

/** A file that is no configuration; its message says why, to a person. */
export class Unusable extends Error {}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The library of YAML arrives with the first file. */
const yaml = () => import('yaml');

/** A configuration out of YAML or JSON, without its format. Throws `Unusable`. */
export async function readText(text: string): Promise<File> {
  let read: unknown;
  try {
    read = text.trimStart().startsWith('{') ? JSON.parse(text) : (await yaml()).parse(text);
  } catch {
    throw new Unusable(words.unreadable);
  }
  if (!isRecord(read) || read['format'] !== 1) throw new Unusable(words.notOurs);
  const { format: _format, ...sections } = read;
  const isOurs = Object.values(sections).every(
    (section) => isRecord(section) && Object.values(section).every(isRecord),
  );
  if (!isOurs) throw new Unusable(words.notOurs);
  return sections as File;
}

/** A configuration as the text of a file. */
export const textOf = async (file: Readonly<Record<string, unknown>>, form: 'yaml' | 'json'): Promise<string> =>
  form === 'json' ? `${JSON.stringify(file, null, 2)}\n` : (await yaml()).stringify(file, { lineWidth: 0 });
