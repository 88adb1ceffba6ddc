// Runs a generator as `yo` 7 does (its lib/cli.js): node yo.mjs GENERATORS NAMESPACE [WORD…]
import { createEnv } from 'yeoman-environment';

const [generators, namespace, ...words] = process.argv.slice(2);
process.argv.splice(2, 1);
const [, name = 'app'] = namespace.split(':');
const env = createEnv();
try {
  const file = `${generators}/${name}/index.js`;
  await env.register(file, { namespace: `ecs-iam:${name}` });
  await import(file);
  // As root yo becomes another user; here once all is loaded, wherever it lies.
  if (process.getuid?.() === 0 && process.env.YO_UID) process.setuid(Number(process.env.YO_UID));
  await env.run([namespace, ...words], {});
} catch (error) {
  console.error('Error', process.argv.slice(2).join(' '), '\n');
  console.error(error.message);
  process.exit(error.code || 1);
}
