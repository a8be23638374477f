import type { DefinitionKind } from './definition.ts';
import { operatingHoursKind } from './operating-hours.ts';

export * from './definition.ts';
export * from './operating-hours.ts';

/** Every kind of definition, in an order in which each comes after those it may name. */
export const definitionKinds: readonly DefinitionKind[] = [operatingHoursKind] as never;
