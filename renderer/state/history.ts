import { applyPatches, type Draft, enablePatches, type Patch, produceWithPatches } from 'immer';
import type { Flow } from '../../contract/flow.ts';

enablePatches();

/** A command that was carried out: what it did, and what undoes it. */
export interface HistoryStep {
  readonly label: string;
  readonly at: number;
  readonly forward: readonly Patch[];
  readonly backward: readonly Patch[];
  /** Further changes of the same key, without a pause of a second, belong to this step. */
  readonly merge?: string;
}

export interface History {
  readonly flow: Flow;
  readonly past: readonly HistoryStep[];
  readonly future: readonly HistoryStep[];
}

export type Recipe = (draft: Draft<Flow>) => void;

export interface Command {
  readonly label: string;
  readonly recipe: Recipe;
  readonly at: number;
  readonly merge?: string;
}

const longest = 500;
const pauseMs = 1000;

export const startHistory = (flow: Flow): History => ({ flow, past: [], future: [] });

const extended = (last: HistoryStep, step: HistoryStep): HistoryStep => ({
  ...step,
  forward: [...last.forward, ...step.forward],
  backward: [...step.backward, ...last.backward],
});

/** Answers the same object where the command changed nothing. */
export const carryOut = (history: History, command: Command): History => {
  const [flow, forward, backward] = produceWithPatches(history.flow, (draft) => {
    command.recipe(draft);
  });
  if (forward.length === 0) return history;
  const { label, at, merge } = command;
  const step: HistoryStep = { label, at, forward, backward, ...(merge ? { merge } : {}) };
  const last = history.past.at(-1);
  const joins = last?.merge !== undefined && last.merge === merge && at - last.at < pauseMs;
  const past =
    joins && last ? [...history.past.slice(0, -1), extended(last, step)] : [...history.past, step].slice(-longest);
  return { flow, past, future: [] };
};

export const stepBack = (history: History): History => {
  const step = history.past.at(-1);
  if (!step) return history;
  return {
    flow: applyPatches(history.flow, [...step.backward]),
    past: history.past.slice(0, -1),
    future: [...history.future, step],
  };
};

export const stepForward = (history: History): History => {
  const step = history.future.at(-1);
  if (!step) return history;
  return {
    flow: applyPatches(history.flow, [...step.forward]),
    past: [...history.past, step],
    future: history.future.slice(0, -1),
  };
};

/** Ends the joining of changes: the next one begins a step of its own. */
export const sealed = (history: History): History => {
  const last = history.past.at(-1);
  if (!last?.merge) return history;
  const { merge: _, ...step } = last;
  return { ...history, past: [...history.past.slice(0, -1), step] };
};
