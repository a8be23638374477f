export { cursorOf } from './cursor.ts';
export { Answers } from './answers.ts';
export { PublicAddress, readEnvironment } from './environment.ts';
export type { Neighbour } from './neighbour.ts';
export { createProcess, type ProcessOptions, runProcess } from './process.ts';
