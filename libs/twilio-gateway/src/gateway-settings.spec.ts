import { GatewaySettings } from './gateway-settings.ts';

const keys = { SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` };
const bucket = { MEDIA_BUCKET: 'https://s3.example/parley', MEDIA_BUCKET_KEY_ID: 'us', MEDIA_BUCKET_SECRET: 'proof' };

describe('a bucket for files', () => {
  it('is asked with what proves who we are', () => {
    const { mediaBucket } = new GatewaySettings({ ...keys, ...bucket });
    expect(mediaBucket).toMatchObject({ accessKeyId: 'us', secretAccessKey: 'proof', region: 'auto' });
    expect(new GatewaySettings(keys).mediaBucket).toBeNull();
  });

  it.each(['MEDIA_BUCKET_KEY_ID', 'MEDIA_BUCKET_SECRET'])('is none without %s: the start says so', (name) => {
    expect(() => new GatewaySettings({ ...keys, ...bucket, [name]: '' })).toThrow(name);
  });
});

describe('where the virus scanner listens', () => {
  it('is a host and a port that there can be', () => {
    expect(new GatewaySettings({ ...keys, CLAMAV_ADDRESS: 'clamav:3310' }).virusScan).not.toBeNull();
    for (const address of ['clamav', 'clamav:0', 'clamav:99999', 'tcp://clamav:3310'])
      expect(() => new GatewaySettings({ ...keys, CLAMAV_ADDRESS: address })).toThrow('CLAMAV_ADDRESS');
  });
});
