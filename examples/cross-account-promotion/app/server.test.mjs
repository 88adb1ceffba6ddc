import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import test from 'node:test';
import { handle } from './server.mjs';

async function get(path) {
  const server = createServer(handle);
  await new Promise((resolve) => server.listen(0, resolve));
  try {
    return await fetch(`http://127.0.0.1:${server.address().port}${path}`);
  } finally {
    server.close();
  }
}

test('the health check answers ok', async () => {
  const response = await get('/health');
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { status: 'ok' });
});

test('every other path is greeted', async () => {
  assert.equal(await (await get('/')).text(), 'It runs.\n');
});
