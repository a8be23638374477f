import { connect } from 'amqplib';
import { conversationsSubscriptions } from '#conversations';
import { routingSubscriptions } from '#routing';
import { gatewaySubscriptions } from '#twilio-gateway';

/** Removes the product's queues, so that a product on a new database does not hear of an old one's conversations. */
export async function purgeParley(amqpUrl: string): Promise<void> {
  const connection = await connect(amqpUrl);
  const channel = await connection.createChannel();
  for (const { name } of [...gatewaySubscriptions, ...conversationsSubscriptions, ...routingSubscriptions]) {
    for (const queue of [name, `${name}.dead`]) await channel.deleteQueue(queue);
  }
  await connection.close();
}
