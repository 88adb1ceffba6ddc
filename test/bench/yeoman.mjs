import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A generator that writes as many files as ours and does nothing else. */
const EMPTY = (files) => `
import Generator from ${JSON.stringify(import.meta.resolve('yeoman-generator'))};
export default class extends Generator {
  constructor(args, options) { super(args, options, { customInstallTask: true }); }
  writing() {
    for (let n = 0; n < ${files}; n += 1) this.writeDestination('file-' + n + '.txt', 'text\\n');
  }
}
`;

/** Median times of `yo` with an empty generator, and with ours, each writing as many files. */
export function yeomanRows(median, folder) {
  const generator = join(folder, 'generator-empty');
  mkdirSync(join(generator, 'generators/app'), { recursive: true });
  writeFileSync(join(generator, 'package.json'), '{"name":"generator-empty","type":"module"}');
  writeFileSync(join(generator, 'generators/app/index.js'), EMPTY(30));
  const env = { ...process.env, CI: 'true' };
  const run = (path, name) => (index) => {
    const cwd = join(folder, `${name}-${index}`);
    mkdirSync(cwd, { recursive: true });
    return [
      '--input-type=module',
      '--eval',
      `process.chdir(${JSON.stringify(cwd)});
       const { createEnv } = await import(${JSON.stringify(import.meta.resolve('yeoman-environment'))});
       const env = createEnv({ skipInstall: true });
       env.register(${JSON.stringify(path)}, { namespace: '${name}:app' });
       await env.run(['${name}:app'], { yes: true, quiet: true, force: true, skipInstall: true });`,
    ];
  };
  const ours = join(process.cwd(), 'dist/generators/app/index.js');
  return {
    empty: median(run(join(generator, 'generators/app/index.js'), 'empty'), { env }),
    ours: median(run(ours, 'ecs-iam'), { env }),
  };
}
