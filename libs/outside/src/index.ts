export { isInside } from './addresses.ts';
export { type Answered, type Asked, type Opened, Outside, OutsideFailure } from './outside.ts';
export { OutsideSettings } from './outside-settings.ts';
export { isGenuine, newSecret, signed } from './signature.ts';
