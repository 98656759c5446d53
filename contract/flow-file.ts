import { canonicalText } from './canonical.ts';
import { type Flow, flowSchema, flowVersion } from './flow.ts';
import { type Problem, problem } from './problem.ts';

/** Step `n` turns a file of version n into one of version n + 1. */
const migrations: Readonly<Record<number, (file: Record<string, unknown>) => Record<string, unknown>>> = {};

export interface ReadFlow {
  /** Undefined where nothing could be made of the text. */
  readonly flow?: Flow;
  readonly problems: readonly Problem[];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const migrated = (file: Record<string, unknown>): Record<string, unknown> => {
  let current = file;
  for (let version = Number(file['version']); version < flowVersion; version++) {
    const step = migrations[version];
    if (!step) break;
    current = { ...step(current), version: version + 1 };
  }
  return current;
};

/** Reads the text of a flow file. Parts that can't be read are left out one by one and named in `problems`. */
export const readFlow = (text: string): ReadFlow => {
  let file: unknown;
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { problems: [problem('flow.not-json', { values: { reason: (error as Error).message } })] };
  }
  return readFlowValue(file);
};

/** Deeper than any setting is, and far from where walking down it would exhaust the stack. */
const mostLevels = 200;

const isTooDeep = (file: unknown): boolean => {
  let level: readonly unknown[] = [file];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > mostLevels) return true;
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return false;
};

/** The same for parsed JSON. */
export const readFlowValue = (file: unknown): ReadFlow => {
  if (!isObject(file) || file['format'] !== 'millrace-flow')
    return { problems: [problem('flow.not-a-flow', { values: { reason: 'it has no "format": "millrace-flow"' } })] };
  if (isTooDeep(file))
    return {
      problems: [problem('flow.not-a-flow', { values: { reason: `it is nested over ${mostLevels} levels deep` } })],
    };
  const version = file['version'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    return { problems: [problem('flow.not-a-flow', { values: { reason: 'its "version" is not a whole number' } })] };
  if (version > flowVersion)
    return { problems: [problem('flow.newer-version', { values: { version, supported: flowVersion } })] };
  const current = migrated(file);
  const whole = flowSchema.safeParse(current);
  return whole.success ? { flow: whole.data, problems: [] } : salvage(current);
};

const salvage = (file: Record<string, unknown>): ReadFlow => {
  const problems: Problem[] = [];
  const leftOut = (what: string, reason: string) =>
    problems.push(problem('flow.damaged-part', { values: { what, reason } }));
  const { shape } = flowSchema;
  const kept: Record<string, unknown> = { ...file };
  for (const field of ['parameters', 'nodes', 'layout', 'groups', 'notes'] as const) {
    const entries = Object.entries(isObject(file[field]) ? file[field] : {}).filter(([key, value]) => {
      const parsed = shape[field].safeParse({ [key]: value });
      if (!parsed.success) leftOut(`${field} “${key}”`, firstReason(parsed.error));
      return parsed.success;
    });
    kept[field] = Object.fromEntries(entries);
  }
  kept['edges'] = (Array.isArray(file['edges']) ? file['edges'] : []).filter((edge, index) => {
    const parsed = shape.edges.safeParse([edge]);
    if (!parsed.success) leftOut(`wire ${index + 1}`, firstReason(parsed.error));
    return parsed.success;
  });
  for (const field of ['name', 'description', 'seed'] as const) {
    const parsed = shape[field].safeParse(file[field]);
    if (parsed.success) continue;
    leftOut(field, firstReason(parsed.error));
    delete kept[field];
  }
  const whole = flowSchema.safeParse(kept);
  return whole.success
    ? { flow: whole.data, problems }
    : { problems: [problem('flow.not-a-flow', { values: { reason: firstReason(whole.error) } })] };
};

const firstReason = (error: {
  readonly issues: readonly { readonly message: string; readonly path: readonly PropertyKey[] }[];
}): string => {
  const issue = error.issues[0];
  return issue ? `${issue.path.map(String).join('.')} ${issue.message}`.trim() : 'not valid';
};

/** The one way a flow is written: sorted keys, two spaces, empty optional parts kept out of the way. */
export const writeFlow = (flow: Flow): string => {
  const { nodes, ...rest } = flow;
  const slim = Object.fromEntries(
    Object.entries(nodes).map(([id, { params, ...node }]) => [
      id,
      params && Object.keys(params).length > 0 ? { ...node, params } : node,
    ]),
  );
  return canonicalText({ ...rest, nodes: slim } as never);
};
