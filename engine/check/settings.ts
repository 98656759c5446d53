import { type Flow, type FlowNode, parameterReference } from '../../contract/flow.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import type { NodeDefinition } from '../../contract/node.ts';
import { type Problem, problem } from '../../contract/problem.ts';

export interface Settings {
  /** Params with defaults in place, as the node's functions take them. Undefined where they are not valid. */
  readonly params?: JsonObject;
  readonly problems: readonly Problem[];
}

const migrated = (definition: NodeDefinition, node: FlowNode): Record<string, unknown> => {
  let params: Record<string, unknown> = { ...node.params };
  for (let version = node.version; version < definition.version; version++)
    params = definition.migrate?.[version]?.(params) ?? params;
  return params;
};

const withParameters = (
  params: Record<string, unknown>,
  flow: Flow,
): { readonly resolved: Record<string, unknown>; readonly problems: readonly Problem[] } => {
  const problems: Problem[] = [];
  const entries = Object.entries(params).map(([name, value]) => {
    const reference = parameterReference(value);
    if (reference === undefined) return [name, value] as const;
    const parameter = Object.hasOwn(flow.parameters, reference) ? flow.parameters[reference] : undefined;
    if (!parameter) problems.push(problem('param.unresolved', { param: name, values: { parameter: reference } }));
    return [name, parameter?.value] as const;
  });
  return { resolved: Object.fromEntries(entries), problems };
};

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

const invalid = (issue: Issue): Problem => {
  const [name, ...inner] = issue.path.map(String);
  const reason = inner.length > 0 ? `${inner.join('.')}: ${issue.message}` : issue.message;
  return problem('param.invalid', { param: name ?? '', values: { reason } });
};

/** Brings a node's settings up to date, puts flow parameters in place, adds defaults, and says what is wrong with them. */
export const settingsOf = (id: string, flow: Flow, definition: NodeDefinition): Settings => {
  const node = flow.nodes[id];
  if (!node) return { problems: [] };
  const { resolved, problems } = withParameters(migrated(definition, node), flow);
  const known = definition.params.shape;
  const unknown = Object.keys(resolved).filter((name) => !Object.hasOwn(known, name));
  const warnings = unknown.map((name) =>
    problem('param.unknown', {
      param: name,
      fix: { label: `Remove “${name}”`, edits: [{ edit: 'set-param', id, param: name, value: undefined }] },
    }),
  );
  const kept = Object.fromEntries(Object.entries(resolved).filter(([name]) => Object.hasOwn(known, name)));
  const parsed = definition.params.safeParse(kept);
  const found = [...problems, ...warnings, ...(parsed.success ? [] : parsed.error.issues.map(invalid))].map((one) => ({
    ...one,
    node: id,
  }));
  return parsed.success && problems.length === 0
    ? { params: parsed.data as Readonly<Record<string, Json>>, problems: found }
    : { problems: found };
};
