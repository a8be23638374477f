export {
  type By,
  type Change,
  type ChangeRow,
  changes,
  ChangeTable,
  createChanges,
  lastVersionOf,
  lastVersions,
  listChangesByKind,
} from './changes.ts';
export { changesController } from './changes.controller.ts';
export { listAllChanges } from './list-all-changes.ts';
export { listChanges } from './list-changes.ts';
