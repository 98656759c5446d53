/** What `import … from 'electron'` gives to a program that runs in the stand-in. */
module.exports = {
  ...require('./app.cjs'),
  ...require('./desktop.cjs'),
  BrowserWindow: require('./browser-window.cjs').BrowserWindow,
  ipcMain: require('./ipc.cjs').ipcMain,
  ...require('./menu.cjs'),
  protocol: require('./protocol.cjs').protocol,
  session: require('./session.cjs').session,
  ...require('./utility-process.cjs'),
  webContents: require('./web-contents.cjs').webContents,
};
