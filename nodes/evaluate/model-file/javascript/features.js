import { compile } from './expressions.js';
import { Timestamp, textOf, tryCast } from './values.js';

const given = (value) => {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  return value;
};

const rawRow = (inputs, row) => {
  const lacking = inputs.filter(({ name, optional }) => !optional && !Object.hasOwn(row, name));
  if (lacking.length > 0) throw new Error(`the row lacks ${lacking.map(({ name }) => `“${name}”`).join(', ')}`);
  return new Map(inputs.map(({ name }) => [name, given(Object.hasOwn(row, name) ? row[name] : null)]));
};

const cellOf = ({ kind, levels }) => {
  const codes = new Map(levels.map((level, code) => [level, code]));
  return (value) => {
    if (value === null) return Number.NaN;
    if (kind === 'category') return codes.get(textOf(value)) ?? Number.NaN;
    const number = value instanceof Timestamp ? Number(value.us) / 86400000000 : tryCast('FLOAT', value);
    const cell = number === null ? Number.NaN : Math.fround(number);
    return Number.isFinite(cell) ? cell : Number.NaN;
  };
};

const prepareCell =
  ({ levels }, fill, oneHot, scale) =>
  (cell) => {
    if (oneHot) return levels.map((_, code) => (cell === code ? 1 : 0));
    const filled = Number.isNaN(cell) && fill !== null ? fill : cell;
    return [Math.fround(scale ? (filled - scale.mean) / scale.deviation : filled)];
  };

/** From a raw row to the numbers that the learner was given. */
export const featuresOf = ({ inputs, steps, tables, features, preparation: { fill, oneHot, scale } }) => {
  const stages = steps.map((assigned) => assigned.map(([name, expression]) => [name, compile(expression, tables)]));
  const cells = features.map(cellOf);
  const prepared = features.map((feature, at) => prepareCell(feature, fill[at], oneHot[at], scale[at]));
  return (input) => {
    let row = rawRow(inputs, input);
    for (const stage of stages) row = new Map([...row, ...stage.map(([name, value]) => [name, value(row)])]);
    return features.flatMap(({ name }, at) => prepared[at](cells[at](row.get(name) ?? null)));
  };
};
