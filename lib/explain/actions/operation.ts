import { actionsThat } from '../types.ts';

/** Logs, metrics, traces, ECS Exec, networks and load balancers. */
export const OPERATION_ACTIONS = {
  ...actionsThat('On every group it could write false lines into the logs of all other services.', {
    'logs:CreateLogGroup': 'creates a log group',
    'logs:CreateLogStream': 'creates a log stream in a group',
    'logs:PutLogEvents': 'writes lines to a log stream',
  }),
  ...actionsThat('On every group it could read the logs of all other services.', {
    'logs:DescribeLogGroups': 'lists log groups',
    'logs:DescribeLogStreams': 'lists the streams of a log group',
    'logs:GetLogEvents': 'reads the lines of a log stream',
  }),
  ...actionsThat('Without the condition it could write metrics into any namespace.', {
    'cloudwatch:PutMetricData': 'writes metrics',
  }),
  ...actionsThat('On every alarm of the account it only reads; it changes none.', {
    'cloudwatch:DescribeAlarms': 'reads the state of alarms',
  }),
  ...actionsThat('On every workspace it could write false samples into all of them.', {
    'aps:RemoteWrite': 'sends samples to a Prometheus workspace',
  }),
  ...actionsThat('It takes no ARN: traces have no owner.', {
    'xray:GetSamplingRules': 'reads which requests are traced',
    'xray:GetSamplingStatisticSummaries': 'reads how many requests were traced',
    'xray:GetSamplingTargets': 'reads how many requests are to be traced',
    'xray:PutTelemetryRecords': 'reports the state of the daemon',
    'xray:PutTraceSegments': 'sends traces',
  }),
  ...actionsThat(
    'It takes no ARN; who may open a session is decided by ecs:ExecuteCommand of the person.',
    {
      'ssmmessages:CreateControlChannel': 'opens the channel by which the agent hears of sessions',
      'ssmmessages:CreateDataChannel': 'opens the channel of one session',
      'ssmmessages:OpenControlChannel': 'joins the channel by which the agent hears of sessions',
      'ssmmessages:OpenDataChannel': 'joins the channel of one session',
    },
  ),
  ...actionsThat('It takes no ARN, and shows the network of the whole account.', {
    'ec2:Describe*': 'reads whatever EC2 has: instances, networks, security groups',
    'ec2:DescribeAvailabilityZones': 'reads the Availability Zones',
    'ec2:DescribeDhcpOptions': 'reads the DHCP options of a VPC',
    'ec2:DescribeInstances': 'reads the instances',
    'ec2:DescribeNetworkInterfaces': 'reads the network interfaces',
    'ec2:DescribeSecurityGroups': 'reads the security groups',
    'ec2:DescribeSubnets': 'reads the subnets',
    'ec2:DescribeTags': 'reads the tags of what EC2 has',
    'ec2:DescribeVolumes': 'reads the volumes',
    'ec2:DescribeVpcs': 'reads the VPCs',
  }),
  ...actionsThat(
    'On everything it could take apart or open the network and the disks of other services.',
    {
      'ec2:AttachVolume': 'attaches a volume to an instance',
      'ec2:AuthorizeSecurityGroupIngress': 'lets traffic into a security group',
      'ec2:CreateNetworkInterface': 'creates a network interface',
      'ec2:CreateNetworkInterfacePermission': 'lets a service use a network interface',
      'ec2:CreateTags': 'tags what is being created',
      'ec2:CreateVolume': 'creates a volume',
      'ec2:DeleteNetworkInterface': 'deletes a network interface',
      'ec2:DeleteVolume': 'deletes a volume',
      'ec2:DetachVolume': 'detaches a volume from an instance',
    },
  ),
  ...actionsThat('It takes no ARN, and shows all load balancers of the account.', {
    'elasticloadbalancing:Describe*': 'reads whatever the load balancers have',
    'elasticloadbalancing:DescribeListeners': 'reads the listeners',
    'elasticloadbalancing:DescribeRules': 'reads the rules of a listener',
    'elasticloadbalancing:DescribeTargetGroups': 'reads the target groups',
    'elasticloadbalancing:DescribeTargetHealth': 'reads the health of targets',
  }),
  ...actionsThat('On every load balancer it could send the traffic of other services elsewhere.', {
    'elasticloadbalancing:DeregisterInstancesFromLoadBalancer':
      'takes instances from a Classic Load Balancer',
    'elasticloadbalancing:DeregisterTargets': 'takes targets from a target group',
    'elasticloadbalancing:ModifyListener': 'changes where a listener sends traffic',
    'elasticloadbalancing:ModifyRule': 'changes where a rule sends traffic',
    'elasticloadbalancing:RegisterInstancesWithLoadBalancer':
      'gives instances to a Classic Load Balancer',
    'elasticloadbalancing:RegisterTargets': 'gives targets to a target group',
    'vpc-lattice:DeregisterTargets': 'takes targets from a target group of VPC Lattice',
    'vpc-lattice:GetTargetGroup': 'reads a target group of VPC Lattice',
    'vpc-lattice:ListTargets': 'lists the targets of a target group of VPC Lattice',
    'vpc-lattice:RegisterTargets': 'gives targets to a target group of VPC Lattice',
  }),
};
