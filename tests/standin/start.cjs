const inspector = require('node:inspector');
const Module = require('node:module');
const { join, resolve } = require('node:path');
const { pathToFileURL } = require('node:url');

/** `electron [-r FILE] [SWITCHES] FOLDER [WORDS]`, as far as a test driver and a person need it. */
const parse = (words) => {
  const required = [];
  const rest = [];
  for (let at = 0; at < words.length; at++) {
    if (words[at] === '-r' || words[at] === '--require') required.push(words[++at]);
    else rest.push(words[at]);
  }
  return { required, rest, folder: rest.find((word) => !word.startsWith('-')) ?? '.' };
};

const replaceElectron = () => {
  const original = Module._resolveFilename;
  Module._resolveFilename = function resolveFilename(request, ...others) {
    return request === 'electron' ? join(__dirname, 'electron.cjs') : original.call(this, request, ...others);
  };
  Module.register('./resolve-electron.mjs', pathToFileURL(__filename));
};

const start = async () => {
  const { required, rest, folder } = parse(process.argv.slice(2));
  if (rest.some((word) => word.startsWith('--inspect'))) inspector.open(0);
  Object.defineProperty(process.versions, 'electron', { value: '45.0.0-standin', enumerable: true });
  process.type = 'browser';
  process.resourcesPath = resolve(folder);
  replaceElectron();
  const { app } = require('./app.cjs');
  app.prepare(resolve(folder), rest);
  process.argv = [process.execPath, ...(required.length > 0 ? ['-r', ...required] : []), ...rest];
  for (const file of required) require(file);
  await import(pathToFileURL(resolve(folder, app.manifest.main)));
  await app.becomeReady();
};

start().catch((error) => {
  console.error(error);
  process.exit(1);
});
