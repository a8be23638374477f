import { figure, plural } from './plural.ts';
import { asSize } from './size.ts';

/** Files of texts, in a thread. */
export const fileWords = {
  list: 'Files',
  unnamed: 'File',
  picture: (name: string) => `Enlarge ${name}`,
  save: (name: string) => `Save ${name}`,
  awaited: 'Is being fetched.',
  late: (time: string | null) => (time ? `Not available yet. It is tried again at ${time}.` : 'Not available yet.'),
  stillLate: (time: string | null) =>
    time ? `Still not available. It is tried again at ${time}.` : 'Still not available.',
  linkFailed: 'It could not be loaded.',
  tryNow: 'Try now',
  asked: 'Asked for again.',
  erased: 'This file was erased.',
  unavailable: 'Not available.',
  reasons: {
    'not-allowed': 'Not shown: customers may not attach files on this line.',
    'too-large': 'Not shown: larger than your organisation allows.',
    'blocked-type': 'Not shown: files of this type are blocked.',
    infected: 'Not shown: the virus scanner found something in it.',
    'not-found': 'Not available: it is no longer at the carrier.',
    'provider-refused': 'Not available: the carrier did not hand it over.',
    'provider-failed': 'Not available: the carrier did not answer.',
    'storage-failed': 'Not available: it could not be kept.',
    'scan-failed': 'Not available: it could not be checked for viruses.',
    'not-an-address-of-the-provider': 'Not shown: it does not come from the carrier.',
    'channel-gone': 'Not available: this line is gone.',
  } as Readonly<Record<string, string>>,
  large: 'Picture',
  at: (place: number, all: number) => `${figure(place)} of ${figure(all)}`,
  previous: 'Previous picture',
  next: 'Next picture',
  zoom: 'Show in full size',
  fit: 'Fit to the window',
  saveShort: 'Save',
} as const;

/** Files that go along with a text that is being written. */
export const attachWords = {
  list: 'Files that go along',
  attached: (count: number) => `${figure(count)} ${plural(count, 'file', 'files')} attached.`,
  uploading: (percent: number) => `Uploading, ${figure(percent)} %`,
  progress: (name: string) => `Upload of ${name}`,
  cancel: (name: string) => `Cancel the upload of ${name}`,
  remove: (name: string) => `Take away ${name}`,
  takenUpFailed: 'The files of that text could not be taken up again. Attach them once more.',
  /** Message 30 */
  turnedAway: {
    type: (name: string) => `${name} can’t be sent: this type is blocked.`,
    empty: (name: string) => `${name} can’t be sent: it is empty.`,
    'too-large': (name: string, size: number) => `${name} is ${asSize(size)}; together files may have 5 MB.`,
    'too-many': (name: string) => `${name} can’t be sent: one text takes 10 files.`,
  } as Readonly<Record<'type' | 'empty' | 'too-large' | 'too-many', (name: string, size: number) => string>>,
} as const;
