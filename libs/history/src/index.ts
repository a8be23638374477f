export { type By, type Change, changes, ChangeTable, createChanges, lastVersionOf, lastVersions } from './changes.ts';
export { listChanges } from './list-changes.ts';
