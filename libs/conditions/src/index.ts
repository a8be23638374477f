export { agentFields, type OfferedSkill } from './agent-fields.ts';
export { check, type Fault } from './check.ts';
export { holds, valueAt, type Sources } from './evaluate.ts';
export { conditionFields, operatorsOf, type Offered } from './fields.ts';
export { joinsAdvised, joinsOf, pathsOf, placesOf } from './paths.ts';
export { agentTargetFields, queueTargetFields } from './target-fields.ts';
export { operatorWords, sentenceOf } from './sentence.ts';
