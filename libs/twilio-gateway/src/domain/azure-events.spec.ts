import { readAzureEvents } from './azure-events.ts';

const event = (eventType: string, data: object) => ({ id: 'e', eventType, data, dataVersion: '1.0' });
const read = (...events: object[]) => readAzureEvents(JSON.stringify(events));

describe('what Event Grid brings', () => {
  it('is answered where it asks whether this is the address', () => {
    expect(read(event('Microsoft.EventGrid.SubscriptionValidationEvent', { validationCode: '512d38b6' }))).toEqual([
      { kind: 'handshake', answer: { validationResponse: '512d38b6' } },
    ]);
  });

  it('is a customer’s text', () => {
    const data = {
      messageId: 'Incoming_1',
      from: '14155550111',
      to: '+18445550100',
      message: 'Hi\u0000',
      receivedTimestamp: 'x',
    };
    expect(read(event('Microsoft.Communication.SMSReceived', data))).toMatchObject([
      {
        kind: 'text',
        text: { sid: 'Incoming_1', from: '+14155550111', to: '+18445550100', body: 'Hi\uFFFD', files: [] },
      },
    ]);
  });

  it.each([
    ['Delivered', '', 'delivered', null],
    ['Failed', '4006: Not reachable.', 'undelivered', 'azure-4006'],
    ['Failed', 'Something', 'undelivered', 'azure-failed'],
    ['Elsewhere', '', null, null],
  ])('is a report that a text of ours is %s', (deliveryStatus, deliveryStatusDetails, state, errorCode) => {
    const data = { messageId: 'Outgoing_1', tag: 'our-id', deliveryStatus, deliveryStatusDetails };
    expect(read(event('Microsoft.Communication.SMSDeliveryReportReceived', data))).toEqual([
      { kind: 'status', id: 'our-id', report: { word: deliveryStatus, state, errorCode, providerSid: 'Outgoing_1' } },
    ]);
  });

  it('is left alone where it is about something else, or a text of somebody else', () => {
    expect(
      read(
        event('Microsoft.Communication.CallStarted', {}),
        event('Microsoft.Communication.SMSDeliveryReportReceived', {}),
      ),
    ).toEqual([]);
  });

  it.each([
    ['no JSON', 'hello'],
    ['no list', '{}'],
    ['a text without an id', JSON.stringify([event('Microsoft.Communication.SMSReceived', { from: '+14155550111' })])],
    ['a text from nobody', JSON.stringify([event('Microsoft.Communication.SMSReceived', { messageId: 'm' })])],
  ])('is refused where it is %s', (_what, body) => {
    expect(() => readAzureEvents(body)).toThrow(expect.objectContaining({ code: 'unreadable' }));
  });
});
