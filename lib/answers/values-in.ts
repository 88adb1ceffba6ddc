import type { PlaceholderValues } from '../iam/placeholders.ts';
import type { Answers, EnvironmentAnswers } from './types.ts';

/** The values of an environment: its own, and those of every environment. */
export function valuesIn({ values }: EnvironmentAnswers, answers: Answers): PlaceholderValues {
  return { ...answers.values, ...values };
}
