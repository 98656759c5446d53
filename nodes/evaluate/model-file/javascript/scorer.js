import { calibrate } from './calibration.js';
import { estimate } from './estimators.js';
import { featuresOf } from './features.js';

const arrayTypes = {
  f32: Float32Array,
  f64: Float64Array,
  i32: Int32Array,
  u32: Uint32Array,
  u8: Uint8Array,
};

// Stored with the lowest byte first, as nearly every machine has it.
const unpacked = (value) => {
  if (value === null || typeof value !== 'object' || typeof value.base64 !== 'string') return value;
  return new arrayTypes[value.type](Uint8Array.from(atob(value.base64), (byte) => byte.charCodeAt(0)).buffer);
};

const classOf = ({ classes, threshold }, probabilities) => {
  if (Number.isNaN(probabilities[0])) return null;
  if (classes.length === 2) return classes[probabilities[1] >= threshold ? 1 : 0];
  return classes[probabilities.indexOf(Math.max(...probabilities))];
};

// JSON has no NaN.
const told = (number) => (Number.isNaN(number) ? null : number);

/** A model as a function of one raw row, an object of values by column. */
export const scorerOf = (program) => {
  const estimator = Object.fromEntries(
    Object.entries(program.estimator).map(([name, value]) => [name, unpacked(value)]),
  );
  const features = featuresOf(program);
  return (row) => {
    const estimated = estimate(estimator, features(row));
    if (program.task === 'regression') return { predicted: told(estimated[0]) };
    const probabilities = program.calibration ? calibrate(program.calibration, estimated) : estimated;
    return {
      predicted: classOf(program, probabilities),
      probabilities: Object.fromEntries(program.classes.map((name, code) => [name, told(probabilities[code])])),
    };
  };
};

/** Answers for rows of JSON, one a line, each on a line of its own. */
export const scoreLines = async (score, input, output) => {
  let number = 0;
  for await (const line of input) {
    number++;
    if (line.trim() === '') continue;
    try {
      output.write(`${JSON.stringify(score(JSON.parse(line)))}\n`);
    } catch (thrown) {
      throw new Error(`line ${number}: ${thrown.message}`);
    }
  }
};
