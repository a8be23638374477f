import type { CodeMeaning } from './error-codes.ts';

const refused = 'Azure refuses the sender. See in the Azure portal whether the number has SMS, and its limits.';
const later = { times: 3, firstSeconds: 300 } as const;

/**
 * Codes of Azure Communication Services SMS, as data: HTTP answers (`azure-401`) and what its delivery reports name in their details
 * (`azure-4006`), as Microsoft's page of response codes for SMS has them.
 */
export const azureCodes: Readonly<Record<string, CodeMeaning>> = {
  'azure-400': { title: 'Bad request', reason: 'other', advice: 'The request was wrong: please report it.' },
  'azure-401': {
    title: 'Unauthorized',
    reason: 'account',
    pauses: 'bad-credentials',
    advice: 'Azure does not accept the access key of this resource. Replace it, and validate the account.',
  },
  'azure-403': {
    title: 'Forbidden',
    reason: 'account',
    pauses: 'account-suspended',
    advice: 'Azure does not let this resource send texts. Look at the subscription, and validate the account.',
  },
  'azure-404': { title: 'Resource not found', reason: 'sender', advice: refused },
  'azure-429': { title: 'Too many requests', reason: 'busy' },
  'azure-failed': { title: 'Not delivered, for no reason that Azure gives', reason: 'other' },
  'azure-4000': { title: 'Rejected by fraud detection', reason: 'filtered', advice: refused },
  'azure-4001': { title: 'Invalid From number', reason: 'sender', advice: refused },
  'azure-4002': { title: 'Invalid To number', reason: 'bad-number', marks: 'bad-number' },
  'azure-4003': { title: 'Destination not supported', reason: 'sender', advice: refused },
  'azure-4004': { title: 'Number does not exist', reason: 'bad-number', marks: 'bad-number' },
  'azure-4005': { title: 'Blocked by the carrier', reason: 'blocked' },
  'azure-4006': { title: 'Number not reachable', reason: 'unreachable', resending: { times: 2, firstSeconds: 900 } },
  'azure-4007': { title: 'Recipient opted out', reason: 'opted-out', optsOut: true },
  'azure-4008': { title: 'Limit of the profile exceeded', reason: 'busy', resending: later },
  'azure-4009': { title: 'Rejected by the entitlement system', reason: 'account', advice: refused },
  'azure-4010': { title: 'Toll-free number not verified', reason: 'registration', advice: refused },
  'azure-4020': { title: 'Rejected by the carrier for volume', reason: 'busy', resending: later },
  'azure-5000': { title: 'Not delivered', reason: 'other' },
  'azure-5001': { title: 'Temporarily unavailable', reason: 'busy', resending: later },
  'azure-5002': { title: 'The carrier gives no reports', reason: 'no-answer' },
  'azure-9999': { title: 'Unknown failure', reason: 'no-answer' },
};
