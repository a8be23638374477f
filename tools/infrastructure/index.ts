export { type Child, startChild, temporaryFolder } from './child.ts';
export { images } from './containers.ts';
export { equip, type Equipment } from './equip.ts';
export { findChromium, findPostgres, findRabbit } from './find.ts';
export { type Missing, type Need, needsOf } from './needs.ts';
export { freePort, portProblem } from './ports.ts';
export { type PostgresSettings, startPostgres } from './postgres.ts';
export { type RabbitSettings, startRabbit } from './rabbit.ts';
export { NotToBeHad, type OwnServer, type Server } from './server.ts';
