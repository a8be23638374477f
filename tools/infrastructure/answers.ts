import { connect } from 'amqplib';
import { Client } from 'pg';

/** One try: undefined when PostgreSQL answers there, else its error code (`28P01`: wrong password) or what went wrong. */
export async function postgresProblem(url: string): Promise<string | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code || String(error);
  }
}

/** One try: undefined when RabbitMQ answers there, else what went wrong. */
export async function rabbitProblem(url: string): Promise<string | undefined> {
  try {
    const connection = await connect(url, { timeout: 2000 });
    connection.on('error', () => {});
    const over = new Promise((resolve) => connection.once('close', resolve));
    await Promise.race([connection.close(), over]); // the first never settles where the connection breaks meanwhile
    return undefined;
  } catch (error) {
    return String(error);
  }
}
