/** A request Twilio refuses, as its answer says it (twilio.md 4.11). */
export class TwilioRefusal extends Error {
  readonly code: number;
  /** HTTP status of the answer. */
  readonly status: number;

  constructor(code: number, status: number, message: string) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

const texts: Record<number, readonly [status: number, message: string]> = {
  20001: [400, 'A parameter of this request is not valid'],
  20003: [401, 'Authenticate'],
  20005: [403, 'Account is not active'],
  20404: [404, 'The requested resource was not found'],
  20429: [429, 'Too Many Requests'],
  20500: [500, 'An internal server error has occurred'],
  20503: [503, 'Service is unavailable, please try again'],
  21211: [400, "The 'To' number is not a valid phone number."],
  21402: [400, 'Url is not a valid URL'],
  21403: [400, 'Method must be GET or POST'],
  21408: [400, "Permission to send an SMS has not been enabled for the region indicated by the 'To' number."],
  21602: [400, 'Message body is required.'],
  21603: [400, "A 'From' phone number is required."],
  21604: [400, "A 'To' phone number is required."],
  21606: [400, "The 'From' phone number is not a valid, SMS-capable inbound phone number for your account."],
  21608: [400, "The 'To' number is unverified. Trial accounts cannot send messages to unverified numbers."],
  21609: [400, "The 'StatusCallback' URL is not a valid URL."],
  21610: [400, 'Attempt to send to unsubscribed recipient'],
  21611: [429, "This 'From' number has exceeded the maximum number of queued messages"],
  21612: [400, "The 'To' phone number is not currently reachable via SMS"],
  21614: [400, "'To' number is not a valid mobile number"],
  21617: [400, 'The concatenated message body exceeds the 1600 character limit'],
  21620: [400, 'Invalid media URL(s)'],
  21621: [400, "The 'From' number is not enabled for MMS"],
  21623: [400, 'Number of media files exceeds allowed limit'],
  21705: [400, 'The Messaging Service Sid is invalid'],
  30409: [400, 'The message is not in a state that can be cancelled'],
  35114: [
    400,
    'SendAt must be between 15 minutes and 35 days from now, with ScheduleType fixed and a Messaging Service',
  ],
};

const endings: Record<number, string> = {
  30001: 'Queue overflow',
  30002: 'Account suspended',
  30003: 'Unreachable destination handset',
  30004: 'Message blocked',
  30005: 'Unknown destination handset',
  30006: 'Landline or unreachable carrier',
  30007: 'Message filtered',
  30008: 'Unknown error',
  30009: 'Missing segment',
  30010: 'Message price exceeds max price',
  30011: 'MMS not supported by the receiving phone number in this region',
  30017: 'Carrier network congestion',
  30018: 'Destination carrier requires sender ID pre-registration',
  30019: 'Content size exceeds carrier limit',
  30022: 'US A2P 10DLC rate limits exceeded',
  30023: 'US A2P 10DLC daily message cap reached',
  30032: 'Toll-free number has not been verified',
  30034: 'US A2P 10DLC message from an unregistered number',
  30410: 'Provider timeout error',
  30500: 'Provider internal error',
  11751: 'Media message size exceeds limit or cannot be fetched',
};

/** The refusal with this code, in Twilio's words; a code this double does not know reads as a plain 400. */
export function refusal(code: number, message?: string): TwilioRefusal {
  const [status, text] = texts[code] ?? [400, endings[code] ?? `Twilio refused this request with ${code}`];
  return new TwilioRefusal(code, status, message ?? text);
}

/** What Twilio says beside the code of an ended text. The code is stable, the words are for people. */
export const endingText = (code: number): string => endings[code] ?? texts[code]?.[1] ?? 'Unknown error';
