import type { contextVariableKind, DataOf, WorkstreamId } from '#contracts';

export type Variable = Pick<DataOf<typeof contextVariableKind.changed>, 'name' | 'type' | 'workstreamId'>;
/** What each variable holds, by its name; its case counts (product.md 27). */
export type VariableTypes = ReadonlyMap<string, Variable['type']>;

/** The variables of a workstream. */
export const variablesOf = (defined: readonly Variable[], workstreamId: WorkstreamId | null): VariableTypes =>
  new Map(defined.filter((one) => one.workstreamId === workstreamId).map(({ name, type }) => [name, type]));

/** What is wrong with a value for a variable of this type; null: nothing. */
export const whyUnfit = (type: Variable['type'] | undefined, value: string | number): string | null => {
  if (type === undefined || (typeof value === 'number') === (type === 'number')) return null;
  return type === 'number' ? 'must be a number' : 'must be a text';
};

/** A value as a table has it: a number, where the variable holds one and it is one. */
export const valueIn = (cell: string, type: Variable['type'] | undefined): string | number =>
  type === 'number' && cell.trim() !== '' && Number.isFinite(Number(cell)) ? Number(cell) : cell;
