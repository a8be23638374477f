import { connect } from 'amqplib';
import { channelConfigSubscriptions } from '#channel-config';
import { conversationsSubscriptions } from '#conversations';
import { routingSubscriptions } from '#routing';
import { gatewaySubscriptions } from '#twilio-gateway';

/** Removes the product's queues, so that a product on a new database does not hear of an old one's conversations. */
export async function purgeParley(amqpUrl: string): Promise<void> {
  const connection = await connect(amqpUrl);
  const channel = await connection.createChannel();
  const subscriptions = [
    ...channelConfigSubscriptions,
    ...gatewaySubscriptions,
    ...conversationsSubscriptions,
    ...routingSubscriptions,
  ];
  for (const { name } of subscriptions) {
    for (const queue of [name, `${name}.dead`]) await channel.deleteQueue(queue);
  }
  await connection.close();
}
