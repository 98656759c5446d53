import { type FlowParameter, parameterReference } from '../../contract/flow.ts';
import type { Json } from '../../contract/json.ts';
import { apply, currentFlow } from '../state/document.ts';

type ParameterType = FlowParameter['type'];

export const emptyValue: Readonly<Record<ParameterType, number | string | boolean>> = {
  number: 0,
  string: '',
  boolean: false,
};

const freeName = (wanted: string): string => {
  const taken = currentFlow().parameters;
  const base = wanted.replace(/[^A-Za-z0-9_-]/g, '').replace(/^[^A-Za-z]+/, '') || 'parameter';
  if (!(base in taken)) return base;
  let count = 2;
  while (`${base}${count}` in taken) count++;
  return `${base}${count}`;
};

interface Wanted {
  readonly node: string;
  readonly name: string;
  readonly type: ParameterType;
  readonly value: Json | undefined;
}

/** Makes a parameter of the flow out of a setting, and ties the setting to it. */
export const makeParameter = ({ node, name, type, value }: Wanted): void => {
  const key = freeName(name);
  const given =
    typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? value : emptyValue[type];
  apply(`Make parameter ${key}`, (draft) => {
    draft.parameters[key] = { type, value: given };
    const target = draft.nodes[node];
    if (target) target.params = { ...target.params, [name]: { $: key } };
  });
};

export const addParameter = (type: ParameterType): void => {
  const key = freeName('parameter');
  apply(`Add parameter ${key}`, (draft) => {
    draft.parameters[key] = { type, value: emptyValue[type] };
  });
};

export const setParameter = (key: string, changed: Partial<FlowParameter>): void =>
  apply(
    `Set parameter ${key}`,
    (draft) => {
      const parameter = draft.parameters[key];
      if (parameter) Object.assign(parameter, changed);
    },
    `parameter:${key}`,
  );

/** Gives a parameter another name; the settings that follow it go along. */
export const renameParameter = (key: string, wanted: string): void => {
  const name = wanted.trim();
  if (name === key || !/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(name) || name in currentFlow().parameters) return;
  apply(`Rename parameter ${key}`, (draft) => {
    draft.parameters = Object.fromEntries(
      Object.entries(draft.parameters).map(([old, parameter]) => [old === key ? name : old, parameter]),
    );
    for (const node of Object.values(draft.nodes))
      for (const [param, value] of Object.entries(node.params ?? {}))
        if (parameterReference(value) === key && node.params) node.params[param] = { $: name };
  });
};

/** Takes a parameter away; the settings that followed it keep its value. */
export const removeParameter = (key: string): void =>
  apply(`Delete parameter ${key}`, (draft) => {
    const value = draft.parameters[key]?.value;
    delete draft.parameters[key];
    for (const node of Object.values(draft.nodes))
      for (const [param, given] of Object.entries(node.params ?? {}))
        if (parameterReference(given) === key && node.params && value !== undefined) node.params[param] = value;
  });
