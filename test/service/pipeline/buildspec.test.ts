import { spawnSync } from 'node:child_process';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { renderPipelineFiles } from '../../../lib/starter/pipeline-files.ts';
import { builtPipeline, PIPELINE_KINDS, type PipelineCase } from '../../support/pipeline-kinds.ts';
import { BASH } from '../../support/script-repo.ts';
import { describeWith } from '../../support/tools.ts';
import { BUILDSPEC_SCHEMA } from './buildspec-schema.ts';

interface Buildspec {
  readonly phases: Readonly<Record<string, { readonly commands: readonly string[] }>>;
}

/** Every buildspec of a repo, the one that stands in the project included. */
function buildspecsOf({ answers }: PipelineCase): readonly Buildspec[] {
  const service = builtPipeline(answers);
  const { pipeline } = service;
  const files = renderPipelineFiles(service)
    .filter(({ path }) => /buildspec[^/]*\.yml$/.test(path))
    .map(({ contents }) => contents);
  const inline = pipeline.projects.flatMap(({ buildspec }) =>
    buildspec.kind === 'inline' ? [buildspec.contents] : [],
  );
  return [...files, ...inline].map((text) => parse(text));
}

const ALL = PIPELINE_KINDS.flatMap(buildspecsOf);

const validate = new Ajv({ allErrors: true, strict: true }).compile(BUILDSPEC_SCHEMA);

test('every buildspec is what CodeBuild takes', () => {
  expect(ALL).toHaveLength(17);
  for (const buildspec of ALL) {
    validate(buildspec);
    expect(validate.errors).toBeNull();
  }
});

test.each([
  ['a phase of another name', { version: 0.2, phases: { deploy: { commands: ['true'] } } }],
  ['a phase without commands', { version: 0.2, phases: { build: { commands: [] } } }],
  [
    'a report of another format',
    {
      version: 0.2,
      phases: { build: { commands: ['true'] } },
      reports: { a: { files: ['a'], 'file-format': 'XML' } },
    },
  ],
  ['version 0.1', { version: 0.1, phases: { build: { commands: ['true'] } } }],
])('and not one with %s', (_, buildspec) => {
  expect(validate(buildspec)).toBe(false);
});

const commands = ALL.flatMap(({ phases }) =>
  Object.values(phases).flatMap((phase) => phase.commands),
);

test('bash reads every command', () => {
  const unread = commands.filter((command) => {
    const { status, stderr } = spawnSync(BASH, ['-n'], { input: command, encoding: 'utf8' });
    return status !== 0 || stderr !== '';
  });
  expect(unread).toEqual([]);
});

/** Lines that continue, and an if around one chain, are one command with one exit code. */
function isOne(command: string): boolean {
  const chained = command.trim().replace(/( \\|&&)\n */g, '$1 ');
  return !chained.replace(/^if .*; then\n(.*)\nfi$/, '$1').includes('\n');
}

test('no command hides the failure of another', () => {
  expect(isOne('aws one\naws two')).toBe(false);
  expect(isOne('if true; then\n  aws one\n  aws two\nfi')).toBe(false);
  expect(commands.filter((command) => !isOne(command))).toEqual([]);
});

describeWith(['shellcheck'], 'shellcheck', () => {
  test('has nothing to say about the phases as one script', () => {
    for (const { phases } of ALL) {
      const script = Object.values(phases).flatMap((phase) => phase.commands);
      const input = `#!/bin/bash\n${script.join('\n')}\n`;
      // Variables come from the project.
      const words = ['--exclude=SC2154,SC2034,SC2164', '-'];
      const { stdout } = spawnSync('shellcheck', words, { input, encoding: 'utf8' });
      expect(stdout).toBe('');
    }
  });
});
