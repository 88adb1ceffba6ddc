import { writeFileSync } from 'node:fs';
import { fillModel } from '../iam/fill.ts';
import type { Environment } from '../iam/model.ts';
import { operatorPolicy } from '../plan/operator-policy.ts';
import { ownedNames, planOptions } from './draw-plan.ts';
import { EXIT } from './io.ts';
import type { OpenAccount } from './open-account.ts';
import { drawingOf, type Run } from './run.ts';

/** Prints the least policy for whoever runs plan, apply and destroy; a list for several environments. */
export function printOperatorPolicy(
  run: Run,
  account: OpenAccount,
  environments: readonly Environment[],
): number {
  const policies = environments.map((environment) => {
    const drawing = drawingOf(run, account, environment);
    const model = fillModel(run.model, environment, drawing.facts);
    return operatorPolicy(model, {
      ...drawing.facts,
      catalogue: planOptions(drawing).catalogue.keys(),
      attachable: run.model.roles.flatMap(({ id }) => [...ownedNames(id).attached]),
    });
  });
  const [first, ...others] = policies;
  const text = `${JSON.stringify(others.length === 0 ? first : policies, null, 2)}\n`;
  if (run.options.output === undefined) run.io.out(text);
  else writeFileSync(run.options.output, text);
  return EXIT.done;
}
