import { type Form, plainForm, steps } from '../form.ts';

/** Tasks that were allowed everything and do not run all the same. */
export const RUNNING_FORMS: readonly Form[] = [
  plainForm(
    'task-logs',
    /Essential container in task exited|container .* exited with|exit code: ?\d+/i,
    {
      kind: 'configuration',
      meaning: 'Not IAM: ECS started the container, and it ended by itself.',
      steps: steps(['Read why in its log:', 'aws logs tail GROUP --since 1h']),
    },
  ),
  plainForm('out-of-memory', /OutOfMemory(?:Error)?|killed due to memory usage/i, {
    kind: 'configuration',
    meaning: 'Not IAM: the container needed more memory than the task definition gives it.',
    steps: steps('Raise memory of the task or container, or find the leak.'),
  }),
  plainForm(
    'health-checks',
    /failed (?:ELB|container|Classic Load Balancer)? ?health checks|Health checks failed|unhealthy in/i,
    {
      kind: 'configuration',
      meaning:
        'Not IAM: the container runs, and the health check does not get the answer that it expects.',
      steps: steps(
        'Compare path, port and codes of the health check with the application; let the load balancer into the security group of the task; raise healthCheckGracePeriodSeconds.',
      ),
    },
  ),
  plainForm(
    'not-stable',
    /did not stabilize|ServicesStable failed|waiting for state to become 'tfSTABLE'|not reach a steady state/i,
    {
      kind: 'configuration',
      meaning:
        'What waited for the deployment gave up; why the new tasks do not stay is in the events of the service.',
      steps: steps([
        'Read them, newest first, and give what they say to ecs-iam why:',
        "aws ecs describe-services --cluster CLUSTER --services SERVICE --query 'services[0].events[:5].message'",
      ]),
    },
  ),
  plainForm('listener', /task ?set target group must be behind listener/i, {
    kind: 'configuration',
    meaning:
      'Not IAM: the listener does not send to the target group that the service runs with, so CodeDeploy cannot swap the two.',
    steps: steps(
      'Somebody changed the listener or the service by hand, or a deployment was broken off: let the listener forward to the target group of the running task set, then deploy again.',
    ),
  }),
  plainForm(
    'capacity',
    /no container instance met|Capacity is unavailable|RESOURCE:(?:CPU|MEMORY|ENI|PORTS)|no Container Instances were found/i,
    {
      kind: 'configuration',
      meaning: 'Not IAM: there is no room for the task.',
      steps: steps(
        'Add instances or Fargate capacity, or lower CPU and memory; the events of the service say what is missing.',
      ),
    },
  ),
  plainForm(
    'circuit-breaker',
    /deployment circuit breaker|deployment failed: tasks failed to start|tasks failed to start/i,
    {
      kind: 'configuration',
      meaning: 'This says only that tasks did not start; why is in the stopped reason of a task.',
      steps: steps([
        'Read it, and give it to ecs-iam why:',
        "aws ecs describe-tasks --cluster CLUSTER --tasks $(aws ecs list-tasks --cluster CLUSTER --desired-status STOPPED --query 'taskArns[0]' --output text) --query 'tasks[0].[stoppedReason,containers[].reason]'",
      ]),
    },
  ),
];
