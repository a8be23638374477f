/** The shortest body that is taken for base64: no word of a customer's is so long, and looks so. */
const shortest = 60;
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** No text of a person's. */
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/**
 * What a customer wrote. Twilio now and then brings a text of several parts as base64 of its UTF-8 (twilio.md 4.1), sometimes cut off in
 * the middle of a character; only what is certainly that is read so: several words that base64 makes of it.
 */
export function decodedBody(body: string): string {
  const written = body.replace(/[\r\n]+/g, '');
  if (written.length < shortest || !base64.test(written)) return body;
  try {
    // fatal: bytes that are no UTF-8 are no text; a stream may end within a character
    const words = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(written, 'base64'), { stream: true });
    return /\s/.test(words.trim()) && !control.test(words) ? words : body;
  } catch {
    return body;
  }
}
