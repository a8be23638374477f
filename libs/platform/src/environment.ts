import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { wording } from './wording.ts';

/**
 * Reads these names from the environment; fails with every missing or wrong one at once. Nothing else reads process.env. What `NAME_FILE`
 * points to is read for a NAME that is not set (without the end of the last line), so that keys and passwords can lie where a platform mounts them.
 */
export function readEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  source: NodeJS.ProcessEnv = process.env,
): z.output<Schema> {
  const { found, faults } = withFiles(schema instanceof z.ZodObject ? Object.keys(schema.shape) : [], source);
  const read = schema.safeParse(found, { error: wording });
  if (read.success && faults.length === 0) return read.data;
  const wrong = read.error?.issues.map(({ path, message }) => `✖ ${path.join('.')}: ${message}`) ?? [];
  throw new Error(`The environment is not right:\n${[...faults, ...wrong].join('\n')}`);
}

function withFiles(names: readonly string[], source: NodeJS.ProcessEnv) {
  const found: NodeJS.ProcessEnv = { ...source };
  const faults: string[] = [];
  for (const name of names) {
    const path = source[`${name}_FILE`];
    if (!path) continue;
    if (source[name]) {
      faults.push(`✖ ${name} and ${name}_FILE are both set: which of them counts?`);
      continue;
    }
    try {
      found[name] = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    } catch (error) {
      faults.push(`✖ ${name}_FILE cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
    }
  }
  return { found, faults };
}

/** Where the outside finds us: `PUBLIC_BASE_URL`, with a path prefix when a proxy adds one, without a slash at the end. */
export class PublicAddress {
  constructor(readonly base: string) {}
}
