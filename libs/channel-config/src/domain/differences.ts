export { differences, isSame } from '#contracts';
