import protobuf from 'protobufjs/minimal.js';
import type { Attribute, Graph, GraphNode, GraphValue } from './graph.ts';
import { elementTypes, rawData, type Tensor } from './tensor.ts';

// CommonJS: its names are not seen as exports where no bundler stands between.
const { Writer } = protobuf;
type Writer = protobuf.Writer;

/** Versions of the operators that are used, of the format, and what stands beside the graph. */
const irVersion = 8;
const opsets = [
  ['', 15],
  ['ai.onnx.ml', 3],
] as const;

type Write = (writer: Writer) => void;

/** Tags of protocol buffers: the number of a field and its wire type. */
const varint = (field: number): number => field << 3;
const delimited = (field: number): number => (field << 3) | 2;
const fixed32 = (field: number): number => (field << 3) | 5;

const message = (writer: Writer, field: number, write: Write): void => {
  writer.uint32(delimited(field)).fork();
  write(writer);
  writer.ldelim();
};

const text = (writer: Writer, field: number, value: string): void => void writer.uint32(delimited(field)).string(value);
const int = (writer: Writer, field: number, value: number): void => void writer.uint32(varint(field)).int64(value);

const packed = (writer: Writer, field: number, values: ArrayLike<number>, type: 'int64' | 'float'): void =>
  message(writer, field, (inner) => {
    for (let at = 0; at < values.length; at++) inner[type](values[at] as number);
  });

const writeTensor = (writer: Writer, name: string, tensor: Tensor): void => {
  packed(writer, 1, tensor.dims, 'int64');
  int(writer, 2, elementTypes[tensor.type]);
  if (tensor.type === 'string') for (const value of tensor.values as readonly string[]) text(writer, 6, value);
  text(writer, 8, name);
  if (tensor.type !== 'string') writer.uint32(delimited(9)).bytes(rawData(tensor));
};

const writeAttribute = (writer: Writer, name: string, value: Attribute): void => {
  text(writer, 1, name);
  const kind = (number: number): void => int(writer, 20, number);
  if ('float' in value) {
    writer.uint32(fixed32(2)).float(value.float);
    kind(1);
  } else if ('int' in value) {
    int(writer, 3, value.int);
    kind(2);
  } else if ('text' in value) {
    text(writer, 4, value.text);
    kind(3);
  } else if ('graph' in value) {
    message(writer, 6, (inner) => writeGraph(inner, value.graph));
    kind(5);
  } else if ('floats' in value) {
    packed(writer, 7, value.floats, 'float');
    kind(6);
  } else if ('ints' in value) {
    packed(writer, 8, value.ints, 'int64');
    kind(7);
  } else {
    for (const one of value.texts) text(writer, 9, one);
    kind(8);
  }
};

const writeNode = (writer: Writer, { op, domain, inputs, outputs, attributes }: GraphNode): void => {
  for (const name of inputs) text(writer, 1, name);
  for (const name of outputs) text(writer, 2, name);
  text(writer, 4, op);
  for (const [name, value] of Object.entries(attributes))
    message(writer, 5, (inner) => writeAttribute(inner, name, value));
  if (domain !== '') text(writer, 7, domain);
};

const writeValue = (writer: Writer, { name, type, dims }: GraphValue): void => {
  text(writer, 1, name);
  const writeDim = (inner: Writer, dim: number | string): void =>
    typeof dim === 'number' ? int(inner, 1, dim) : text(inner, 2, dim);
  const writeShape: Write = (inner) => {
    for (const dim of dims) message(inner, 1, (one) => writeDim(one, dim));
  };
  message(writer, 2, (ofType) =>
    message(ofType, 1, (inner) => {
      int(inner, 1, elementTypes[type]);
      message(inner, 2, writeShape);
    }),
  );
};

const writeGraph = (writer: Writer, { name, nodes, constants, inputs, outputs }: Graph): void => {
  for (const node of nodes) message(writer, 1, (inner) => writeNode(inner, node));
  text(writer, 2, name);
  for (const [constant, tensor] of constants) message(writer, 5, (inner) => writeTensor(inner, constant, tensor));
  for (const input of inputs) message(writer, 11, (inner) => writeValue(inner, input));
  for (const output of outputs) message(writer, 12, (inner) => writeValue(inner, output));
};

/** A graph as the bytes of an ONNX file (onnx.proto3, https://github.com/onnx/onnx). */
export const encodeOnnx = (graph: Graph, about: Readonly<Record<string, string>>): Uint8Array => {
  const writer = Writer.create();
  int(writer, 1, irVersion);
  text(writer, 2, 'Millrace');
  message(writer, 7, (inner) => writeGraph(inner, graph));
  for (const [domain, version] of opsets)
    message(writer, 8, (inner) => {
      text(inner, 1, domain);
      int(inner, 2, version);
    });
  for (const [key, value] of Object.entries(about))
    message(writer, 14, (inner) => {
      text(inner, 1, key);
      text(inner, 2, value);
    });
  return writer.finish();
};
