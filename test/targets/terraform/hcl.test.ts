import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { template } from '../../../lib/iam/template-string.ts';
import { documentText, templateText, text } from '../../../lib/targets/terraform/expression.ts';
import {
  attribute,
  block,
  type Expression,
  line,
  list,
} from '../../../lib/targets/terraform/hcl.ts';
import { printHcl } from '../../../lib/targets/terraform/print-hcl.ts';
import { describeWith } from '../../support/tools.ts';

/** Pieces that HCL, the provider or a shell could read something else into. */
const TRAPS = [
  ...['"', '\\', '\\n', '\\u0041', '$', '$$', '${', '${x}', '$${x}', '$$$${x}', '%', '%%'],
  ...['%{', '%{if true}', '%%{', '%{~', '${~ x ~}', '}', '$(id)', '`', "'", '<<EOT', '#', '//'],
  ...['/*', '*/', '\t', '\n', '\r\n', ' ', 'é', 'ÿ', '\u00a0', '\u00ad', '\u0085', '=', ',', '['],
  ...['<project>', 'word', '&', 'null'],
];
const awkward = fc
  .array(fc.oneof(fc.constantFrom(...TRAPS), fc.string({ unit: latin1(), maxLength: 4 })), {
    maxLength: 6,
  })
  .map((pieces) => pieces.join(''))
  .filter((value) => !value.includes('&{') && !/<(?!project>)/.test(value));
const values = fc.sample(awkward, { numRuns: 600, seed: 7 });

function latin1() {
  return fc
    .oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0xa0, max: 0xff }))
    .map((code) => String.fromCharCode(code))
    .filter((character) => character !== '<');
}

describeWith(['terraform'], 'HCL, read by Terraform', () => {
  // One run of Terraform reads all values: starting it costs more than they do.
  test('every text comes back exactly, whatever it is', () => {
    const filled = values.map((value) => value.replaceAll('<project>', 'shop'));
    expect(
      readBack({
        texts: values.map((value) => text(value)),
        templates: values.map((value) => templateText(template(value))),
        documents: values.map((value) => documentText(template(value))),
      }),
    ).toEqual({
      texts: values,
      templates: filled,
      // The provider makes IAM's `${` of `&{`.
      documents: filled.map((value) => value.replaceAll('${', '&{')),
    });
  }, 120_000);
});

function readBack(lists: Readonly<Record<string, readonly Expression[]>>): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'hcl '));
  try {
    const outputs = Object.entries(lists).map(([name, items]) =>
      block(['output', name], [attribute('value', list(items))]),
    );
    const project = block(['variable', 'project'], [attribute('default', line('"shop"'))]);
    writeFileSync(join(folder, 'main.tf'), printHcl([project, ...outputs]));
    terraform(folder, 'fmt', '-check');
    terraform(folder, 'init', '-input=false');
    terraform(folder, 'plan', '-input=false', '-out=planned');
    const plan = JSON.parse(terraform(folder, 'show', '-json', 'planned'));
    return Object.fromEntries(
      Object.keys(lists).map((name) => [name, plan.planned_values.outputs[name].value]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function terraform(folder: string, ...words: readonly string[]): string {
  const ended = spawnSync('terraform', [`-chdir=${folder}`, ...words], {
    env: { ...process.env, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: join(folder, 'none') },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (ended.status === 0) return ended.stdout;
  throw new Error(`terraform ${words.join(' ')}:\n${ended.stdout}${ended.stderr}`);
}
