import { join } from 'node:path';
import { unsplit } from '../../../contract/column.ts';
import { defineSource } from '../../../contract/node.ts';
import { fail, type Problem, problem } from '../../../contract/problem.ts';
import type { Table } from '../../../contract/values.ts';
import jsonFile from '../json-file/node.ts';
import { withKeptFile } from '../kept-file.ts';
import { shownAddress, webAddress } from '../web-address.ts';
import { capturedFile, fetchStream } from './fetch-stream.ts';
import { type Protocol, type StreamParams, streamParams } from './params.ts';

const protocols: Readonly<Record<Protocol, readonly string[]>> = {
  mqtt: ['mqtt', 'mqtts'],
  websocket: ['ws', 'wss'],
  'ndjson-http': ['http', 'https'],
};

const addressOf = ({ address, protocol }: StreamParams) => webAddress(address.trim(), protocols[protocol]);

const urlOf = (settings: StreamParams): URL => {
  const address = addressOf(settings);
  if ('url' in address) return address.url;
  throw fail('param.invalid', { param: 'address', values: { param: 'Address', reason: address.reason } });
};

const problemsOf = (settings: StreamParams): readonly Problem[] => {
  const address = addressOf(settings);
  const missing = (param: 'address' | 'topic', title: string): Problem =>
    problem('param.required', { param, values: { param: title } });
  if (settings.address === '') return [missing('address', 'Address')];
  if ('reason' in address)
    return [problem('param.invalid', { param: 'address', values: { param: 'Address', reason: address.reason } })];
  return settings.protocol === 'mqtt' && settings.topic === '' ? [missing('topic', 'Topic')] : [];
};

/** The capture is a file of records, which the JSON node reads. */
const jsonParams = (settings: StreamParams) =>
  jsonFile.params.parse({ path: shownAddress(urlOf(settings)), badRecords: 'skip' }) as never;

export default defineSource({
  title: 'Stream',
  description: 'Captures a window of readings from MQTT, a WebSocket or HTTP, and keeps it beside the flow',
  keywords: ['iot', 'mqtt', 'websocket', 'ndjson', 'sensor', 'live', 'real-time', 'telemetry'],
  icon: 'radio-tower',
  telling: ['address', 'topic'],
  version: 1,
  params: streamParams,
  collect: {
    request: (settings) => {
      if (problemsOf(settings).length > 0) return undefined;
      const { protocol, topic, greeting, rows, seconds, userFrom, passwordFrom, refresh } = settings;
      const { host, href } = urlOf(settings);
      return {
        host,
        secrets: [userFrom, passwordFrom].filter((name) => name !== ''),
        what: { protocol, address: href, topic, greeting, rows, seconds },
        fresh: refresh === 'each-run',
      };
    },
    fetch: (settings, ctx) => fetchStream(urlOf(settings), settings, ctx),
  },
  inspect: async (settings, ctx) => {
    if (ctx.kept === undefined) return { kind: 'table', split: unsplit };
    return jsonFile.inspect(jsonParams(settings), withKeptFile(ctx, join(ctx.kept, capturedFile)));
  },
  shape: (settings, inspected) => ({
    outputs: { table: inspected ?? { kind: 'table', split: unsplit } },
    problems: problemsOf(settings),
  }),
  read: async (settings, ctx) => {
    if (ctx.kept === undefined)
      throw fail('network.failed', { values: { address: settings.address, reason: 'nothing was captured' } });
    const { table } = await jsonFile.read(jsonParams(settings), withKeptFile(ctx, join(ctx.kept, capturedFile)));
    return { table: table as Table };
  },
});
