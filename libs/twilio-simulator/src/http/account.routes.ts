import type { Account, OurNumber } from '../accounts.ts';
import { refusal } from '../domain/refusals.ts';
import { webAddress } from '../settings.ts';
import type { World } from '../world.ts';
import type { Route } from './door.ts';
import { page } from './paging.ts';
import { accountPath, accountResource, numberResource } from './resources.ts';

/** The account itself and its numbers (twilio.md 4.10). */
export function accountRoutes(world: World): Route[] {
  const find = (account: Account, file: string) => {
    const sid = file.replace(/\.json$/, '');
    const number = [...account.numbers.values()].find((ours) => ours.sid === sid);
    const path = `${accountPath(account.sid)}/IncomingPhoneNumbers/${file}`;
    if (!number) throw refusal(20404, `The requested resource ${path} was not found`);
    return number;
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
        const numbers = [...account.numbers.values()].filter((ours) => fits(ours, query));
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
      answer({ account, params, form, about }) {
        const ours = find(account, params['file']!);
        about.number = ours.number;
        configure(ours, form);
        ours.updatedAt = world.clock.now();
        return numberResource(account, ours);
      },
    },
    {
      method: 'DELETE',
      path: '/IncomingPhoneNumbers/:file',
      does: 'Parley gives a number back',
      answer({ account, params, reply, about }) {
        const ours = find(account, params['file']!);
        about.number = ours.number;
        account.numbers.delete(ours.number);
        return reply.code(204).send();
      },
    },
  ];
}

/** `PhoneNumber` may be part of a number, with `*` for any digits. */
function fits(ours: OurNumber, query: URLSearchParams): boolean {
  const part = query
    .get('PhoneNumber')
    ?.replace(/[^\d*]/g, '')
    .replaceAll('*', '\\d*');
  const name = query.get('FriendlyName');
  return (!part || new RegExp(part).test(ours.number)) && (!name || ours.name === name);
}

/** Changes what the form names; everything is checked before anything changes. */
function configure(ours: OurNumber, form: URLSearchParams): void {
  const address = (name: string, now: string) => {
    const value = form.get(name);
    if (value === null || value === '') return value ?? now;
    if (!webAddress.safeParse(value).success) throw refusal(21402, `${name} is not a valid URL`);
    return value;
  };
  const method = (name: string, now: 'POST' | 'GET') => {
    const value = form.get(name)?.toUpperCase() ?? now;
    if (value !== 'POST' && value !== 'GET') throw refusal(21403, `${name} must be GET or POST`);
    return value;
  };
  Object.assign(ours, {
    name: form.get('FriendlyName') ?? ours.name,
    smsUrl: address('SmsUrl', ours.smsUrl),
    smsMethod: method('SmsMethod', ours.smsMethod),
    smsFallbackUrl: address('SmsFallbackUrl', ours.smsFallbackUrl),
    smsFallbackMethod: method('SmsFallbackMethod', ours.smsFallbackMethod),
    smsApplicationSid: form.get('SmsApplicationSid') ?? ours.smsApplicationSid,
    statusCallback: address('StatusCallback', ours.statusCallback),
  } satisfies Partial<OurNumber>);
}
