import type { AccountProvider, NumberType, Registration } from '#contracts';

/** The pages of the account wizard, in their order. */
export const stepsOfAccount = ['details', 'credentials', 'numbers', 'callback'] as const;
type Step = (typeof stepsOfAccount)[number];

export interface DraftNumber {
  readonly id: string;
  readonly number: string;
  readonly type: NumberType;
  readonly description: string;
  readonly registration: Registration;
}

/** What was typed of a new account. */
export interface AccountDraft {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly provider: AccountProvider;
  readonly accountSid: string;
  readonly authToken: string;
  readonly numbers: readonly DraftNumber[];
  /** It is there: what is left is to tell the provider. */
  readonly isCreated: boolean;
}

/** The page on which a field of the request is typed. */
export const stepOf = (path: string): Step =>
  path === 'accountSid' || path === 'authToken' ? 'credentials' : path.startsWith('numbers') ? 'numbers' : 'details';

const place = 'parley/new-account';

/** What this browser keeps of it. The token is not written anywhere. */
export const keepDraft = (draft: AccountDraft): void =>
  localStorage.setItem(place, JSON.stringify({ ...draft, authToken: '' }));

export function keptDraft(): AccountDraft | null {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? 'null') as AccountDraft | null;
    return kept && { ...kept, provider: kept.provider ?? 'twilio' };
  } catch {
    return null;
  }
}

export const forgetDraft = (): void => localStorage.removeItem(place);
