import { Refusal } from '#contracts';
import { Metrics } from '#platform';
import { WebhookCount } from './webhook-count.ts';

describe('requests from Twilio', () => {
  it('are counted by how they ended', async () => {
    const metrics = new Metrics();
    const count = new WebhookCount(metrics);
    await count.of(
      'text',
      async () => true,
      () => 'taken-in',
    );
    const failing = (error: Error) => count.of('text', () => Promise.reject(error), String);
    await expect(failing(new Refusal('not-allowed', 'Forged.'))).rejects.toThrow('Forged.');
    await expect(failing(new Error('Away.'))).rejects.toThrow('Away.');
    const shown = await metrics.registry.getSingleMetricAsString('parley_webhooks_total');
    expect(shown.split('\n').filter((line) => !line.startsWith('#'))).toEqual([
      'parley_webhooks_total{kind="text",outcome="taken-in"} 1',
      'parley_webhooks_total{kind="text",outcome="not-allowed"} 1',
      'parley_webhooks_total{kind="text",outcome="broken"} 1',
    ]);
  });
});
