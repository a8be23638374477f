const largest = 5 * 1024 * 1024;
const patienceMs = 10_000;

/** Fetches one `MediaUrl` as Twilio does (twilio.md 4.8): at most 5 MB, with a content type. Null when it cannot be had. */
export async function fetchMedia(url: string): Promise<{ bytes: Uint8Array; contentType: string } | null> {
  try {
    const answer = await fetch(url, {
      signal: AbortSignal.timeout(patienceMs),
      headers: { 'User-Agent': 'TwilioProxy/1.1' },
    });
    const contentType = answer.headers.get('content-type')?.split(';')[0];
    if (!answer.ok || !contentType || Number(answer.headers.get('content-length') ?? 0) > largest) {
      await answer.body?.cancel();
      return null;
    }
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return bytes.length > largest ? null : { bytes, contentType };
  } catch {
    return null;
  }
}
