export { Seal } from './seal.ts';
export { type LinkQuery, SignedLinks } from './signed-links.ts';
