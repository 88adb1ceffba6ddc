import { policyDocument, trustDocument } from '../../iam/document.ts';
import type { Model, ModelRole } from '../../iam/model.ts';
import { printJsonWithVariables } from '../../json.ts';
import { textFile } from '../files.ts';
import type { RenderedFile } from '../types.ts';

/** The JSON files of every role: `iam/<id>/role.json`, `trust.json` and `policies/<Policy>.json`. */
export function roleDocuments({ roles }: Model): readonly RenderedFile[] {
  return roles.flatMap((role) => [
    document(`iam/${role.id}/role.json`, createRoleInput(role)),
    document(`iam/${role.id}/trust.json`, trustDocument(role.trust)),
    ...role.inlinePolicies.map(({ name, statements }) =>
      document(`iam/${role.id}/policies/${name}.json`, policyDocument(statements)),
    ),
    ...role.managedPolicies.map(({ policy, statements }) =>
      document(`iam/${role.id}/policies/${policy}.json`, policyDocument(statements)),
    ),
  ]);
}

/** What `aws iam create-role --cli-input-json` takes besides name, path, trust and boundary. */
function createRoleInput({ settings }: ModelRole): object {
  return {
    Description: settings.description,
    MaxSessionDuration: settings.maxSessionDuration,
    Tags: Object.entries(settings.tags).map(([Key, Value]) => ({ Key, Value })),
  };
}

function document(path: string, contents: object): RenderedFile {
  return textFile(path, printJsonWithVariables(contents));
}
