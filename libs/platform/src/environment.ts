import { z } from 'zod';

/** Reads these names from the environment; fails with every missing or wrong one at once. Nothing else reads process.env. */
export function readEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  source: NodeJS.ProcessEnv = process.env,
): z.output<Schema> {
  const read = schema.safeParse(source);
  if (read.success) return read.data;
  throw new Error(`The environment is not complete:\n${z.prettifyError(read.error)}`);
}

/** Where the outside finds us: `PUBLIC_BASE_URL`, with a path prefix when a proxy adds one, without a slash at the end. */
export class PublicAddress {
  constructor(readonly base: string) {}
}
