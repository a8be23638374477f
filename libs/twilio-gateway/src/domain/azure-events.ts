import { address, Refusal } from '#contracts';
import { type IncomingText, storable } from './incoming-text.ts';
import type { StatusReport } from './status-report.ts';

/** What Event Grid brought of Azure Communication Services. */
export type AzureEvent =
  | { readonly kind: 'text'; readonly text: IncomingText }
  | { readonly kind: 'status'; readonly id: string; readonly report: StatusReport }
  | { readonly kind: 'handshake'; readonly answer: { readonly validationResponse: string } };

type Fields = Readonly<Record<string, unknown>>;

const validation = 'Microsoft.EventGrid.SubscriptionValidationEvent';
const received = 'Microsoft.Communication.SMSReceived';
const reported = 'Microsoft.Communication.SMSDeliveryReportReceived';

/** Reads a delivery of Event Grid: always a list. Events of other kinds are left out; others' fields may come without notice. */
export function readAzureEvents(body: string): readonly AzureEvent[] {
  const events = parse(body);
  return events.flatMap((event): readonly AzureEvent[] => {
    const data = objectIn(event, 'data');
    switch (textIn(event, 'eventType')) {
      case validation:
        return [{ kind: 'handshake', answer: { validationResponse: textIn(data, 'validationCode') } }];
      case received:
        return [{ kind: 'text', text: readText(data) }];
      case reported:
        return readReport(data);
      default:
        return [];
    }
  });
}

function parse(body: string): readonly Fields[] {
  try {
    const read: unknown = JSON.parse(body);
    if (Array.isArray(read))
      return read.filter((event): event is Fields => typeof event === 'object' && event !== null);
  } catch {
    // what is no JSON is refused as what is no list
  }
  throw new Refusal('unreadable', 'The body is no list of events.');
}

/** The names are in camel case in the documents, and in Pascal case on older resources. */
function valueIn(fields: Fields, name: string): unknown {
  return fields[name] ?? fields[name[0]!.toUpperCase() + name.slice(1)];
}
const textIn = (fields: Fields, name: string): string => {
  const value = valueIn(fields, name);
  return typeof value === 'string' ? value : '';
};
function objectIn(fields: Fields, name: string): Fields {
  const value = valueIn(fields, name);
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function readText(data: Fields): IncomingText {
  const sid = storable(textIn(data, 'messageId')).slice(0, 100);
  if (sid === '') throw new Refusal('unreadable', 'The text has no messageId.', 'messageId');
  const segments = Number(valueIn(data, 'segmentCount'));
  return {
    sid,
    from: party(data, 'from'),
    to: party(data, 'to'),
    body: storable(textIn(data, 'message')),
    segments: Number.isSafeInteger(segments) && segments > 0 ? segments : 0,
    files: [],
  };
}

/** Numbers come with or without their plus; short codes have none. */
function party(data: Fields, name: 'from' | 'to') {
  const said = textIn(data, name).trim();
  const read = address.safeParse(/^\d{9,15}$/.test(said) ? `+${said}` : said);
  if (!read.success) throw new Refusal('unreadable', `${name} is not an address that texts come from or go to.`, name);
  return read.data;
}

/** `tag` is what we said when we sent the text: our id of it. A report of a text that somebody else sent is none of ours. */
function readReport(data: Fields): readonly AzureEvent[] {
  const id = textIn(data, 'tag');
  if (id === '') return [];
  const word = storable(textIn(data, 'deliveryStatus')).slice(0, 40);
  if (word === '') throw new Refusal('unreadable', 'The report has no deliveryStatus.', 'deliveryStatus');
  const state = word === 'Delivered' ? 'delivered' : word === 'Failed' ? 'undelivered' : null;
  const code = /\b[459]\d{3}\b/.exec(textIn(data, 'deliveryStatusDetails'))?.[0];
  return [
    {
      kind: 'status',
      id,
      report: {
        word,
        state,
        providerSid: textIn(data, 'messageId') || null,
        errorCode: state === 'undelivered' ? `azure-${code ?? 'failed'}` : null,
      },
    },
  ];
}
