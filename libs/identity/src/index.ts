export { AccessGuard } from './access.guard.ts';
export { Allow, CurrentPerson, OpenToAll } from './access.ts';
export { agentIdOf } from './agent-id.ts';
