const { launchChromium } = require('./chromium.cjs');

let chromium;

/** The one Chromium of this program, started by `app` and used by every window. */
const browser = {
  start(profile, onExit) {
    chromium = launchChromium(profile);
    chromium.on('exit', onExit);
    return chromium.send('Target.setDiscoverTargets', { discover: true });
  },
  send: (...given) => chromium.send(...given),
  on: (...given) => chromium.on(...given),
  kill: () => chromium?.kill(),
};

module.exports = { browser };
