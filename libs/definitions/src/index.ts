export {
  builtInNamed,
  definedAs,
  definedBy,
  type Definition,
  definitionNotFound,
  refuseBuiltIn,
  removedAsOf,
  viewOfBuiltIn,
  viewOfDefinition,
} from './definition.ts';
