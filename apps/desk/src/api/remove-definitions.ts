import type { QueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { words } from '../words/en.ts';
import { ask } from './client.ts';
import { type DefinitionView, forgetLists, type Kind } from './definitions.ts';
import { Refused } from './refused.ts';

/** What stays, and why, in a sentence. */
export interface NotRemoved {
  readonly id: string;
  readonly name: string;
  readonly why: string;
}

/** Removes these one after the other, each in the version that was seen; answers those that stay. */
export async function removeDefinitions(
  cache: QueryClient,
  kind: Kind,
  some: readonly DefinitionView[],
): Promise<readonly NotRemoved[]> {
  const staying: NotRemoved[] = [];
  for (const { id, name, version } of some)
    try {
      await ask(`${kind.at}/${id}`, z.null(), { method: 'DELETE', ifMatch: version });
    } catch (error) {
      staying.push({ id, name, why: error instanceof Refused ? error.message : words.common.notDone });
    }
  await forgetLists(cache, kind);
  return staying;
}
