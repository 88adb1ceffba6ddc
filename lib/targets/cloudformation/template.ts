import type { Model } from '../../iam/model.ts';
import type { Service } from '../../service/types.ts';
import { parameterGroups, roleParameterSection } from './parameters.ts';
import { HAS_BOUNDARY, IS_HOME, IS_OTHER, roleOutputs, roleResources } from './roles.ts';
import { type Mapping, parameterName, ref } from './values.ts';
import { printTemplate } from './yaml.ts';

/** `iam/roles.yaml`: one template for every environment, which differ by parameters. */
export function rolesTemplate(service: Service): string {
  const { model } = service;
  return printTemplate(
    `The IAM roles of ${model.project}: one stack per environment. scripts/deploy-iam.sh ENV ` +
      'deploys it with the values in parameters/ENV.json.',
    {
      AWSTemplateFormatVersion: '2010-09-09',
      Description: `IAM roles of the ECS service ${model.project}, one environment`,
      Metadata: { 'AWS::CloudFormation::Interface': { ParameterGroups: parameterGroups(model) } },
      Parameters: roleParameterSection(service),
      ...conditions(model),
      Resources: merged(model.roles.map((role) => roleResources(role, model.roles))),
      Outputs: merged(model.roles.map(roleOutputs)),
    },
  );
}

function conditions({ roles, home }: Model): Mapping {
  const isEmpty = { 'Fn::Equals': [ref(parameterName('permissionsBoundary')), ''] };
  const isBounded = roles.some(({ settings }) => settings.boundary !== undefined);
  const standing = roles
    .flatMap((role) => [role, ...role.inlinePolicies, ...role.managedPolicies])
    .map(({ where }) => where);
  const isApart = standing.some((where) => where !== undefined);
  const all = {
    ...(isBounded && { [HAS_BOUNDARY]: { 'Fn::Not': [isEmpty] } }),
    ...(isApart && {
      [IS_HOME]: { 'Fn::Equals': [ref(parameterName('environment')), home] },
    }),
    ...(standing.includes('other') && { [IS_OTHER]: { 'Fn::Not': [{ Condition: IS_HOME }] } }),
  };
  return Object.keys(all).length === 0 ? {} : { Conditions: all };
}

function merged(parts: readonly Mapping[]): Mapping {
  return Object.fromEntries(parts.flatMap((part) => Object.entries(part)));
}
