import { MediaHosts, twilioMediaHosts } from './media-hosts.ts';

const twilio = new URL('https://api.twilio.com');
const may = (next: string, list = twilioMediaHosts, api = twilio) => new MediaHosts(list).allow(new URL(next), api);

describe('for a file, Twilio may send on to', () => {
  it.each([
    'https://mms.twiliocdn.com/AC1/f?Expires=1&Signature=s',
    'https://media.twiliocdn.com/AC1/f',
    'https://api.twilio.com/2010-04-01/elsewhere',
    'https://s3-external-1.amazonaws.com/media.twiliocdn.com/AC1/f',
  ])('%s', (next) => expect(may(next)).toBe(true));

  it.each([
    ['a host that only looks alike', 'https://mms.twiliocdn.com.evil.example/f'],
    ['another one of the same end', 'https://eviltwiliocdn.com/f'],
    ['the domain itself', 'https://twiliocdn.com/f'],
    ['a host as a name', 'https://mms.twiliocdn.com@evil.example/f'],
    ['a name before a host', 'https://somebody:secret@mms.twiliocdn.com/f'],
    ['another bucket', 'https://s3-external-1.amazonaws.com/evil/f'],
    ['another bucket by a way back', 'https://s3-external-1.amazonaws.com/media.twiliocdn.com/../evil/f'],
    ['another port', 'https://mms.twiliocdn.com:8443/f'],
    ['no encryption', 'http://mms.twiliocdn.com/f'],
    ['the interface without encryption', 'http://api.twilio.com/f'],
    ['an address inside', 'https://10.0.0.1/f'],
    ['the data of a cloud’s machine', 'http://169.254.169.254/latest/meta-data'],
    ['a file here', 'file:///etc/passwd'],
  ])('but not to %s', (_, next) => expect(may(next)).toBe(false));
});

it('a host of one’s own is named, with its port where it has one', () => {
  expect(may('https://cache.example:8443/f', 'cache.example:8443')).toBe(true);
  expect(may('https://mms.twiliocdn.com/f', 'cache.example:8443')).toBe(false);
  expect(may('http://127.0.0.1:4010/f', '', new URL('http://127.0.0.1:4010'))).toBe(true);
  expect(may('http://127.0.0.1:4011/f', '', new URL('http://127.0.0.1:4010'))).toBe(false);
});

it.each(['https://a.example', 'a b', '*.example', '//'])('%s is no host', (list) =>
  expect(() => new MediaHosts(list)).toThrow('TWILIO_MEDIA_HOSTS'),
);
