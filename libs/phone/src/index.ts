export { countryOf, normaliseNumber, type NormalisedNumber } from './phone.ts';
export { isCountry, normaliseCustomerNumber } from './customer-number.ts';
