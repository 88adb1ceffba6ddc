import { LIMITS } from '../../iam/limits.ts';
import { ServiceError } from '../responses.ts';
import { checkDocument } from './checks.ts';
import type { Handlers } from './handlers.ts';
import type { MemoryState, StoredRepository } from './state.ts';

/** The little of ECR and CloudWatch Logs that shared policies need. */
export const neighbourHandlers: Handlers<
  | 'CreateRepository'
  | 'PutLifecyclePolicy'
  | 'GetRepositoryPolicy'
  | 'SetRepositoryPolicy'
  | 'DeleteRepositoryPolicy'
  | 'DescribeResourcePolicies'
  | 'PutResourcePolicy'
  | 'DeleteResourcePolicy'
  | 'DescribeDestinations'
  | 'PutDestinationPolicy'
> = {
  CreateRepository: (state, input) => {
    const repositoryName = input.repositoryName ?? '';
    if (state.repositories[repositoryName]) {
      throw new ServiceError(
        'RepositoryAlreadyExistsException',
        `The repository with name '${repositoryName}' already exists in the registry with id '${state.account}'`,
      );
    }
    state.repositories[repositoryName] = {
      scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false,
      tagMutability: input.imageTagMutability ?? 'MUTABLE',
    };
    return { repository: { repositoryName } };
  },
  PutLifecyclePolicy: (state, { repositoryName, lifecyclePolicyText = '' }) => {
    findRepository(state, repositoryName).lifecycle = lifecyclePolicyText;
    return {};
  },
  GetRepositoryPolicy: (state, { repositoryName }) => {
    const { policy } = findRepository(state, repositoryName);
    if (policy === undefined) throw noRepositoryPolicy(repositoryName);
    return { policyText: policy };
  },
  SetRepositoryPolicy: (state, { repositoryName, policyText }) => {
    const repository = findRepository(state, repositoryName);
    checkDocument(policyText, LIMITS.ecrRepositoryPolicy);
    repository.policy = policyText ?? '';
    return {};
  },
  DeleteRepositoryPolicy: (state, { repositoryName }) => {
    const repository = findRepository(state, repositoryName);
    if (repository.policy === undefined) throw noRepositoryPolicy(repositoryName);
    delete repository.policy;
    return {};
  },
  DescribeResourcePolicies: (state) => ({
    resourcePolicies: Object.entries(state.logsPolicies).map(([policyName, policyDocument]) => ({
      policyName,
      policyDocument,
    })),
  }),
  PutResourcePolicy: (state, { policyName = '', policyDocument = '' }) => {
    checkDocument(policyDocument, LIMITS.logsResourcePolicy);
    const names = Object.keys(state.logsPolicies);
    if (names.length >= 10 && !names.includes(policyName)) {
      throw new ServiceError('LimitExceededException', 'Resource limit exceeded.');
    }
    state.logsPolicies[policyName] = policyDocument;
    return {};
  },
  DeleteResourcePolicy: (state, { policyName = '' }) => {
    if (state.logsPolicies[policyName] === undefined) throw noLogsResource('Policy');
    delete state.logsPolicies[policyName];
    return {};
  },
  DescribeDestinations: (state, { DestinationNamePrefix = '' }) => ({
    destinations: Object.entries(state.destinations)
      .filter(([name]) => name.startsWith(DestinationNamePrefix))
      .map(([destinationName, { policy }]) => ({
        destinationName,
        arn: `arn:${state.partition}:logs:${state.region}:${state.account}:destination:${destinationName}`,
        ...(policy !== undefined && { accessPolicy: policy }),
      })),
  }),
  PutDestinationPolicy: (state, { destinationName = '', accessPolicy = '' }) => {
    const destination = state.destinations[destinationName];
    if (destination === undefined) throw noLogsResource('Destination');
    checkDocument(accessPolicy, LIMITS.logsResourcePolicy);
    destination.policy = accessPolicy;
    return {};
  },
};

function findRepository(state: MemoryState, name: string | undefined): StoredRepository {
  const repository = state.repositories[name ?? ''];
  if (repository !== undefined) return repository;
  throw new ServiceError(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${state.account}'`,
  );
}

function noRepositoryPolicy(name: string | undefined): ServiceError {
  return new ServiceError(
    'RepositoryPolicyNotFoundException',
    `Repository policy does not exist for the repository with name '${name}'`,
  );
}

function noLogsResource(what: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', `${what} does not exist.`);
}
