import { contextVariableKind, type WorkstreamId } from '#contracts';
import { definitions } from '#copies';
import type { Transaction } from '#event-bus';

/** The variables of conversations: of one workstream, or of any. */
export async function variablesThere({ manager }: Pick<Transaction, 'manager'>, workstreamId?: WorkstreamId) {
  const all = await definitions({ manager }).all(contextVariableKind);
  return workstreamId === undefined ? all : all.filter((one) => one.workstreamId === workstreamId);
}

/** What the variables of conversations are called: of one workstream, or of any. */
export async function variableNames(
  tx: Pick<Transaction, 'manager'>,
  workstreamId?: WorkstreamId,
): Promise<ReadonlySet<string>> {
  return new Set((await variablesThere(tx, workstreamId)).map(({ name }) => name));
}
