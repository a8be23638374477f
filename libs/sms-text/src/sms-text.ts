import { SegmentedMessage } from 'sms-segments-calculator';

export interface TextSize {
  /** Characters as a person counts them: what the limit of 1,600 is about. */
  readonly characters: number;
  /** What carriers count: septets of GSM-7, where `€` and `[` take two, or 16-bit units of UCS-2, where an emoji takes two or more. */
  readonly units: number;
  /** How many units fit into the segments that this text already needs. */
  readonly room: number;
  /** What is paid for; 0 for an empty text. */
  readonly segments: number;
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** The characters, each once, that make the whole text UCS-2: without them it would be GSM-7. */
  readonly switchers: readonly string[];
}

/** A segment alone, and one of several, which gives six bytes to its header (3GPP TS 23.040). */
const capacity = { 'GSM-7': { alone: 160, joined: 153, bits: 7 }, 'UCS-2': { alone: 70, joined: 67, bits: 16 } };

/** How large a text is when it goes out as it stands (no smart encoding). */
export function measureText(body: string): TextSize {
  const message = new SegmentedMessage(body);
  const encoding = message.encodingName;
  const { alone, joined, bits } = capacity[encoding];
  const segments = body === '' ? 0 : message.segmentsCount;
  return {
    characters: [...body].length,
    units: message.messageSize / bits,
    room: segments > 1 ? segments * joined : alone,
    segments,
    encoding,
    switchers: [...new Set(message.getNonGsmCharacters())],
  };
}
