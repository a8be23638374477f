import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitionKinds, organisationSettings, settingsKinds, workstreamSettings } from '#contracts';

const samples = join(import.meta.dirname, '../../../libs/contracts/src/samples');
const doorOf = (path: string) => `/api/channel-config/${path}/{id}`;

/** Where settings are changed and restored. */
const settingsDoors: Record<string, string> = {
  [organisationSettings.kind]: '/api/channel-config/organisation',
  [workstreamSettings.kind]: '/api/channel-config/workstreams/{id}/advanced',
};
const exampleOf = (type: string) =>
  (JSON.parse(readFileSync(join(samples, `${type}.json`), 'utf8')) as { data: Record<string, unknown> }).data;

/** Requests that the doors of definitions would take, had they all that they name: those of the kept examples. */
export const goodDefinitions: Record<string, () => object> = Object.fromEntries(
  definitionKinds.flatMap(({ kind, path }) => {
    const { id: _id, version: _version, ...defined } = exampleOf(`channel-config.${kind}-changed.v1`);
    return [
      [`PUT ${doorOf(path)}`, () => defined],
      [`POST ${doorOf(path)}/restore`, () => ({ version: 1 })],
    ];
  }),
);

/** The same for settings. */
export const goodSettings: Record<string, () => object> = Object.fromEntries(
  settingsKinds.flatMap(({ kind, changed }) => {
    const { workstreamId: _workstreamId, version: _version, ...settled } = exampleOf(changed.type);
    return [
      [`PUT ${settingsDoors[kind]}`, () => settled],
      [`POST ${settingsDoors[kind]}/restore`, () => ({ version: 1 })],
    ];
  }),
);

/** Definitions are created under an id of the caller's. */
export const isDefinitionDoor = (path: string): boolean => definitionKinds.some((kind) => path === doorOf(kind.path));
