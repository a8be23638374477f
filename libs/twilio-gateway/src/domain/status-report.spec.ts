import { readForm } from './form.ts';
import { readStatus } from './status-report.ts';

const sid = 'SM00000000000000000000000000000001';

describe('a status callback', () => {
  it.each([
    ['accepted', 'accepted'],
    ['scheduled', 'accepted'],
    ['queued', 'accepted'],
    ['sending', 'accepted'],
    ['sent', 'sent'],
    ['partially_delivered', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'delivered'],
    ['undelivered', 'undelivered'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
    ['received', null],
    ['constructor', null],
    ['something_new', null],
  ])('that says %s means %s', (word, state) => {
    expect(readStatus(readForm(`MessageStatus=${word}&MessageSid=${sid}`))).toEqual({
      word,
      state,
      providerSid: sid,
      errorCode: null,
    });
  });

  it('carries the error code', () => {
    expect(readStatus(readForm('MessageStatus=undelivered&ErrorCode=30003')).errorCode).toBe('30003');
  });

  it.each(['', '0', 'x', '1e9'])('carries no error when the code is %j', (code) => {
    expect(readStatus(readForm(`MessageStatus=sent&ErrorCode=${code}`)).errorCode).toBeNull();
  });

  it('is also read by the old name of the field', () => {
    expect(readStatus(readForm('SmsStatus=sent')).state).toBe('sent');
  });

  it('is refused when it names no status', () => {
    expect(() => readStatus(readForm('MessageStatus='))).toThrow(
      expect.objectContaining({ code: 'unreadable', field: 'MessageStatus' }),
    );
  });
});
