import { Readable } from 'node:stream';
import { setImmediate as othersToo } from 'node:timers/promises';
import { applyDecorators, StreamableFile } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes, ApiHeader, ApiProduces, ApiResponse } from '@nestjs/swagger';
import { parse, stringify } from 'yaml';
import { Problems } from './answers.ts';

/** The largest file of configuration that is taken, in bytes: some 50,000 numbers with their channels. */
export const configurationLimit = 16 * 1024 * 1024;
/** The largest that is taken as YAML, which takes a hundred times as long to read as JSON, and nothing else is done meanwhile. */
export const yamlLimit = 1024 * 1024;
const yaml = 'application/yaml';

/** In block style a text of blanks does not read as it was written, so no text is in block style; and none is broken into lines. */
const style = { lineWidth: 0, blockQuote: false };

/** One thing that is configured, and its place in the file. */
export interface ConfigurationEntry {
  readonly section: string;
  readonly slug: string;
  readonly thing: object;
}

/** Reads YAML 1.2. Throws an Error that says the line. */
export const readYaml = (text: string): unknown => parse(text, { maxAliasCount: 20 });

/**
 * The text of a file of configuration, in pieces: sections and their things in the order given, two levels deep, so that a difference
 * between two files is the difference between two configurations. Sections that have nothing are there, empty.
 */
export async function* configurationText(
  sections: readonly string[],
  entries: readonly ConfigurationEntry[],
  form: 'yaml' | 'json',
): AsyncGenerator<string> {
  yield form === 'yaml' ? 'format: 1\n' : '{\n  "format": 1';
  for (const section of sections) {
    const inside = entries.filter((entry) => entry.section === section);
    const empty = inside.length === 0;
    if (form === 'yaml') yield `${section}:${empty ? ' {}' : ''}\n`;
    else yield `,\n  ${JSON.stringify(section)}: {`;
    for (const [n, { slug, thing }] of inside.entries()) {
      if (form === 'yaml') yield indented(stringify({ [slug]: thing }, style), 2);
      else {
        yield `${n === 0 ? '' : ','}\n    ${JSON.stringify(slug)}: `;
        yield indented(JSON.stringify(thing, null, 2), 4).trimStart();
      }
      if (n % 50 === 49) await othersToo();
    }
    if (form === 'json') yield empty ? '}' : '\n  }';
  }
  if (form === 'json') yield '\n}\n';
}

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

/** The same as an answer: YAML where that is asked for (`Accept: application/yaml`), otherwise JSON. */
export function configurationStream(
  sections: readonly string[],
  entries: readonly ConfigurationEntry[],
  accept: string | undefined,
): StreamableFile {
  const isYaml = accept?.includes(yaml) ?? false;
  const text = configurationText(sections, entries, isYaml ? 'yaml' : 'json');
  return new StreamableFile(Readable.from(text), { type: `${isYaml ? yaml : 'application/json'}; charset=utf-8` });
}

/** A route that answers with a file of configuration. */
export const GivesConfiguration = () =>
  applyDecorators(
    ApiProduces('application/json', yaml),
    ApiHeader({ name: 'Accept', required: false, description: '`application/yaml`, or JSON.' }),
    ApiResponse({ status: 200, description: 'The file.', schema: { type: 'object' } }),
    Problems(400, 401, 403, 503),
  );

/** A route that takes a file of configuration, as JSON (up to 16 MB) or YAML (up to 1 MB). */
export const TakesConfiguration = () =>
  applyDecorators(RouteConfig({ isConfiguration: true }), ApiConsumes('application/json', yaml));
