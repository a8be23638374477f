export { agentFields, type OfferedSkill } from './agent-fields.ts';
export { check, type Fault } from './check.ts';
export { holds, valueAt, type Sources } from './evaluate.ts';
export { calendarFields, conditionFields, operatorsOf, type Offered, type OfferedCalendar } from './fields.ts';
export { calendarsIn, calendarSource, needsNoValue, pathsOf, placesOf, variablesAmong } from './paths.ts';
export { agentTargetFields, queueTargetFields } from './target-fields.ts';
export { operatorWords, sentenceOf } from './sentence.ts';
export * from './sources-of.ts';
