import type { Provider } from '#contracts';

/** The providers whose accounts are this gateway's. Texts of others are left to their gateways. */
export type KnownProvider = 'twilio' | 'azure';

export const isKnown = (provider: Provider): provider is KnownProvider => provider === 'twilio' || provider === 'azure';
