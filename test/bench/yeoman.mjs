import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { medians, timed } from './measure.mjs';

/** A generator that writes so many files and does nothing else. */
const EMPTY = (files) => `
import Generator from ${JSON.stringify(import.meta.resolve('yeoman-generator'))};
export default class extends Generator {
  constructor(args, options) { super(args, options, { customInstallTask: true }); }
  writing() {
    for (let n = 0; n < ${files}; n += 1) this.writeDestination('file-' + n + '.txt', 'text\\n');
  }
}
`;

/** Median times of Yeoman with an empty generator, and with ours, each writing as many files. */
export async function yeomanTimes(runs, folder) {
  const ours = join(process.cwd(), 'dist/generators/app/index.js');
  const first = place(folder, 'ecs-iam-first');
  await generate(ours, 'ecs-iam', first);
  const files = readdirSync(first, { recursive: true, withFileTypes: true });
  const empty = emptyGenerator(folder, files.filter((entry) => entry.isFile()).length);
  return medians(runs, {
    empty: (run) => generate(empty, 'empty', place(folder, `empty-${run}`)),
    ours: (run) => generate(ours, 'ecs-iam', place(folder, `ecs-iam-${run}`)),
  });
}

function place(folder, name) {
  const cwd = join(folder, name);
  mkdirSync(cwd);
  return cwd;
}

function emptyGenerator(folder, files) {
  const generator = join(folder, 'generator-empty');
  mkdirSync(join(generator, 'generators/app'), { recursive: true });
  writeFileSync(join(generator, 'package.json'), '{"name":"generator-empty","type":"module"}');
  const file = join(generator, 'generators/app/index.js');
  writeFileSync(file, EMPTY(files));
  return file;
}

/** Runs a generator in a folder by Yeoman's environment, as `yo` does. */
function generate(path, name, cwd) {
  const program = `
    process.chdir(${JSON.stringify(cwd)});
    const { createEnv } = await import(${JSON.stringify(import.meta.resolve('yeoman-environment'))});
    const env = createEnv({ skipInstall: true });
    env.register(${JSON.stringify(path)}, { namespace: '${name}:app' });
    await env.run(['${name}:app'], { yes: true, quiet: true, force: true, skipInstall: true });`;
  return timed([process.execPath, '--input-type=module', '--eval', program], {
    env: { ...process.env, CI: 'true' },
  });
}
