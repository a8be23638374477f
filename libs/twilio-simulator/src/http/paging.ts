import { refusal } from '../domain/refusals.ts';

const usualSize = 50;
const largestSize = 1_000;

/** The same for the newer hosts of Twilio, where what is about the page lies in `meta` and addresses are whole. */
export function metaPage<Entry extends { sid: string }>(
  name: string,
  url: string,
  query: URLSearchParams,
  entries: readonly Entry[],
  show: (entry: Entry) => object,
) {
  const { page: number, page_size, ...rest } = page(name, url, query, entries, show);
  return {
    [name]: rest[name],
    meta: {
      key: name,
      page: number,
      page_size,
      url: rest.uri,
      first_page_url: rest.first_page_uri,
      next_page_url: rest.next_page_uri,
      previous_page_url: rest.previous_page_uri,
    },
  };
}

/**
 * One page of a list as Twilio answers it: newest first, the next page from the token of the last entry of this one, so
 * that entries which arrive meanwhile shift nothing.
 */
export function page<Entry extends { sid: string }>(
  name: string,
  path: string,
  query: URLSearchParams,
  entries: readonly Entry[],
  show: (entry: Entry) => object,
) {
  const pageSize = whole(query, 'PageSize', usualSize, 1, largestSize);
  const number = whole(query, 'Page', 0, 0, Number.MAX_SAFE_INTEGER);
  const token = query.get('PageToken');
  const last = token === null ? -1 : entries.findIndex(({ sid }) => `PA${sid}` === token);
  if (token !== null && last < 0) throw refusal(20001, 'PageToken is not valid');
  const start = token === null ? number * pageSize : last + 1;
  const shown = entries.slice(start, start + pageSize);
  const uri = (changes: Record<string, string>) => {
    const asked = new URLSearchParams([...query].filter(([key]) => !['Page', 'PageSize', 'PageToken'].includes(key)));
    for (const [key, value] of Object.entries({ PageSize: String(pageSize), ...changes })) asked.append(key, value);
    return `${path}?${asked}`;
  };
  const hasMore = start + shown.length < entries.length;
  const before = entries[start - pageSize - 1];
  return {
    [name]: shown.map(show),
    page: number,
    page_size: pageSize,
    start: number * pageSize,
    end: number * pageSize + Math.max(shown.length - 1, 0),
    uri: uri({ Page: String(number), ...(token !== null && { PageToken: token }) }),
    first_page_uri: uri({ Page: '0' }),
    next_page_uri: hasMore ? uri({ Page: String(number + 1), PageToken: `PA${shown.at(-1)!.sid}` }) : null,
    previous_page_uri:
      number === 0 ? null : uri({ Page: String(number - 1), ...(before && { PageToken: `PA${before.sid}` }) }),
  };
}

function whole(query: URLSearchParams, name: string, usual: number, least: number, most: number): number {
  const text = query.get(name);
  if (text === null) return usual;
  const number = Number(text);
  if (!Number.isInteger(number) || number < least) throw refusal(20001, `${name} is not valid`);
  return Math.min(number, most);
}
