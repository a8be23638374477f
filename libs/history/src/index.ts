export {
  type By,
  type Change,
  type ChangeRow,
  changes,
  ChangeTable,
  createChanges,
  lastVersionOf,
  lastVersions,
} from './changes.ts';
export { listChanges } from './list-changes.ts';
