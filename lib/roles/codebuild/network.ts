import { allow } from '../../iam/statements.ts';
import type { RoleOption } from '../types.ts';

const NETWORK_INTERFACES = 'arn:<partition>:ec2:<region>:<account>:network-interface/*';
const SUBNET = 'arn:<partition>:ec2:<region>:<account>:subnet/<buildSubnetId>';

/** A build project in a VPC. */
export const buildNetworkOptions = {
  vpc: {
    summary:
      'The project runs in a VPC. AWS documents CreateNetworkInterface and DeleteNetworkInterface on "*"; the ARNs below are what those calls are checked against.',
    policy: 'BuildNetwork',
    statements: [
      allow(
        'DescribeNetwork',
        [
          'ec2:DescribeDhcpOptions',
          'ec2:DescribeNetworkInterfaces',
          'ec2:DescribeSecurityGroups',
          'ec2:DescribeSubnets',
          'ec2:DescribeVpcs',
        ],
        ['*'],
        {
          why: "CodeBuild reads the VPC before it places the build there; IAM offers no resource for EC2's lists.",
        },
      ),
      allow(
        'CreateNetworkInterface',
        ['ec2:CreateNetworkInterface'],
        [
          NETWORK_INTERFACES,
          'arn:<partition>:ec2:<region>:<account>:security-group/<buildSecurityGroupId>',
          SUBNET,
        ],
        {
          why: 'Each build gets a network interface, in the named subnets and security groups alone.',
        },
      ),
      allow('DeleteNetworkInterface', ['ec2:DeleteNetworkInterface'], [NETWORK_INTERFACES], {
        why: "CodeBuild removes a build's network interface, whose ID is made with it, when the build ends.",
      }),
      allow(
        'ShareNetworkInterface',
        ['ec2:CreateNetworkInterfacePermission'],
        [NETWORK_INTERFACES],
        {
          why: "CodeBuild's own account attaches the interface; nobody but CodeBuild, and in these subnets alone.",
          conditions: {
            StringEquals: { 'ec2:AuthorizedService': 'codebuild.amazonaws.com' },
            ArnEquals: { 'ec2:Subnet': SUBNET },
          },
        },
      ),
    ],
  },
} as const satisfies Record<string, RoleOption>;
