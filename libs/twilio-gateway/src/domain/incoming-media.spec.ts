import { readForm } from './form.ts';
import { filesIn } from './incoming-media.ts';

const account = `AC${'0'.repeat(31)}1`;
const text = `MM${'0'.repeat(31)}2`;
const base = `https://api.twilio.com/2010-04-01/Accounts/${account}/Messages/${text}/Media`;
const files = (fields: Record<string, string>) =>
  filesIn(readForm(new URLSearchParams({ AccountSid: account, ...fields }).toString()), text);

describe('the files of a text', () => {
  it('are all of them, in their order', () => {
    const told = {
      MediaUrl0: `${base}/ME1`,
      MediaContentType0: 'image/jpeg',
      MediaUrl1: `${base}/ME2`,
      MediaContentType1: 'Video/MP4; x=1',
    };
    expect(files({ NumMedia: '2', ...told })).toEqual([
      { sid: 'ME1', contentType: 'image/jpeg' },
      { sid: 'ME2', contentType: 'video/mp4' },
    ]);
  });

  it.each(['0', '', 'many', '-1', '1.5'])('are none when Twilio counts %j', (NumMedia) => {
    expect(files({ NumMedia, MediaUrl0: `${base}/ME1` })).toEqual([]);
  });

  it('are ten at most', () => {
    expect(files({ NumMedia: '1000000' })).toHaveLength(10);
  });

  it.each([
    '',
    'not an address',
    `https://api.twilio.com/2010-04-01/Accounts/AC9/Messages/${text}/Media/ME1`,
    `https://api.twilio.com/2010-04-01/Accounts/${account}/Messages/MM9/Media/ME1`,
    `${base}/ME1/more`,
    `${base}/../../../Calls`,
    `${base}/%2e%2e`,
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
  ])('have no SID when their address is %j', (MediaUrl0) => {
    expect(files({ NumMedia: '1', MediaUrl0 })).toEqual([{ sid: null, contentType: null }]);
  });

  it('are asked for by their SID alone, whatever host their address names', () => {
    const MediaUrl0 = `${base}/ME1`.replace('api.twilio.com', 'evil.example');
    expect(files({ NumMedia: '1', MediaUrl0 })).toEqual([{ sid: 'ME1', contentType: null }]);
  });
});
