import { allow } from '../../iam/statements.ts';

/** Allows shifting traffic with the default action of a listener. */
export const shiftListener = allow(
  'ShiftListener',
  ['elasticloadbalancing:ModifyListener'],
  [
    'arn:<partition>:elasticloadbalancing:<region>:<account>:listener/app/<loadBalancer>/*/*',
    'arn:<partition>:elasticloadbalancing:<region>:<account>:listener/net/<loadBalancer>/*/*',
  ],
  {
    why: 'The deployment shifts traffic to the other target group in the default action of the listener.',
  },
);

/** Allows shifting traffic with a rule of a listener. */
export const shiftRule = allow(
  'ShiftRule',
  ['elasticloadbalancing:ModifyRule'],
  [
    'arn:<partition>:elasticloadbalancing:<region>:<account>:listener-rule/app/<loadBalancer>/*/*/*',
  ],
  { why: 'The deployment shifts traffic to the other target group in a rule of the listener.' },
);
