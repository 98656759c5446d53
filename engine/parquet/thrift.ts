/**
 * Thrift's compact protocol, as far as Parquet needs it: structs are read without knowing what they mean, so that what is
 * written back is what was read. https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
export type ThriftValue = boolean | number | Uint8Array | ThriftList | ThriftStruct;

export interface ThriftList {
  readonly of: number;
  readonly items: readonly ThriftValue[];
}

export interface ThriftField {
  readonly type: number;
  readonly value: ThriftValue;
}

/** Fields by id. */
export type ThriftStruct = ReadonlyMap<number, ThriftField>;

export const thriftTypes = {
  true: 1,
  false: 2,
  byte: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  struct: 12,
} as const;

class Reader {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new Error('thrift: the end came too soon');
    return byte;
  }

  #varint(): number {
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = this.#byte();
      value += (byte & 127) * factor;
      if (byte < 128) break;
      factor *= 128;
    }
    if (!Number.isSafeInteger(value)) throw new Error('thrift: a number is too large');
    return value;
  }

  #signed(): number {
    const value = this.#varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  #take(length: number): Uint8Array {
    if (this.#at + length > this.#bytes.length) throw new Error('thrift: the end came too soon');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  #value(type: number): ThriftValue {
    switch (type) {
      case thriftTypes.byte:
        return this.#byte();
      case thriftTypes.i16:
      case thriftTypes.i32:
      case thriftTypes.i64:
        return this.#signed();
      case thriftTypes.double:
        return this.#take(8);
      case thriftTypes.binary:
        return this.#take(this.#varint());
      case thriftTypes.list:
        return this.#list();
      case thriftTypes.struct:
        return this.struct();
      default:
        throw new Error(`thrift: type ${type} is not known`);
    }
  }

  #list(): ThriftList {
    const head = this.#byte();
    const of = head & 15;
    const size = head >> 4 === 15 ? this.#varint() : head >> 4;
    const isFlag = of === thriftTypes.true || of === thriftTypes.false;
    return { of, items: Array.from({ length: size }, () => (isFlag ? this.#byte() === 1 : this.#value(of))) };
  }

  struct(): ThriftStruct {
    const fields = new Map<number, ThriftField>();
    let id = 0;
    for (let head = this.#byte(); head !== 0; head = this.#byte()) {
      const type = head & 15;
      id = head >> 4 === 0 ? this.#signed() : id + (head >> 4);
      const isFlag = type === thriftTypes.true || type === thriftTypes.false;
      fields.set(id, { type, value: isFlag ? type === thriftTypes.true : this.#value(type) });
    }
    return fields;
  }
}

class Writer {
  #bytes = new Uint8Array(4096);
  #length = 0;

  get written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const wider = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + more));
    wider.set(this.written);
    this.#bytes = wider;
  }

  #byte(byte: number): void {
    this.#room(1);
    this.#bytes[this.#length++] = byte;
  }

  #varint(value: number): void {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.#byte((rest % 128) + 128);
    this.#byte(rest);
  }

  #signed(value: number): void {
    this.#varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  #raw(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #value(type: number, value: ThriftValue): void {
    if (value instanceof Uint8Array) {
      if (type === thriftTypes.binary) this.#varint(value.length);
      this.#raw(value);
    } else if (typeof value === 'number') {
      if (type === thriftTypes.byte) this.#byte(value);
      else this.#signed(value);
    } else if (typeof value === 'boolean') this.#byte(value ? 1 : 2);
    else if ('items' in value) this.#list(value);
    else this.struct(value);
  }

  #list({ of, items }: ThriftList): void {
    this.#byte((Math.min(items.length, 15) << 4) | of);
    if (items.length >= 15) this.#varint(items.length);
    for (const item of items) this.#value(of, item);
  }

  struct(fields: ThriftStruct): void {
    let last = 0;
    for (const [id, { type, value }] of [...fields].sort(([a], [b]) => a - b)) {
      const flag = typeof value === 'boolean' ? (value ? thriftTypes.true : thriftTypes.false) : type;
      if (id - last < 16) this.#byte(((id - last) << 4) | flag);
      else {
        this.#byte(flag);
        this.#signed(id);
      }
      if (typeof value !== 'boolean') this.#value(type, value);
      last = id;
    }
    this.#byte(0);
  }
}

/** @throws Error where the bytes are no struct */
export const readThrift = (bytes: Uint8Array): ThriftStruct => new Reader(bytes).struct();

/** A struct that begins somewhere among others, and how many bytes it takes. */
export const readThriftAt = (
  bytes: Uint8Array,
  at: number,
): { readonly fields: ThriftStruct; readonly length: number } => {
  const reader = new Reader(bytes, at);
  const fields = reader.struct();
  return { fields, length: reader.at - at };
};

export const writeThrift = (fields: ThriftStruct): Uint8Array => {
  const writer = new Writer();
  writer.struct(fields);
  return writer.written;
};
