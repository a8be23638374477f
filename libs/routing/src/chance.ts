import type { EntityManager } from 'typeorm';
import { evenChance } from './domain/shares.ts';
import { inProcess } from './storage/in-process.ts';

const turns = inProcess(() => new Map<string, { readonly beginning: number; n: number }>());

/**
 * Chances of this process, one after the other for each rule, beginning anywhere. Each process spreads its own evenly, so all of them
 * together do, without having to agree on anything. A dry run sees the next chance and leaves it to whoever comes.
 */
export const evenly =
  (manager: EntityManager, { isDryRun = false } = {}) =>
  (ruleId: string): number => {
    const all = turns(manager);
    const turn = all.get(ruleId) ?? { beginning: Math.random(), n: 0 };
    all.set(ruleId, turn);
    return evenChance(turn.beginning, isDryRun ? turn.n : turn.n++);
  };
