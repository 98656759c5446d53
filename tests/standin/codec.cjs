/**
 * Values as JSON, the way structured cloning would copy them. Runs in Node and, as source text, in both worlds of a page:
 * it must not use anything from outside. `crossings` says how functions and promises cross, where they may.
 */
function createCodec(crossings = {}) {
  const uncloneable = () => new Error('An object could not be cloned.');
  const toText = (bytes) => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  };
  const toBytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const tagged = (tag, value) => ({ $: tag, value });

  const encodeObject = (value, parents) => {
    if (parents.includes(value)) throw uncloneable();
    const inside = [...parents, value];
    const each = (inner) => encode(inner, inside);
    if (Array.isArray(value)) return value.map(each);
    if (value instanceof Date) return tagged('date', value.getTime());
    if (value instanceof Map) return tagged('map', [...value].map(each));
    if (value instanceof Set) return tagged('set', [...value].map(each));
    if (value instanceof Error)
      return tagged('error', { name: value.name, message: value.message, stack: String(value.stack) });
    if (value instanceof ArrayBuffer) return tagged('buffer', toText(new Uint8Array(value)));
    if (ArrayBuffer.isView(value))
      return tagged('view', {
        type: value.constructor.name === 'Buffer' ? 'Uint8Array' : value.constructor.name,
        bytes: toText(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)),
      });
    if (value instanceof Promise) {
      if (!crossings.promiseOut) throw uncloneable();
      return tagged('promise', crossings.promiseOut(value));
    }
    const plain = Object.fromEntries(Object.keys(value).map((key) => [key, each(value[key])]));
    return '$' in plain ? tagged('object', plain) : plain;
  };

  const encode = (value, parents = []) => {
    switch (typeof value) {
      case 'undefined':
        return tagged('undefined');
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : tagged('number', Object.is(value, -0) ? '-0' : String(value));
      case 'bigint':
        return tagged('bigint', String(value));
      case 'symbol':
        throw uncloneable();
      case 'function':
        if (!crossings.functionOut) throw uncloneable();
        return tagged('function', crossings.functionOut(value));
      default:
        return typeof value === 'object' && value !== null ? encodeObject(value, parents) : value;
    }
  };

  const decoders = {
    undefined: () => undefined,
    number: Number,
    bigint: BigInt,
    date: (value) => new Date(value),
    map: (value) => new Map(value.map(decode)),
    set: (value) => new Set(value.map(decode)),
    error: ({ name, message, stack }) => Object.assign(new Error(message), { name, stack }),
    buffer: (value) => toBytes(value).buffer,
    view: ({ type, bytes }) => new globalThis[type](toBytes(bytes).buffer),
    function: (id) => crossings.functionIn(id),
    promise: (id) => crossings.promiseIn(id),
    object: (value) => decodeFields(value),
  };
  const decodeFields = (value) => Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, decode(inner)]));
  const decode = (value) => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(decode);
    return '$' in value ? decoders[value.$](value.value) : decodeFields(value);
  };

  return { encode: (value) => encode(value), decode };
}

module.exports = { createCodec };
