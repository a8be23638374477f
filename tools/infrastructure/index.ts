export { type Child, startChild, temporaryFolder } from './child.ts';
export { findChromium, findPostgres, findRabbit, images } from './find.ts';
export { freePort, portProblem } from './ports.ts';
export { type PostgresSettings, startPostgres } from './postgres.ts';
export { type RabbitSettings, startRabbit } from './rabbit.ts';
export { NotToBeHad, type OwnServer, type Server } from './server.ts';
