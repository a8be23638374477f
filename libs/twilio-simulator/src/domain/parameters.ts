import type { Message } from './message.ts';
import { endingText } from './refusals.ts';

/** Form parameters in the order they are sent; a name may occur several times. */
export type Parameters = readonly (readonly [name: string, value: string])[];

const apiVersion = '2010-04-01';
const geography = ['City', 'State', 'Zip', 'Country'];

/** What the webhook of a customer's text carries (twilio.md 4.1). Geography is often empty and still part of the signature. */
export function textParameters(
  message: Message,
  media: readonly Readonly<{ url: string; contentType: string }>[],
  optOutType: string | null,
): Parameters {
  const country = (number: string) => (number.startsWith('+1') ? 'US' : '');
  return [
    ['ToCountry', country(message.to)],
    ...geography.slice(0, 3).map((part) => [`To${part}`, ''] as const),
    ['SmsMessageSid', message.sid],
    ['NumMedia', String(media.length)],
    ...media.flatMap(({ url, contentType }, index) => [
      [`MediaContentType${index}`, contentType] as const,
      [`MediaUrl${index}`, url] as const,
    ]),
    ...geography.slice(0, 3).map((part) => [`From${part}`, ''] as const),
    ['FromCountry', country(message.from)],
    ['SmsSid', message.sid],
    ['SmsStatus', 'received'],
    ['Body', message.body],
    ['To', message.to],
    ...(message.serviceSid ? ([['MessagingServiceSid', message.serviceSid]] as const) : []),
    ['NumSegments', String(message.segments)],
    ['MessageSid', message.sid],
    ['AccountSid', message.accountSid],
    ['From', message.from],
    ['ApiVersion', apiVersion],
    ...(optOutType ? ([['OptOutType', optOutType]] as const) : []),
  ];
}

/** What a status callback carries (twilio.md 4.4): no time and no sequence. */
export function reportParameters(message: Message, status: string, errorCode: number | null): Parameters {
  return [
    ['SmsSid', message.sid],
    ['SmsStatus', status],
    ['MessageStatus', status],
    ['To', message.to],
    ['MessageSid', message.sid],
    ['AccountSid', message.accountSid],
    ['From', message.from],
    ...(message.serviceSid ? ([['MessagingServiceSid', message.serviceSid]] as const) : []),
    ['ApiVersion', apiVersion],
    ...(errorCode === null
      ? []
      : ([
          ['ErrorCode', String(errorCode)],
          ['ErrorMessage', endingText(errorCode)],
        ] as const)),
    ...(status === 'delivered' ? ([['RawDlrDoneDate', dlrDate(message.updatedAt)]] as const) : []),
  ];
}

/** YYMMDDhhmm, no zone. */
const dlrDate = (at: Date) => at.toISOString().replace(/\D/g, '').slice(2, 12);

/** What Twilio may add without notice: unknown names, blanks, a repeated name, a plus sign, letters beyond ASCII. */
export const extraParameters: Parameters = [
  ['AddOns', '{"status":"successful","code":null}'],
  ['ChannelPrefix', ''],
  ['Zusatz Größe', 'a+b & c=d %20 ✓'],
  ['Tag', 'two'],
  ['Tag', 'one'],
  ['Tag', 'two'],
  ['padded', '  kept as it is  '],
];
