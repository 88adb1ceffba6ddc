import { sharedStackName, stackName } from '../../lib/names.ts';
import { sharedPath } from '../../lib/targets/cloudformation/paths.ts';
import { describeInFull } from '../support/in-full.ts';
import { testParity } from './parity.ts';

testParity('cloudformation');

describeInFull('by hand', () => {
  testParity('cloudformation', {
    deploy: ({ shared, model: { project } }, environment) => [
      ...shared
        .filter(({ environments }) => environments.includes(environment))
        .map((unit) => deploy(sharedStackName(project, unit.name), sharedPath(unit))),
      deploy(
        stackName(project, environment),
        'iam/roles.yaml',
        ...['--parameter-overrides', `file://iam/parameters/${environment}.json`],
        ...['--capabilities', 'CAPABILITY_NAMED_IAM'],
      ),
    ],
    destroy: ({ model: { project } }, environment) => [
      ['aws', 'cloudformation', 'delete-stack', '--stack-name', stackName(project, environment)],
    ],
  });
});

/** Without changes the emulator answers with an error, where AWS makes an empty change set. */
const TOLERANT = `
said=$("$@" 2>&1) && exit 0
printf '%s\\n' "$said"
case $said in *'No updates are to be performed'*) exit 0 ;; esac
exit 1`;

function deploy(stack: string, template: string, ...more: readonly string[]): readonly string[] {
  const words = ['aws', 'cloudformation', 'deploy', '--no-fail-on-empty-changeset'];
  const named = ['--stack-name', stack, '--template-file', template];
  return ['bash', '-c', TOLERANT, 'tolerant', ...words, ...named, ...more];
}
