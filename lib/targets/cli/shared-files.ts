import { resourceDocument } from '../../iam/document.ts';
import type { ResourcePolicy, ResourcePolicyKind } from '../../iam/model.ts';
import { printJsonWithVariables } from '../../json.ts';
import { REPOSITORY_LIFECYCLE } from '../../service/repository-lifecycle.ts';
import type { SharedUnit } from '../../service/shared-units.ts';
import { textFile } from '../files.ts';
import type { RenderedFile } from '../types.ts';

/**
 * What the environments of an account share, one JSON file a thing, in the words of AWS
 * CloudFormation's properties: `iam/shared/repository.json`, `logs-policy.json`,
 * `logs-destination.json`. Where accounts differ each has a folder. A second one has a number.
 */
export function sharedFiles(units: readonly SharedUnit[]): readonly RenderedFile[] {
  return units.flatMap(({ name, repositories, policies }) => {
    const folder = name === undefined ? 'iam/shared' : `iam/shared/${name}`;
    const of = (kind: ResourcePolicyKind) => policies.filter((policy) => policy.kind === kind);
    const repositoryFiles = repositories.map((repository) => ({
      RepositoryName: repository,
      ImageTagMutability: 'IMMUTABLE',
      ImageScanningConfiguration: { ScanOnPush: true },
      LifecyclePolicyText: REPOSITORY_LIFECYCLE,
      ...policyText(of('ecr-repository').find(({ owner }) => owner === repository)),
    }));
    return [
      ...numbered(`${folder}/repository`, repositoryFiles),
      ...numbered(
        `${folder}/logs-policy`,
        of('logs').map(({ owner, statements }) => ({
          PolicyName: owner,
          PolicyDocument: resourceDocument(statements),
        })),
      ),
      ...numbered(
        `${folder}/logs-destination`,
        of('logs-destination').map(({ owner, statements }) => ({
          DestinationName: owner,
          DestinationPolicy: resourceDocument(statements),
        })),
      ),
    ];
  });
}

function policyText(policy: ResourcePolicy | undefined): object {
  return policy === undefined ? {} : { RepositoryPolicyText: resourceDocument(policy.statements) };
}

function numbered(path: string, documents: readonly object[]): readonly RenderedFile[] {
  return documents.map((document, index) =>
    textFile(`${path}${index === 0 ? '' : `-${index + 1}`}.json`, printJsonWithVariables(document)),
  );
}
