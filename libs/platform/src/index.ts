export { Answers, AnswersNothing, Problems } from './answers.ts';
export {
  type ConfigurationEntry,
  configurationStream,
  configurationText,
  GivesConfiguration,
  readYaml,
  TakesConfiguration,
} from './configuration-file.ts';
export { csvRows } from './csv-rows.ts';
export { GivesCsv, TakesCsv } from './csv-file.ts';
export { TakesFile } from './file.ts';
export { TakesBytes } from './webhook.ts';
export { changing, ConfigurationReader, type Planned, planned, pruned, resultsOf } from './configuration-reader.ts';
export { cursorOf } from './cursor.ts';
export { likeOf, page } from './page.ts';
export { PublicAddress, readEnvironment } from './environment.ts';
export { httpAdapter, type Route, routesOf } from './http-adapter.ts';
export { httpDoors } from './http-doors.ts';
export { ifMatch, refuseOtherVersion, SaysVersion, versionIn } from './if-match.ts';
export { Metrics } from './metrics.ts';
export type { Neighbour } from './neighbour.ts';
export { openApiOf } from './open-api.ts';
export { type FieldError, Unreadable } from './problem.ts';
export { ProblemFilter } from './problem.filter.ts';
export { createProcess, type ProcessOptions, runProcess } from './process.ts';
export { wording } from './wording.ts';
export { processEnvironment } from './process-environment.ts';
