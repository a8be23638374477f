export { isInside } from './addresses.ts';
export { type Answered, type Asked, Outside, OutsideFailure } from './outside.ts';
export { OutsideSettings } from './outside-settings.ts';
export { isGenuine, newSecret, signed } from './signature.ts';
