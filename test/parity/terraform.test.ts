import type { Service } from '../../lib/service/types.ts';
import { describeInFull } from '../support/in-full.ts';
import { testParity } from './parity.ts';

testParity('terraform');

describeInFull('by hand', () => {
  testParity('terraform', {
    deploy: (service, environment) => [
      ...sharedRoots(service, environment).flatMap((root) => apply(root, destinationsAreThere)),
      ...apply(`iam/environments/${environment}`),
    ],
    destroy: (_, environment) => [
      ['terraform', `-chdir=iam/environments/${environment}`, 'destroy', '-auto-approve'],
    ],
  });
});

function sharedRoots({ shared }: Service, environment: string): readonly string[] {
  return shared
    .filter(({ environments }) => environments.includes(environment))
    .map(({ name }) => (name === undefined ? 'iam/shared' : `iam/shared/${name}`));
}

/** No case of the matrix has the destination that its answers name. */
const destinationsAreThere = false;

function apply(root: string, destinations = true): readonly (readonly string[])[] {
  const terraform = [
    'env',
    `TF_VAR_log_destinations=${destinations}`,
    'terraform',
    `-chdir=${root}`,
  ];
  return [
    [...terraform, 'init'],
    // More calls at once make the emulator so slow that the provider repeats them.
    [...terraform, 'apply', '-auto-approve', '-parallelism=2'],
  ];
}
