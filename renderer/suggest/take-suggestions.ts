import { parameterReference } from '../../contract/flow.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import type { Suggestion } from '../../contract/suggestion.ts';
import { setParams } from '../edit/flow-commands.ts';
import { currentFlow, sealStep } from '../state/document.ts';
import { useSession } from '../state/session.ts';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list gets what it has not yet; the entries of an object are put in. */
export const withSuggestions = (value: Json | undefined, taken: readonly Suggestion[]): Json => {
  const values = taken.map((one) => one.value);
  if (values.every(isObject)) return Object.assign({}, isObject(value) ? value : {}, ...values) as JsonObject;
  const list: readonly Json[] = Array.isArray(value) ? value : [];
  return [...list, ...values.filter((one) => !list.includes(one))];
};

/** What a setting says now; that of the flow's parameter where it is one. */
const settingOf = (id: string, param: string): Json | undefined => {
  const flow = currentFlow();
  const node = flow.nodes[id];
  const value = (node?.params as JsonObject | undefined)?.[param];
  const parameter = parameterReference(value);
  if (parameter !== undefined) return flow.parameters[parameter]?.value;
  return value ?? useSession.getState().entries[node?.type ?? '']?.defaults[param];
};

/** Puts suggestions into a setting, as one step to undo. */
export const takeSuggestions = (node: string, param: string, taken: readonly Suggestion[]): void => {
  const label = `Take ${taken.length} ${taken.length === 1 ? 'suggestion' : 'suggestions'}`;
  sealStep();
  setParams(node, { [param]: withSuggestions(settingOf(node, param), taken) }, label);
  sealStep();
};
