import { contextVariableKind, type WorkstreamId } from '#contracts';
import { definitions } from '#copies';
import type { Transaction } from '#event-bus';

/** What the variables of conversations are called: of one workstream, or of any. */
export async function variableNames(
  { manager }: Pick<Transaction, 'manager'>,
  workstreamId?: WorkstreamId,
): Promise<ReadonlySet<string>> {
  const all = await definitions({ manager }).all(contextVariableKind);
  const wanted = workstreamId === undefined ? all : all.filter((one) => one.workstreamId === workstreamId);
  return new Set(wanted.map(({ name }) => name));
}
