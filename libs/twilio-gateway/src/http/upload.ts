import { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '#contracts';

/** The file of a form, while it arrives. */
export interface ArrivingFile {
  readonly bytes: Readable;
  readonly fileName: string | null;
  readonly statedType: string | null;
}

const notOne = () => new Refusal('unreadable', 'Send one file, as the part “file” of multipart/form-data.', 'file');

const brokeOff = () => new Refusal('unreadable', 'The upload broke off.', 'file');

/** Gives the one file of a form to `work`. Refused as `unreadable` where there is none, or more than one. */
export async function withUpload<T>(
  { body, headers }: Pick<FastifyRequest, 'body' | 'headers'>,
  work: (file: ArrivingFile) => Promise<T>,
): Promise<T> {
  if (!(body instanceof Readable)) throw notOne();
  return new Promise<T>((resolve, reject) => {
    const limits = { files: 1, fields: 0, parts: 2, headerPairs: 20 };
    const form = new Busboy({ headers: headers as never, limits });
    let arriving: Promise<T> | undefined;
    let file: Readable | undefined;
    const fail = (error: unknown) => {
      body.unpipe(form);
      body.resume(); // what is left of the request is read and dropped, so that its answer arrives
      file?.destroy(error as Error); // who reads it would wait for ever
      reject(error);
    };
    form.on('file', (field, stream, fileName, _encoding, statedType) => {
      if (field !== 'file' || arriving) return void stream.resume();
      file = stream;
      stream.on('error', () => {}); // what was refused before anybody read it ends with nobody to hear why
      arriving = work({ bytes: stream, fileName: nameIn(fileName), statedType: statedType || null });
      arriving.catch(fail);
    });
    form.on('filesLimit', () => fail(notOne()));
    form.on('partsLimit', () => fail(notOne()));
    form.on('error', () => fail(notOne()));
    form.on('finish', () => void (arriving ?? Promise.reject(notOne())).then(resolve, fail));
    body.on('error', fail);
    body.on('close', () => body.readableEnded || fail(brokeOff()));
    body.pipe(form);
  });
}

/** Without folders and what no file is called with (browsers write a quotation mark as `%22`); at most 120 characters. */
function nameIn(name: string | undefined): string | null {
  const last = (name ?? '').split(/[\\/]/).at(-1) ?? '';
  const clean = last
    .replaceAll('%22', '')
    .replace(/[\u0000-\u001f\u007f"<>|?*:\p{Surrogate}]/gu, '')
    .trim();
  if (clean === '') return null;
  const dot = clean.lastIndexOf('.');
  const ending = dot > 0 ? clean.slice(dot).slice(0, 20) : '';
  return clean.length <= 120 ? clean : clean.slice(0, 120 - ending.length) + ending;
}
