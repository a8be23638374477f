import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Address, PhoneKind } from '#contracts';

/**
 * What a customer's number belongs to, by the plan of its country. Where a plan does not tell a landline from a mobile, as in the United States, it
 * is taken for a mobile: that is what is texted. Short codes, toll-free numbers and what no plan knows are `other`.
 */
export function phoneKindOf(number: Address): PhoneKind {
  switch (parsePhoneNumberFromString(number)?.getType()) {
    case 'MOBILE':
    case 'FIXED_LINE_OR_MOBILE':
      return 'mobile';
    case 'FIXED_LINE':
      return 'landline';
    default:
      return 'other';
  }
}
