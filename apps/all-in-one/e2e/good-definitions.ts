import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitionKinds } from '#contracts';

const samples = join(import.meta.dirname, '../../../libs/contracts/src/samples');
const doorOf = (path: string) => `/api/channel-config/${path}/{id}`;

/** Requests that the doors of definitions would take, had they all that they name: those of the kept examples. */
export const goodDefinitions: Record<string, () => object> = Object.fromEntries(
  definitionKinds.flatMap(({ kind, path }) => {
    const sample = JSON.parse(readFileSync(join(samples, `channel-config.${kind}-changed.v1.json`), 'utf8')) as {
      data: Record<string, unknown>;
    };
    const { id: _id, version: _version, ...defined } = sample.data;
    return [
      [`PUT ${doorOf(path)}`, () => defined],
      [`POST ${doorOf(path)}/restore`, () => ({ version: 1 })],
    ];
  }),
);

/** Definitions are created under an id of the caller's. */
export const isDefinitionDoor = (path: string): boolean => definitionKinds.some((kind) => path === doorOf(kind.path));
