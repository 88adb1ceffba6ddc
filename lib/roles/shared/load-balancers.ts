import { allow } from '../../iam/statements.ts';

/** Moving traffic by the default action of a listener. */
export const shiftListener = allow(
  'ShiftListener',
  ['elasticloadbalancing:ModifyListener'],
  [
    'arn:<partition>:elasticloadbalancing:<region>:<account>:listener/app/<loadBalancer>/*/*',
    'arn:<partition>:elasticloadbalancing:<region>:<account>:listener/net/<loadBalancer>/*/*',
  ],
  { why: "Traffic moves to the other target group by changing the listener's default action." },
);

/** Moving traffic by a rule of a listener. */
export const shiftRule = allow(
  'ShiftRule',
  ['elasticloadbalancing:ModifyRule'],
  [
    'arn:<partition>:elasticloadbalancing:<region>:<account>:listener-rule/app/<loadBalancer>/*/*/*',
  ],
  { why: 'Traffic moves to the other target group by changing a listener rule.' },
);
