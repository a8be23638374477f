import type { Account, OurNumber } from '../accounts.ts';
import { refusal } from '../domain/refusals.ts';
import { webAddress } from '../settings.ts';
import type { World } from '../world.ts';
import type { Route } from './door.ts';
import { page } from './paging.ts';
import { accountPath, accountResource, numberResource, shortCodeResource } from './resources.ts';

/** The account itself and its numbers (twilio.md 4.10). */
export function accountRoutes(world: World): Route[] {
  const find = (account: Account, file: string, list = 'IncomingPhoneNumbers') => {
    const sid = file.replace(/\.json$/, '');
    const number = [...account.numbers.values()].find((ours) => ours.sid === sid && listOf(ours) === list);
    const path = `${accountPath(account.sid)}/${list}/${file}`;
    if (!number) throw refusal(20404, `The requested resource ${path} was not found`);
    return number;
  };

  /** Whom it concerns, where somebody has it. */
  const aims: Route['aims'] = (_form, { accountSid, file }) => {
    const numbers = [...(world.accounts.find(accountSid!)?.numbers.values() ?? [])];
    const ours = numbers.find(({ sid }) => `${sid}.json` === file);
    return ours ? { number: ours.number } : {};
  };

  return [
    {
      method: 'GET',
      path: '.json',
      does: 'Parley reads the account',
      isOpenTo: { suspended: true, standardKeys: false },
      answer: ({ account }) => accountResource(account),
    },
    {
      method: 'GET',
      path: '/IncomingPhoneNumbers.json',
      does: 'Parley reads the numbers',
      answer({ account, query }) {
        const numbers = numbersIn(account, 'IncomingPhoneNumbers').filter((ours) => fits(ours, query, 'PhoneNumber'));
        const path = `${accountPath(account.sid)}/IncomingPhoneNumbers.json`;
        return page('incoming_phone_numbers', path, query, numbers, (ours) => numberResource(account, ours));
      },
    },
    {
      method: 'GET',
      path: '/IncomingPhoneNumbers/:file',
      does: 'Parley reads a number',
      answer: ({ account, params }) => numberResource(account, find(account, params['file']!)),
    },
    {
      method: 'POST',
      path: '/IncomingPhoneNumbers/:file',
      does: 'The webhook of a number is set',
      aims,
      answer({ account, params, form }) {
        const ours = find(account, params['file']!);
        configure(ours, form);
        ours.updatedAt = world.clock.now();
        return numberResource(account, ours);
      },
    },
    {
      method: 'GET',
      path: '/SMS/ShortCodes.json',
      does: 'Parley reads the short codes',
      answer({ account, query }) {
        const codes = numbersIn(account, 'SMS/ShortCodes').filter((ours) => fits(ours, query, 'ShortCode'));
        const path = `${accountPath(account.sid)}/SMS/ShortCodes.json`;
        return page('short_codes', path, query, codes, (ours) => shortCodeResource(account, ours));
      },
    },
    {
      method: 'POST',
      path: '/SMS/ShortCodes/:file',
      does: 'The webhook of a short code is set',
      aims,
      answer({ account, params, form }) {
        const ours = find(account, params['file']!, 'SMS/ShortCodes');
        configure(ours, form);
        ours.updatedAt = world.clock.now();
        return shortCodeResource(account, ours);
      },
    },
    {
      method: 'DELETE',
      path: '/IncomingPhoneNumbers/:file',
      does: 'Parley gives a number back',
      aims,
      answer({ account, params, reply }) {
        const ours = find(account, params['file']!);
        account.numbers.delete(ours.number);
        return reply.code(204).send();
      },
    },
  ];
}

/** Twilio keeps short codes in a list of their own. */
const listOf = ({ type }: OurNumber) => (type === 'short-code' ? 'SMS/ShortCodes' : 'IncomingPhoneNumbers');
const numbersIn = (account: Account, list: ReturnType<typeof listOf>) =>
  [...account.numbers.values()].filter((ours) => listOf(ours) === list);

/** The number asked for may be part of one, with `*` for any digits. */
function fits(ours: OurNumber, query: URLSearchParams, parameter: 'PhoneNumber' | 'ShortCode'): boolean {
  const part = query
    .get(parameter)
    ?.replace(/[^\d*]/g, '')
    .replaceAll('*', '\\d*');
  const name = query.get('FriendlyName');
  return (!part || new RegExp(part).test(ours.number)) && (!name || ours.name === name);
}

/** The address that the form names, or the one there is now. */
export function address(form: URLSearchParams, name: string, now: string): string {
  const value = form.get(name);
  if (value === null || value === '') return value ?? now;
  if (!webAddress.safeParse(value).success) throw refusal(21402, `${name} is not a valid URL`);
  return value;
}

/** The method that the form names, or the one there is now. */
export function method(form: URLSearchParams, name: string, now: 'POST' | 'GET'): 'POST' | 'GET' {
  const value = form.get(name)?.toUpperCase() ?? now;
  if (value !== 'POST' && value !== 'GET') throw refusal(21403, `${name} must be GET or POST`);
  return value;
}

/** Changes what the form names; everything is checked before anything changes. */
function configure(ours: OurNumber, form: URLSearchParams): void {
  Object.assign(ours, {
    name: form.get('FriendlyName') ?? ours.name,
    smsUrl: address(form, 'SmsUrl', ours.smsUrl),
    smsMethod: method(form, 'SmsMethod', ours.smsMethod),
    smsFallbackUrl: address(form, 'SmsFallbackUrl', ours.smsFallbackUrl),
    smsFallbackMethod: method(form, 'SmsFallbackMethod', ours.smsFallbackMethod),
    smsApplicationSid: form.get('SmsApplicationSid') ?? ours.smsApplicationSid,
    statusCallback: address(form, 'StatusCallback', ours.statusCallback),
  } satisfies Partial<OurNumber>);
}
