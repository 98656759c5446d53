import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { unzipSync } from 'fflate';

/**
 * `node tests/native/prepare-native.js FOLDER` makes a tfjs-node that works where its own download can't be reached:
 * TensorFlow's libraries and headers come from the wheel of tensorflow-cpu, and the binding is compiled against them.
 * For Linux on x64, with npm, pip and g++; it takes about 1.5 GB. Then: `MILLRACE_NATIVE_TENSORS=FOLDER npx vitest run tests/native`.
 */
const wheel = 'tensorflow-cpu==2.12.0';
const folder = resolve(process.argv[2] ?? 'native-tensors');

/** @param {string} program @param {readonly string[]} args @param {string} cwd */
const run = (program, args, cwd = folder) => void execFileSync(program, args, { cwd, stdio: 'inherit' });

const headers = [join(dirname(process.execPath), '../include/node'), '/usr/include/node'].find((place) =>
  existsSync(join(place, 'node_api.h')),
);
if (!headers) throw new Error('there are no headers of Node.js here');

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '@tensorflow/tfjs-node@4.22.0']);
const platform = ['--python-version', '3.11', '--platform', 'manylinux2014_x86_64', '--only-binary', ':all:'];
run('python3', ['-m', 'pip', 'download', '--no-deps', ...platform, wheel]);

const place = join(folder, 'node_modules/@tensorflow/tfjs-node');
const file = readdirSync(folder).find((name) => name.endsWith('.whl')) ?? '';
const include = 'tensorflow/include/';
const libraries = ['tensorflow/libtensorflow_cc.so.2', 'tensorflow/libtensorflow_framework.so.2'];
const wanted = /^tensorflow\/include\/tensorflow\/(c|tsl|core\/platform)\/.*\.h$/;
const unpacked = unzipSync(readFileSync(join(folder, file)), {
  filter: ({ name }) => libraries.includes(name) || wanted.test(name),
});
for (const [name, bytes] of Object.entries(unpacked)) {
  const to = join(
    place,
    'deps',
    libraries.includes(name) ? `lib/${basename(name)}` : `include/${name.slice(include.length)}`,
  );
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, bytes);
}

mkdirSync(join(place, 'lib/napi-v8'), { recursive: true });
const sources = ['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc'];
const names = ['-DNAPI_VERSION=8', '-DNODE_GYP_MODULE_NAME=tfjs_binding'];
const links = ['-Wl,-rpath,$ORIGIN/../../deps/lib', '-Ldeps/lib', ...libraries.map((name) => `-l:${basename(name)}`)];
const places = [`-I${headers}`, '-Ideps/include', '-I.'];
const target = ['-o', 'lib/napi-v8/tfjs_binding.node'];
run(
  'g++',
  ['-std=c++17', '-O2', '-w', '-fPIC', '-shared', ...names, ...places, ...sources, ...target, ...links],
  place,
);
