import type { Answers } from '../answers/types.ts';
import type { Statement } from '../iam/model.ts';
import { placeholderSpec } from '../iam/placeholders.ts';

const PREFIX = /^(codeconnections|codestar-connections):/;

/**
 * False for a statement on the prefix that no environment's connection has: IAM checks the prefix of
 * the ARN that the pipeline names, so the other one grants nothing.
 * https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html
 */
export function isOnUsedPrefix({ actions }: Statement, answers: Answers): boolean {
  const used = connectionServices(answers);
  return actions.every((action) => {
    const prefix = PREFIX.exec(action)?.[1];
    return prefix === undefined || used.has(prefix);
  });
}

function connectionServices({ values, environments }: Answers): ReadonlySet<string | undefined> {
  const { initial } = placeholderSpec('connectionService');
  return new Set(
    environments.map((one) => one.values.connectionService ?? values.connectionService ?? initial),
  );
}
