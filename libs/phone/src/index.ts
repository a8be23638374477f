export { countryOf, normaliseNumber, type NormalisedNumber } from './phone.ts';
