const { EventEmitter } = require('node:events');

/** Handlers are kept, so that a test can ask them, but Chromium is not made to obey them. */
class Session extends EventEmitter {
  constructor(userData) {
    super();
    this.storagePath = userData;
    this.handlers = {};
  }

  setPermissionRequestHandler(handler) {
    this.handlers.request = handler;
  }

  setPermissionCheckHandler(handler) {
    this.handlers.check = handler;
  }

  setDevicePermissionHandler(handler) {
    this.handlers.device = handler;
  }

  isPersistent() {
    return true;
  }
}

const session = { defaultSession: undefined };

const openDefaultSession = (userData) => {
  session.defaultSession = new Session(userData);
  return session.defaultSession;
};

module.exports = { session, openDefaultSession };
