import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from './millrace-test.ts';

test('a web address is fetched only once somebody has allowed its host, and is kept', async ({ editor }) => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked++;
    response.writeHead(200, { 'content-type': 'text/csv' }).end(`city,visits\nRome,${asked}\nOslo,20\n`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const host = typeof bound === 'object' && bound ? `127.0.0.1:${bound.port}` : '';
  const { page, inspector } = editor;

  await editor.newFlow();
  await editor.drag('source.url', 160, 150);
  await editor.type('url', `http://${host}/visits.csv`);
  const allow = inspector.getByRole('button', { name: `Allow ${host}` });
  await expect(allow).toBeVisible();
  await editor.run();
  await editor.expectStatus('error', 'url');
  expect(asked).toBe(0);

  await allow.click();
  await expect(allow).toHaveCount(0);
  await editor.runSucceeds();
  await expect(editor.dock.getByRole('gridcell', { name: 'Rome' })).toBeVisible();
  expect(asked).toBe(1);

  await inspector.getByRole('button', { name: 'Fetch again' }).click();
  await expect(editor.dock.getByRole('gridcell', { name: '2', exact: true })).toBeVisible();
  expect(asked).toBe(2);
  server.closeAllConnections();
  server.close();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await editor.expectStatus('reused', 'url');
});
