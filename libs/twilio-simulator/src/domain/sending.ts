/** What a request to create a message asks for. */
export type SendRequest = Readonly<{
  to: string;
  from: string;
  serviceSid: string;
  body: string;
  mediaUrls: readonly string[];
  statusCallback: string;
  scheduleType: string;
  /** As it was written; empty: at once. */
  sendAt: string;
}>;

/** What the answer depends on. */
export type Facts = Readonly<{
  senderOf: (number: string) => Readonly<{ sms: boolean; mms: boolean }> | undefined;
  /** Numbers of a Messaging Service, or undefined when there is none with this SID. */
  numbersOf: (serviceSid: string) => readonly string[] | undefined;
  isBlocked: (number: string, customer: string) => boolean;
  now: Date;
}>;

export type Judgement =
  | Readonly<{ refused: number }>
  | Readonly<{ refused: null; from: string; first: 'queued' | 'accepted' | 'scheduled'; sendAt: Date | null }>;

const e164 = /^\+[1-9]\d{6,14}$/;
const minute = 60_000;
const isWebAddress = (url: string) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

/** Whether Twilio takes this message, in the order in which it looks (twilio.md 4.6, 4.11). */
export function judge(request: SendRequest, { senderOf, numbersOf, isBlocked, now }: Facts): Judgement {
  const refused = (code: number) => ({ refused: code });
  if (request.to === '') return refused(21604);
  if (request.from === '' && request.serviceSid === '') return refused(21603);
  if (request.body === '' && request.mediaUrls.length === 0) return refused(21602);
  if (!e164.test(request.to)) return refused(21211);

  const group = request.serviceSid === '' ? null : numbersOf(request.serviceSid);
  if (group === undefined) return refused(21705);
  const from = request.from === '' ? (group?.[0] ?? '') : request.from;
  const sender = senderOf(from);
  if (!sender?.sms || from === request.to) return refused(21606);

  if (request.body.length > 1_600) return refused(21617);
  if (request.mediaUrls.length > 10) return refused(21623);
  if (!request.mediaUrls.every(isWebAddress)) return refused(21620);
  if (request.mediaUrls.length > 0 && !sender.mms) return refused(21621);
  if (request.statusCallback !== '' && !isCallbackAddress(request.statusCallback)) return refused(21609);
  if (isBlocked(from, request.to)) return refused(21610);

  if (request.sendAt === '' && request.scheduleType === '') {
    return { refused: null, from, first: group ? 'accepted' : 'queued', sendAt: null };
  }
  const sendAt = new Date(request.sendAt);
  const ahead = sendAt.getTime() - now.getTime();
  const isInRange = ahead >= 15 * minute && ahead <= 35 * 24 * 60 * minute;
  if (request.scheduleType !== 'fixed' || !group || !isInRange) return refused(35114);
  return { refused: null, from, first: 'scheduled', sendAt };
}

/** Host names with underscores are refused (twilio.md 4.4). */
const isCallbackAddress = (url: string) => isWebAddress(url) && !new URL(url).hostname.includes('_');
