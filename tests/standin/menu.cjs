let applicationMenu = null;

const roles = {
  quit: () => require('./app.cjs').app.quit(),
  close: () => require('./browser-window.cjs').BrowserWindow.getFocusedWindow()?.close(),
  reload: () => require('./browser-window.cjs').BrowserWindow.getFocusedWindow()?.webContents.reload(),
};

class MenuItem {
  constructor(options) {
    const { click, submenu, ...rest } = options;
    Object.assign(this, { enabled: true, visible: true, label: '', type: submenu ? 'submenu' : 'normal' }, rest);
    if (submenu) this.submenu = submenu instanceof Menu ? submenu : Menu.buildFromTemplate(submenu);
    this.click = () => {
      const { BrowserWindow } = require('./browser-window.cjs');
      if (!this.enabled) return;
      if (click) click(this, BrowserWindow.getFocusedWindow() ?? undefined, {});
      else roles[this.role]?.();
    };
  }
}

class Menu {
  items = [];

  append(item) {
    this.items.push(item);
  }

  popup() {}

  getMenuItemById(id) {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  static buildFromTemplate(template) {
    const menu = new Menu();
    for (const options of template) menu.append(options instanceof MenuItem ? options : new MenuItem(options));
    return menu;
  }

  static setApplicationMenu(menu) {
    applicationMenu = menu;
  }

  static getApplicationMenu() {
    return applicationMenu;
  }
}

module.exports = { Menu, MenuItem };
