import { parseCommandLine } from '../../lib/answers/command-line.ts';
import { NEW_FLAGS } from '../../lib/answers/flags.ts';
import { resolveAnswers } from '../../lib/answers/resolve.ts';
import type { Answers } from '../../lib/answers/types.ts';
import { deriveFromTaskdefs } from '../../lib/commands/read-taskdefs.ts';
import { isPlaceholder } from '../../lib/iam/placeholders.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { shellVariable } from '../../lib/shell.ts';
import { renderStarter } from '../../lib/starter/render-starter.ts';
import type { RenderedFile } from '../../lib/targets/types.ts';

/** A repo as `new` writes it. */
export interface Repo {
  readonly answers: Answers;
  readonly notes: readonly string[];
  /** A JSON file of it with the values of an environment in its variables. */
  readonly json: (path: string, environment?: string) => unknown;
  readonly text: (path: string) => string;
  readonly files: readonly RenderedFile[];
}

/** What `new DIR WORDS… --target cli` writes. */
export async function repoOf(from: string, ...words: readonly string[]): Promise<Repo> {
  const { flags, faults } = parseCommandLine(
    [...words, '--target', 'cli', '--id', 'a1b2c3d4'],
    NEW_FLAGS,
  );
  const sources = { flags, folderName: 'shop', faults };
  const { entries, notes } = await deriveFromTaskdefs(flags['from-taskdef'] ?? [], from, sources);
  const { answers } = resolveAnswers({ ...sources, derived: entries });
  const service = buildService(answers);
  const files = await renderStarter(service, false);
  const text = (path: string) => {
    const found = files.find((one) => one.path === path);
    if (found === undefined) throw new Error(`There is no ${path}.`);
    return found.contents;
  };
  const json = (path: string, name = answers.environments[0]?.name) => {
    const values = service.environments.find((one) => one.name === name)?.values ?? {};
    const variables = new Map(
      Object.entries(values).map(([placeholder, value]) => [
        isPlaceholder(placeholder) ? shellVariable(placeholder) : '',
        value,
      ]),
    );
    const more = { AWS_REGION: values.region, ACCOUNT_ID: values.account, FAMILY: values.family };
    for (const [key, value] of Object.entries(more)) variables.set(key, value ?? '');
    const filled = text(path).replace(
      /\$\{([A-Z_0-9]+)\}/g,
      (whole, key) => variables.get(key) ?? whole,
    );
    return JSON.parse(filled);
  };
  return { answers, notes, json, text, files };
}
