import { type Facts, judge, type SendRequest } from './sending.ts';

const now = new Date('2026-01-05T09:00:00Z');
const facts: Facts = {
  senderOf: (number) =>
    ({ '+14252306549': { sms: true, mms: true }, '+14252306550': { sms: true, mms: false } })[number],
  numbersOf: (service) => (service === 'MG1' ? ['+14252306549'] : undefined),
  isBlocked: (_number, customer) => customer === '+12065550173',
  now,
};
const request: SendRequest = {
  to: '+14255550148',
  from: '+14252306549',
  serviceSid: '',
  body: 'Hello',
  mediaUrls: [],
  statusCallback: '',
  scheduleType: '',
  sendAt: '',
};
const verdict = (changes: Partial<SendRequest>) => judge({ ...request, ...changes }, facts);
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString();
const scheduled = { from: '', serviceSid: 'MG1', scheduleType: 'fixed' };

describe('a request to send', () => {
  it.each([
    ['without a recipient', { to: '' }, 21604],
    ['without a sender', { from: '' }, 21603],
    ['without text or picture', { body: '' }, 21602],
    ['to something that is no number', { to: '0800' }, 21211],
    ['from a number that is not ours', { from: '+14155550100' }, 21606],
    ['to its own sender', { to: '+14252306549' }, 21606],
    ['with 1,601 characters', { body: 'x'.repeat(1_601) }, 21617],
    ['with 801 emoji', { body: '🙏'.repeat(801) }, 21617],
    ['to somebody who opted out', { to: '+12065550173' }, 21610],
    ['with eleven pictures', { mediaUrls: Array.from({ length: 11 }, () => 'https://parley.example/a.png') }, 21623],
    ['with a picture at no address', { mediaUrls: ['file:///etc/passwd'] }, 21620],
    [
      'with a picture from a number without MMS',
      { from: '+14252306550', mediaUrls: ['https://parley.example/a.png'] },
      21621,
    ],
    ['with a callback that is no address', { statusCallback: 'parley' }, 21609],
    ['with a callback to a host with an underscore', { statusCallback: 'https://par_ley.example/in' }, 21609],
    ['through a Messaging Service that is not there', { from: '', serviceSid: 'MG2' }, 21705],
    ['for a time without a Messaging Service', { scheduleType: 'fixed', sendAt: inMinutes(20) }, 35114],
    ['for a time too near', { ...scheduled, sendAt: inMinutes(14) }, 35114],
    ['for a time too far', { ...scheduled, sendAt: inMinutes(36 * 24 * 60) }, 35114],
    ['for no readable time', { ...scheduled, sendAt: 'tomorrow' }, 35114],
  ])('%s is refused', (_what, changes, code) => {
    expect(verdict(changes)).toEqual({ refused: code });
  });

  it('begins queued with one sender, accepted with a Messaging Service, scheduled for a time', () => {
    expect(verdict({})).toMatchObject({ refused: null, first: 'queued', from: '+14252306549' });
    expect(verdict({ from: '', serviceSid: 'MG1' })).toMatchObject({ first: 'accepted', from: '+14252306549' });
    expect(verdict({ ...scheduled, sendAt: inMinutes(20) })).toMatchObject({ first: 'scheduled' });
  });

  it('may be a picture without a word', () => {
    expect(verdict({ body: '', mediaUrls: ['https://parley.example/a.png'] })).toMatchObject({ refused: null });
  });
});
