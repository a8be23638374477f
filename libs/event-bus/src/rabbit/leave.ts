import type { Channel, ChannelModel } from 'amqplib';

/**
 * Ends a connection or a channel, however it ends. amqplib never answers where the connection breaks before the broker's goodbye, and refuses
 * to end what is over.
 */
export async function leave(what: Channel | ChannelModel): Promise<void> {
  const over = new Promise<void>((resolve) => what.once('close', () => resolve()));
  await Promise.race([what.close(), over]).catch(() => {});
}
