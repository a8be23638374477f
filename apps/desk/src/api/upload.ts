import type { AttachmentView } from '#contracts';
import { authorised, no } from './client.ts';
import type { Attached } from './attachments.ts';
import { Unanswered } from './refused.ts';

type Leaving = Pick<Attached, 'id' | 'conversationId' | 'channelId' | 'file' | 'fileName'>;

interface Progress {
  /** From 0 to 1. */
  readonly onProgress: (part: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Sends one file under its id; the same once more answers the same. By XMLHttpRequest, as `fetch` does not tell how much has left.
 * Throws `Refused` when it may not be attached, `Unanswered` when it is worth another attempt.
 */
export const upload = (attached: Leaving, progress: Progress): Promise<AttachmentView> =>
  authorised((token) => put(attached, token, progress)).then(async (response) => {
    if (!response.ok) throw await no(response);
    return (await response.json()) as AttachmentView;
  });

function put(
  { id, conversationId, channelId, file, fileName }: Leaving,
  token: string,
  { onProgress, signal }: Progress,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    signal.addEventListener('abort', stop);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(new Response(request.responseText, { status: request.status }));
    request.onerror = () => reject(new Unanswered(null));
    request.onabort = () => reject(new Unanswered(null));
    request.onloadend = () => signal.removeEventListener('abort', stop);
    request.open('PUT', `/api/gateway/media/${id}?${new URLSearchParams({ conversationId, channelId })}`);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('accept', 'application/json');
    const form = new FormData();
    form.append('file', file, fileName);
    request.send(form);
  });
}
