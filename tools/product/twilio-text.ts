import { createHmac } from 'node:crypto';

export interface Text {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly accountSid: string;
}

/** What Twilio posts for a plain text, blank fields included. */
export const formOf = ({ sid, from, to, body, accountSid }: Text): Record<string, string> => ({
  ToCountry: 'US',
  ToState: '',
  ToCity: '',
  ToZip: '',
  FromCountry: 'US',
  FromState: 'CA',
  FromCity: 'SAN FRANCISCO',
  FromZip: '94102',
  SmsMessageSid: sid,
  SmsSid: sid,
  MessageSid: sid,
  SmsStatus: 'received',
  NumMedia: '0',
  NumSegments: '1',
  ApiVersion: '2010-04-01',
  AccountSid: accountSid,
  From: from,
  To: to,
  Body: body,
});

/** HMAC-SHA1 over the URL and the parameters sorted by name (twilio.md 4.5). */
export const signatureOf = (url: string, form: Record<string, string>, authToken: string): string =>
  createHmac('sha1', authToken)
    .update(
      Object.keys(form)
        .sort()
        .reduce((sum, name) => sum + name + form[name], url),
    )
    .digest('base64');

/** Posts the text as Twilio does. `url` is where it goes, `signedUrl` what the signature is made over. Answers the status, 0 when nobody answered. */
export async function postText(url: string, text: Text, authToken: string, signedUrl = url): Promise<number> {
  const form = formOf(text);
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signatureOf(signedUrl, form, authToken),
      },
      body: new URLSearchParams(form),
      signal: AbortSignal.timeout(15_000),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}
