import { Menu } from '@base-ui/react/menu';
import { Link2, Unlink } from 'lucide-react';
import type { Json } from '../../contract/json.ts';
import { setParam } from '../edit/flow-commands.ts';
import { makeParameter } from '../edit/parameters.ts';
import { useFlow } from '../state/document.ts';
import type { FieldKind } from './schema.ts';

interface ParameterLinkProps {
  readonly parameter: string;
  onCut(value: Json | undefined): void;
}

/** A setting that follows a parameter of the flow. */
export const ParameterLink = ({ parameter, onCut }: ParameterLinkProps) => {
  const found = useFlow().parameters[parameter];
  return (
    <span className="parameter-link" data-missing={found ? undefined : true}>
      <Link2 size={13} strokeWidth={2} aria-hidden="true" />
      <span className="truncate">
        {found ? `${parameter} = ${String(found.value)}` : `${parameter} does not exist`}
      </span>
      <button
        type="button"
        className="icon-button small"
        aria-label={`Cut the link to ${parameter}`}
        title="Use a value of its own"
        onClick={() => onCut(found?.value)}
      >
        <Unlink size={13} />
      </button>
    </span>
  );
};

const typeOfKind: Readonly<Partial<Record<FieldKind, 'number' | 'string' | 'boolean'>>> = {
  number: 'number',
  slider: 'number',
  'choice-or-number': 'number',
  select: 'string',
  text: 'string',
  file: 'string',
  column: 'string',
  switch: 'boolean',
};

interface ParameterMenuProps {
  readonly node: string;
  readonly name: string;
  readonly kind: FieldKind;
  readonly value: Json | undefined;
}

/** Ties a setting to a parameter of the flow, or makes one of it. */
export const ParameterMenu = ({ node, name, kind, value }: ParameterMenuProps) => {
  const parameters = useFlow().parameters;
  const type = typeOfKind[kind];
  if (!type || (typeof value === 'object' && value !== null)) return null;
  const fitting = Object.entries(parameters).filter(([, parameter]) => parameter.type === type);
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className="parameter-button" aria-label={`Flow parameter for ${name}`} title="Flow parameter">
        <Link2 size={12} strokeWidth={2} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="float-place" sideOffset={4} align="start">
          <Menu.Popup className="float menu">
            {fitting.map(([key, parameter]) => (
              <Menu.Item key={key} className="menu-item" onClick={() => setParam(node, name, { $: key })}>
                {key} = {String(parameter.value)}
              </Menu.Item>
            ))}
            <Menu.Item className="menu-item" onClick={() => makeParameter({ node, name, type, value })}>
              Make a flow parameter of it
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
};
