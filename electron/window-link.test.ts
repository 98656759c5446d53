import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { expect, test } from 'vitest';
import { isTrusted, linkWindow } from './window-link.ts';

const frame = { url: 'app://bundle/index.html', parent: null };

test('only our own page in the top frame is trusted', () => {
  expect(isTrusted(frame)).toBe(true);
  expect(isTrusted(null)).toBe(false);
  expect(isTrusted({ ...frame, url: 'https://example.com/app://bundle/' })).toBe(false);
  expect(isTrusted({ ...frame, url: 'app://bundle.example/' })).toBe(false);
  expect(isTrusted({ ...frame, url: 'app://other/' })).toBe(false);
  expect(isTrusted({ ...frame, url: '' })).toBe(false);
  expect(isTrusted({ ...frame, parent: frame as never })).toBe(false);
});

const window = () => {
  const sent: unknown[][] = [];
  const heard: unknown[] = [];
  let links = 0;
  let closed = 0;
  const contents = Object.assign(new EventEmitter(), {
    ipc: new EventEmitter(),
    isDestroyed: () => false,
    send: (...given: unknown[]) => sent.push(given),
  });
  linkWindow(contents as unknown as WebContents, (link) => {
    links++;
    link.onMessage((message) => {
      heard.push(message);
      link.post({ answer: message });
    });
    return () => closed++;
  });
  const say = (page: unknown, message: unknown, from: unknown = frame) =>
    contents.ipc.emit('link', { senderFrame: from }, page, message);
  return { contents, say, sent, heard, counts: () => ({ links, closed }) };
};

test('messages of one page go over one link, and answers name the page they are for', () => {
  const { say, sent, heard, counts } = window();
  say('first', 1);
  say('first', 2);
  expect(heard).toEqual([1, 2]);
  expect(sent).toEqual([
    ['link', 'first', { answer: 1 }],
    ['link', 'first', { answer: 2 }],
  ]);
  expect(counts()).toEqual({ links: 1, closed: 0 });
});

test('a reloaded page gets a new link, and the old one is closed', () => {
  const { say, contents, counts } = window();
  say('first', 1);
  say('second', 2);
  expect(counts()).toEqual({ links: 2, closed: 1 });
  contents.emit('destroyed');
  expect(counts()).toEqual({ links: 2, closed: 2 });
});

test('strangers are not heard', () => {
  const { say, heard, counts } = window();
  say('first', 1, { ...frame, url: 'https://example.com/' });
  say('first', 1, null);
  say({}, 1);
  expect(heard).toEqual([]);
  expect(counts().links).toBe(0);
});
