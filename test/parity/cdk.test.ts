import { sharedStackName, stackName } from '../../lib/names.ts';
import type { Service } from '../../lib/service/types.ts';
import { describeInFull } from '../support/in-full.ts';
import { testParity } from './parity.ts';

testParity('cdk');

describeInFull('by hand', () => {
  testParity('cdk', {
    deploy: (service, environment) =>
      [...sharedStacks(service, environment), stackName(service.model.project, environment)].map(
        (stack) => cdk('deploy', stack, '--require-approval', 'never'),
      ),
    destroy: ({ model }, environment) => [
      cdk('destroy', stackName(model.project, environment), '--force', '--exclusively'),
    ],
  });
});

function sharedStacks({ shared, model }: Service, environment: string): readonly string[] {
  return shared
    .filter(({ environments }) => environments.includes(environment))
    .map(({ name }) => sharedStackName(model.project, name));
}

function cdk(...words: readonly string[]): readonly string[] {
  return ['bash', '-c', 'cd iam && npx cdk "$@"', 'npx', ...words];
}
