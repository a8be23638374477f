export { countryOf, normaliseNumber, shownNumber, type NormalisedNumber } from './phone.ts';
export { isCountry, normaliseCustomerNumber } from './customer-number.ts';
export { phoneKindOf } from './phone-kind.ts';
