import { agentId, conversationId, messageId } from '#contracts';
import fc from 'fast-check';
import { agentText, customerText, type DeliveryStep, previewOf, recordDelivery } from './message.ts';

const uuid = (n: number) => `0197a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const written = {
  id: messageId.parse(uuid(1)),
  conversationId: conversationId.parse(uuid(2)),
  body: 'Hello',
  receivedAt: new Date('2026-01-05T09:00:00Z'),
  position: 1,
};
const ours = agentText(written, { agentId: agentId.parse(uuid(3)), name: 'Lena Marsh' });
const step = (version: number, state: DeliveryStep['state'] = 'sent'): DeliveryStep => ({
  version,
  state,
  reason: null,
  errorCode: null,
  changedAt: new Date('2026-01-05T09:00:01Z'),
});

describe('a text of ours', () => {
  it('is queued until the gateway says more', () => {
    expect(ours).toMatchObject({ deliveryState: 'queued', deliveryVersion: 0, authorName: 'Lena Marsh' });
  });

  it('does not go back when an earlier word of the gateway comes late or twice', () => {
    const delivered = recordDelivery(ours, step(3, 'delivered'));
    expect(delivered.deliveryState).toBe('delivered');
    expect(recordDelivery(delivered, step(2))).toBe(delivered);
    expect(recordDelivery(delivered, step(3, 'delivered'))).toBe(delivered);
  });

  it('ends at the last word of the gateway, in whatever order the words come', () => {
    const words = fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 1 });
    fc.assert(
      fc.property(words, (versions) => {
        const last = versions.reduce((message, version) => recordDelivery(message, step(version)), ours);
        expect(last.deliveryVersion).toBe(Math.max(...versions));
      }),
    );
  });
});

describe("a customer's text", () => {
  it('has no delivery to follow', () => {
    const theirs = customerText({ ...written, segments: 1, mediaIds: [] });
    expect(recordDelivery(theirs, step(1))).toBe(theirs);
  });

  it('is shown by its first words, none of its characters cut in two', () => {
    expect(previewOf('Hello')).toBe('Hello');
    expect(previewOf(`${'x'.repeat(199)}😀`)).toBe('x'.repeat(199));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (body) => {
        const preview = previewOf(body);
        expect(preview.length).toBeLessThanOrEqual(200);
        expect(body.startsWith(preview)).toBe(true);
        expect(preview).toMatch(/^\P{Surrogate}*$/u);
      }),
    );
  });
});
