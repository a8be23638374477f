import type { Account } from '../accounts.ts';
import { find } from '../domain/faults.ts';
import { mayBecome, type Message } from '../domain/message.ts';
import { refusal } from '../domain/refusals.ts';
import { judge, type SendRequest } from '../domain/sending.ts';
import type { Outgoing } from '../outgoing.ts';
import type { World } from '../world.ts';
import type { Route } from './door.ts';
import { page } from './paging.ts';
import { accountPath, messageResource } from './resources.ts';

const readRequest = (form: URLSearchParams): SendRequest => ({
  to: form.get('To') ?? '',
  from: form.get('From') ?? '',
  serviceSid: form.get('MessagingServiceSid') ?? '',
  body: form.get('Body') ?? '',
  mediaUrls: form.getAll('MediaUrl'),
  statusCallback: form.get('StatusCallback') ?? '',
  scheduleType: form.get('ScheduleType') ?? '',
  sendAt: form.get('SendAt') ?? '',
});

/** Creating, reading, listing, changing and deleting messages (twilio.md 4.6). */
export function messageRoutes(world: World, outgoing: Outgoing): Route[] {
  const look = (account: Account, file: string) => {
    const sid = file.replace(/\.json$/, '');
    const message = world.messages.find(account.sid, sid);
    if (!message)
      throw refusal(20404, `The requested resource ${accountPath(account.sid)}/Messages/${file} was not found`);
    return message;
  };

  return [
    {
      method: 'POST',
      path: '/Messages.json',
      does: 'Parley sends a text',
      creates: true,
      aims: (form) => ({
        ...(form.get('From') && { number: form.get('From')! }),
        ...(form.get('To') && { customer: form.get('To')! }),
      }),
      async answer({ account, form, reply, about }) {
        const request = readRequest(form);
        const verdict = judge(request, {
          senderOf: (number) => account.numbers.get(number),
          numbersOf: (sid) => account.services.find((service) => service.sid === sid)?.numbers,
          isBlocked: (number, customer) => world.isBlocked(number, customer),
          now: world.clock.now(),
        });
        if (verdict.refused !== null) throw refusal(verdict.refused);
        const { message, faults, ended } = outgoing.accept(account, {
          from: verdict.from,
          to: request.to,
          body: request.body,
          mediaUrls: request.mediaUrls,
          serviceSid: request.serviceSid || null,
          statusCallback: request.statusCallback || null,
          first: verdict.first,
          sendAt: verdict.sendAt,
          direction: 'outbound-api',
        });
        about.sid = message.sid;
        about.number = message.from;
        if (faults.some(({ kind }) => kind === 'callback-first')) await ended;
        reply.code(201);
        // As it was when it was accepted, however late the answer comes.
        return messageResource(message);
      },
    },
    {
      method: 'GET',
      path: '/Messages.json',
      does: 'Parley reads the message list',
      answer: ({ account, query }) => {
        const now = world.clock.now();
        const byDay = find(world.faults.strike('list', { account: account.sid }), 'list-by-day') !== undefined;
        const fits = filterOf(query, byDay);
        const texts = world.messages.list(account.sid, (message) => message.listedAt <= now && fits(message));
        return page('messages', `${accountPath(account.sid)}/Messages.json`, query, texts, messageResource);
      },
    },
    {
      method: 'GET',
      path: '/Messages/:file',
      does: 'Parley looks up a text',
      answer({ account, params, about }) {
        const message = look(account, params['file']!);
        about.sid = message.sid;
        return messageResource(message);
      },
    },
    {
      method: 'POST',
      path: '/Messages/:file',
      does: 'Parley changes a text',
      answer({ account, params, form, about }) {
        const message = look(account, params['file']!);
        about.sid = message.sid;
        const changed = change(message, form, world.clock.now());
        world.messages.put(changed);
        return messageResource(changed);
      },
    },
    {
      method: 'DELETE',
      path: '/Messages/:file',
      does: 'Parley deletes a text',
      answer({ account, params, reply }) {
        world.messages.remove(look(account, params['file']!).sid);
        return reply.code(204).send();
      },
    },
  ];
}

/** An empty body redacts; `Status=canceled` stops what is scheduled. Nothing else can be changed. */
function change(message: Message, form: URLSearchParams, now: Date): Message {
  const status = form.get('Status');
  if (status !== null) {
    if (status !== 'canceled') throw refusal(20001, 'Status is not valid');
    if (!mayBecome(message.status, 'canceled')) throw refusal(30409);
    return { ...message, status: 'canceled', updatedAt: now };
  }
  if (form.get('Body') !== '') throw refusal(20001, 'Body can only be replaced by an empty string');
  return { ...message, body: '', updatedAt: now };
}

const days = /^\d{4}-\d{2}-\d{2}$/;

/** `To`, `From`, `DateSent`, `DateSent<`, `DateSent>`: the last two include the day or the second that is named, or always the day. */
function filterOf(query: URLSearchParams, byDay: boolean): (message: Message) => boolean {
  const to = query.get('To');
  const from = query.get('From');
  const [on, before, after] = ['DateSent', 'DateSent<', 'DateSent>'].map((name) => span(query, name, byDay));
  return (message) => {
    if (to !== null && message.to !== to) return false;
    if (from !== null && message.from !== from) return false;
    if (!on && !before && !after) return true;
    // What has not left yet has no DateSent.
    const sent = message.sentAt?.getTime();
    if (sent === undefined) return false;
    return (
      (!on || (sent >= on.start && sent <= on.end)) &&
      (!before || sent <= before.end) &&
      (!after || sent >= after.start)
    );
  };
}

function span(query: URLSearchParams, name: string, byDay: boolean): { start: number; end: number } | undefined {
  const text = byDay ? query.get(name)?.slice(0, 10) : query.get(name);
  if (!text) return undefined;
  const start = new Date(text).getTime();
  if (Number.isNaN(start)) throw refusal(20001, `${name} is not valid`);
  const isDay = days.test(text);
  const second = Math.floor(start / 1_000) * 1_000;
  return isDay ? { start, end: start + 86_400_000 - 1 } : { start: second, end: second + 999 };
}
