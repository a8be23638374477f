import type { QueryClient } from '@tanstack/react-query';
import { compose, type Door, type File, type Parts, RefusedFile } from '#configuration-file';
import { ask } from './client.ts';
import { Refused } from './refused.ts';

const pathOf = (service: string): string => `/api/${service}/configuration`;

type Part = Readonly<Record<string, unknown>>;
const withoutFormat = ({ format: _format, ...file }: Part): File => file as File;

/** What the services have now, with the ids of what others name. */
export async function parts(): Promise<Parts> {
  const read = async (service: string) =>
    withoutFormat(await ask(pathOf(service), 'configuredThing', { query: { ids: 'true' } }));
  const [routing, channelConfig, gateway, conversations] = await Promise.all([
    read('routing'),
    read('channel-config'),
    read('gateway'),
    read('conversations'),
  ]);
  return { routing, channelConfig, gateway, conversations };
}

/** Everything that is configured, by slugs and without secrets. */
export const wholeFile = async (): Promise<Part> => ({ format: 1, ...compose(await parts()) });

/** The services, over this desk's sign-in. */
export const services: Door = {
  async put(service, part, { dryRun, prune }) {
    try {
      return await ask(pathOf(service), 'configurationImported', {
        method: 'PUT',
        query: { dryRun: String(dryRun), prune: String(prune) },
        body: { format: 1, ...part },
      });
    } catch (error) {
      throw error instanceof Refused ? new RefusedFile(error.message, error.problem.errors ?? []) : error;
    }
  },
};

/** Everything may look different after an import. */
export const afterImport = (cache: QueryClient): Promise<void> => cache.invalidateQueries({ queryKey: ['set-up'] });
