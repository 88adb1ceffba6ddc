import { placeOfExisting } from './existing-role-places.ts';
import { promotes } from './promotion.ts';
import type { Answers, EnvironmentAnswers } from './types.ts';
import { valuesIn } from './values-in.ts';

/** The account of an environment, where the answers tell it. */
export function accountOf(environment: EnvironmentAnswers, answers: Answers): string | undefined {
  return valuesIn(environment, answers).account ?? placeOfExisting(environment, answers).account;
}

/** True where one pipeline serves environments in several accounts; those that are not known are one. */
export function crossesAccounts(answers: Answers): boolean {
  if (!promotes(answers)) return false;
  const known = answers.environments.flatMap((one) => accountOf(one, answers) ?? []);
  return new Set(known).size > 1;
}
