const { EventEmitter } = require('node:events');

/** Dialogs are cancelled at once until a test puts its own answers in their place. */
const dialog = {
  showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
  showSaveDialog: async () => ({ canceled: true, filePath: '' }),
  showMessageBox: async () => ({ response: 0, checkboxChecked: false }),
  showMessageBoxSync: () => 0,
  showErrorBox: (title, content) => console.error(`${title}\n${content}`),
};

/** Opens nothing; what was asked for is kept in `opened`. */
const opened = [];
const shell = {
  opened,
  openExternal: async (url) => void opened.push(url),
  openPath: async (path) => {
    opened.push(path);
    return '';
  },
  showItemInFolder: (path) => void opened.push(path),
};

const area = { x: 0, y: 0, width: 1920, height: 1080 };
const display = { id: 1, bounds: area, workArea: area, workAreaSize: area, size: area, scaleFactor: 1 };
const screen = Object.assign(new EventEmitter(), { getPrimaryDisplay: () => display, getAllDisplays: () => [display] });

const nativeTheme = Object.assign(new EventEmitter(), { themeSource: 'system', shouldUseDarkColors: false });

module.exports = { dialog, shell, screen, nativeTheme };
