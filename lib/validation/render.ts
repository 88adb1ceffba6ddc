import { policyDocument } from '../iam/document.ts';
import { printJsonWithVariables } from '../json.ts';
import type { Service } from '../service/types.ts';
import { readStatements, testStatements } from '../service/validation-reads.ts';
import { byPath } from '../targets/files.ts';
import type { RenderedFile } from '../targets/types.ts';
import { quoted, renderTemplate, templateFiles, writtenPath } from '../templates.ts';
import { assumeRows } from './assume-rows.ts';
import { expectedState } from './expected-state.ts';
import { simulations } from './permission-rows.ts';

const TEMPLATES = 'validation';

/**
 * The scripts that compare an account with the model, the same in every target, and the state they
 * expect as data beside them. Sorted by path.
 */
export function renderValidation({ model }: Service): readonly RenderedFile[] {
  const reads = readStatements(model);
  const view = { reads: actionsOf(reads).map(quoted.text) };
  const scripts = templateFiles(TEMPLATES).map((name) => ({
    path: writtenPath(name),
    contents: renderTemplate(`${TEMPLATES}/${name}`, view),
    executable: /^scripts\/[^/]+\.sh/.test(name),
  }));
  return [
    ...scripts,
    data('iam.json', expectedState(model)),
    data('permissions.json', { assume: assumeRows(model), simulations: simulations(model) }),
    data('read-policy.json', policyDocument([...reads, ...testStatements(model)])),
  ].sort(byPath);
}

function actionsOf(statements: ReturnType<typeof readStatements>): readonly string[] {
  return statements.flatMap(({ actions }) => actions).sort();
}

function data(name: string, contents: object): RenderedFile {
  return {
    path: `scripts/expected/${name}`,
    contents: printJsonWithVariables(contents),
    executable: false,
  };
}
