import { banner, type Running } from './banner.ts';
import { startSettings } from './settings.ts';

const told = (environment: Record<string, string> = {}) => {
  const running: Running = {
    url: 'http://localhost:3000',
    settings: startSettings.parse(environment),
    database: 'embedded PostgreSQL 18.4.0, port 5433',
    dataFolder: '.data',
    logFile: '.data/parley.log',
    number: '+14252306549',
  };
  return banner(running);
};

describe('what npm start tells', () => {
  it('says how to begin afresh', () => {
    expect(told()).toContain('.data, kept between starts; remove it to begin afresh');
  });

  it('says to keep the keys of a database that is somebody’s own: without them its tokens cannot be opened', () => {
    const words = told({ DATABASE_URL: 'postgres://parley:secret@db:5432/parley' });
    expect(words).toContain('Keep it with the database');
    expect(words).not.toContain('begin afresh');
  });

  it.each([
    ['that events survive a crash without a broker', {}, 'loses nothing', 'RabbitMQ at'],
    [
      'which broker there is',
      { AMQP_URL: 'amqp://me:secret@mq:5672/parley' },
      'RabbitMQ at mq:5672',
      'in this process',
    ],
    ['who can sign in', {}, 'Lena Marsh', 'with an account of'],
    ['who signs people in', { OIDC_ISSUER: 'https://id.example' }, 'account of https://id.example', 'Lena Marsh'],
    ['where the phones are', {}, 'http://localhost:3000/phone', 'Twilio  '],
    ['which Twilio there is', { TWILIO_API_BASE_URL: 'https://api.twilio.com' }, 'https://api.twilio.com', '/phone'],
  ])('says %s', (_what, environment, said, unsaid) => {
    const words = told(environment);
    expect(words).toContain(said);
    expect(words).not.toContain(unsaid);
    expect(words).not.toContain('secret');
  });
});
