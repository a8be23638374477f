export { Answers } from './answers.ts';
export { PublicAddress, readEnvironment } from './environment.ts';
