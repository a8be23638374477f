import type { z } from 'zod';
import type * as contracts from '#contracts';

type Contracts = typeof contracts;
/** Every schema of the contracts, by its name. */
export type ContractName = {
  [Name in keyof Contracts]: Contracts[Name] extends z.ZodType ? Name : never;
}[keyof Contracts];

/** A contract by its name, or the schema itself where a page has it anyway. */
export type Contract = ContractName | z.ZodType;
/** What an answer under a contract is. */
export type Promised<What extends Contract> = What extends ContractName
  ? Contracts[What] extends z.ZodType
    ? z.output<Contracts[What]>
    : never
  : What extends z.ZodType
    ? z.output<What>
    : never;

/**
 * Answers are checked against their contract in development and in test builds. A production build trusts them: a service of the next
 * version may say a word that this page does not know yet, and showing it raw is better than showing nothing. A contract that is named
 * instead of imported stays out of the page, and the schema library with it: 22 kB that no agent has to load.
 */
export async function trust<const What extends Contract>(contract: What, said: unknown): Promise<Promised<What>> {
  if (import.meta.env.MODE === 'production') return said as Promised<What>;
  const schemas: Readonly<Record<string, unknown>> = await import('#contracts');
  const schema = (typeof contract === 'string' ? schemas[contract] : contract) as z.ZodType;
  return schema.parse(said) as Promised<What>;
}
