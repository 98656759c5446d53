import { join } from 'node:path';
import { unsplit } from '../../../contract/column.ts';
import type { SourceContext } from '../../../contract/context.ts';
import { defineSource, type SourceNode } from '../../../contract/node.ts';
import { fail, problem } from '../../../contract/problem.ts';
import type { Table } from '../../../contract/values.ts';
import csvFile from '../csv-file/node.ts';
import excelFile from '../excel-file/node.ts';
import jsonFile from '../json-file/node.ts';
import { withKeptFile } from '../kept-file.ts';
import parquetFile from '../parquet-file/node.ts';
import { shownAddress, webAddress } from '../web-address.ts';
import type { Format } from './formats.ts';
import { dataFile, fetchUrl, readMeta, unknownFormat } from './kept.ts';
import { type UrlParams, urlParams } from './params.ts';

interface Reader {
  readonly node: SourceNode;
  params(settings: UrlParams): object;
}

const readers: Readonly<Record<Format, Reader>> = {
  csv: { node: csvFile, params: ({ badRows }) => ({ badRows }) },
  json: { node: jsonFile, params: ({ badRows, records }) => ({ badRecords: badRows, records }) },
  parquet: { node: parquetFile, params: () => ({}) },
  excel: { node: excelFile, params: ({ sheet }) => ({ sheet }) },
};

const addressOf = ({ url }: UrlParams) => webAddress(url.trim(), ['https', 'http']);

const allowedUrl = (settings: UrlParams): URL => {
  if (settings.url === '') throw fail('param.required', { param: 'url', values: { param: 'Address' } });
  const address = addressOf(settings);
  if ('url' in address) return address.url;
  throw fail('param.invalid', { param: 'url', values: { param: 'Address', reason: address.reason } });
};

/** The node that reads such a file, and what it needs to read the kept copy. */
const readingOf = async <C extends SourceContext>(settings: UrlParams, kept: string, ctx: C) => {
  const url = allowedUrl(settings);
  const { format: seen, contentType } = await readMeta(kept);
  const format = settings.format === 'auto' ? seen : settings.format;
  if (!format) throw unknownFormat(url, contentType);
  const { node, params } = readers[format];
  const given = { ...params(settings), path: shownAddress(url) };
  return { node, params: node.params.parse(given) as never, ctx: withKeptFile(ctx, join(kept, dataFile)) };
};

export default defineSource({
  title: 'Web address',
  description: 'Downloads a file from the web, keeps a copy beside the flow and reads a table from it',
  keywords: ['url', 'http', 'https', 'download', 'web', 'rest', 'api', 'fetch', 'link'],
  icon: 'globe',
  telling: ['url'],
  version: 1,
  params: urlParams,
  collect: {
    request: (settings) => {
      const address = addressOf(settings);
      if (!('url' in address)) return undefined;
      const { host, href } = address.url;
      return { host, secrets: [], what: { url: href }, fresh: settings.refresh === 'each-run' };
    },
    fetch: (settings, ctx) => fetchUrl(allowedUrl(settings), settings, ctx),
  },
  inspect: async (settings, ctx) => {
    if (ctx.kept === undefined) return { kind: 'table', split: unsplit };
    const reading = await readingOf(settings, ctx.kept, ctx);
    return reading.node.inspect(reading.params, reading.ctx);
  },
  shape: (settings, inspected) => {
    const address = addressOf(settings);
    const wrong =
      settings.url === ''
        ? problem('param.required', { param: 'url', values: { param: 'Address' } })
        : 'reason' in address &&
          problem('param.invalid', { param: 'url', values: { param: 'Address', reason: address.reason } });
    return {
      outputs: { table: inspected ?? { kind: 'table', split: unsplit } },
      problems: wrong ? [wrong] : [],
    };
  },
  read: async (settings, ctx) => {
    const { url } = settings;
    if (ctx.kept === undefined)
      throw fail('network.failed', { values: { address: url, reason: 'nothing was fetched' } });
    const reading = await readingOf(settings, ctx.kept, ctx);
    const { table } = await reading.node.read(reading.params, { ...reading.ctx, models: ctx.models });
    return { table: table as Table };
  },
});
