import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { hourMs, type MediaId } from '#contracts';
import { Database, type Transaction } from '#event-bus';
import { PublicAddress } from '#platform';
import { type LinkQuery, SignedLinks } from '#secrets';

/** Twilio fetches within minutes, and again when it has to try again. */
const providerMs = 4 * hourMs;
/** A customer follows a link in a text when there is time. */
const customerMs = 7 * 24 * hourMs;

/** Who makes the links of each database. Use cases have nothing but their transaction. */
const makers = new WeakMap<DataSource, MediaLinks>();

/** Makes the links that this transaction writes down. */
export function linksIn({ manager }: Pick<Transaction, 'manager'>): MediaLinks {
  const maker = makers.get(manager.dataSource);
  if (!maker) throw new Error('Nobody makes links to files here.');
  return maker;
}

const pathOf = (id: MediaId) => `/api/gateway/media/${id}`;

/** Addresses at which files can be seen without a sign-in, for a while. */
@Injectable()
export class MediaLinks {
  constructor(
    private readonly links: SignedLinks,
    private readonly address: PublicAddress,
    database: Database,
  ) {
    makers.set(database.dataSource, this);
  }

  /** For Twilio, which fetches the files of a text that leaves. */
  forProvider(id: MediaId, now: Date): string {
    return this.until(id, new Date(now.getTime() + providerMs));
  }

  /** For the customer, in the text itself, where the number takes no files. */
  forCustomer(id: MediaId, now: Date): string {
    return this.until(id, new Date(now.getTime() + customerMs));
  }

  opens(id: MediaId, query: LinkQuery, now: Date): boolean {
    return this.links.opens(pathOf(id), query, now);
  }

  private until(id: MediaId, end: Date): string {
    return `${this.address.base}${this.links.sign(pathOf(id), end)}`;
  }
}
