export { type DefinitionDoor, definitionDoor, named } from './definition-door.ts';
