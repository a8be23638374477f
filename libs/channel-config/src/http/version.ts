export { ifMatch, SaysVersion, versionIn } from '#platform';
