import { principalValue } from '../iam/document.ts';
import type { Conditions, ModelRole, Principal, TrustStatement } from '../iam/model.ts';
import { code, listed } from './markdown.ts';

/** The principals that may assume a role, each once. */
export function assumedBy(role: ModelRole): string {
  return listed([...new Set(role.trust.map(({ principal }) => principalWords(principal)))]);
}

/** A trust statement as a sentence. */
export function trustWords({ principal, action, conditions }: TrustStatement): string {
  const call = action === 'sts:AssumeRole' ? '' : ` (by ${code(action)})`;
  const only = conditions === undefined ? '' : `, if ${conditionWords(conditions)}`;
  return `${principalWords(principal)} may assume it${call}${only}.`;
}

/** Conditions as a clause: all of them have to hold. */
export function conditionWords(conditions: Conditions): string {
  return listed(
    Object.entries(conditions).flatMap(([operator, keys]) =>
      Object.entries(keys).map(
        ([key, values]) =>
          `${code(key)} ${operatorWords(operator)} ${values.map(code).join(' or ')}`,
      ),
    ),
  );
}

const PRINCIPAL_WORDS = {
  service: 'the service',
  aws: 'principals of',
  federated: 'the identity provider',
} as const satisfies Record<Principal['kind'], string>;

/** A principal as a noun. */
export function principalWords(principal: Principal): string {
  return `${PRINCIPAL_WORDS[principal.kind]} ${code(principalValue(principal))}`;
}

const OPERATOR_WORDS: Readonly<Record<string, string>> = {
  StringEquals: 'is',
  ArnEquals: 'is',
  StringLike: 'is like',
  ArnLike: 'is like',
  StringNotEquals: 'is not',
  Bool: 'is',
};

function operatorWords(operator: string): string {
  return OPERATOR_WORDS[operator] ?? `(${operator})`;
}
