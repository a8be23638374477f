import type { Account, MessagingService, OurNumber } from '../accounts.ts';
import { refusal } from '../domain/refusals.ts';
import type { World } from '../world.ts';
import { address, method } from './account.routes.ts';
import type { Route } from './door.ts';
import { metaPage } from './paging.ts';
import { senderResource, serviceResource, servicesUrl } from './resources.ts';

/** Messaging Services and their senders, as at `messaging.twilio.com` (twilio.md 4.10). */
export function serviceRoutes(world: World): Route[] {
  const find = ({ services }: Account, sid: string) => {
    const service = services.find((one) => one.sid === sid);
    if (!service) throw refusal(20404, `The requested resource /Services/${sid} was not found`);
    return service;
  };
  const senders = (
    kind: 'PhoneNumbers' | 'ShortCodes',
    name: string,
    belongs: (ours: OurNumber) => boolean,
  ): Route => ({
    method: 'GET',
    path: `/v1/Services/:sid/${kind}`,
    isApart: true,
    does: 'Parley reads the senders of a Messaging Service',
    answer({ account, params, query }) {
      const service = find(account, params['sid']!);
      const ours = service.numbers.flatMap((number) => account.numbers.get(number) ?? []).filter(belongs);
      const url = `${servicesUrl}/${service.sid}/${kind}`;
      return metaPage(name, url, query, ours, (one) => senderResource(account, service, one));
    },
  });

  return [
    {
      method: 'GET',
      path: '/v1/Services',
      isApart: true,
      does: 'Parley reads the Messaging Services',
      answer: ({ account, query }) =>
        metaPage('services', servicesUrl, query, account.services, (service) => serviceResource(account, service)),
    },
    {
      method: 'GET',
      path: '/v1/Services/:sid',
      isApart: true,
      does: 'Parley reads a Messaging Service',
      answer: ({ account, params }) => serviceResource(account, find(account, params['sid']!)),
    },
    {
      method: 'POST',
      path: '/v1/Services/:sid',
      isApart: true,
      does: 'The webhook of a Messaging Service is set',
      answer({ account, params, form }) {
        const service = find(account, params['sid']!);
        configure(service, form);
        service.updatedAt = world.clock.now();
        return serviceResource(account, service);
      },
    },
    senders('PhoneNumbers', 'phone_numbers', ({ type }) => type !== 'short-code'),
    senders('ShortCodes', 'short_codes', ({ type }) => type === 'short-code'),
  ];
}

/** Changes what the form names; everything is checked before anything changes. */
function configure(service: MessagingService, form: URLSearchParams): void {
  const usesNumbers = form.get('UseInboundWebhookOnNumber');
  Object.assign(service, {
    inboundUrl: address(form, 'InboundRequestUrl', service.inboundUrl),
    inboundMethod: method(form, 'InboundMethod', service.inboundMethod),
    fallbackUrl: address(form, 'FallbackUrl', service.fallbackUrl),
    fallbackMethod: method(form, 'FallbackMethod', service.fallbackMethod),
    useInboundWebhookOnNumber: usesNumbers === null ? service.useInboundWebhookOnNumber : usesNumbers === 'true',
  } satisfies Partial<MessagingService>);
}
