import type { Definition } from '../../../lib/iam/definition.ts';
import { canonicalDocument } from '../../../lib/iam/equality.ts';

/** A definition with its documents in canonical form: Terraform sorts what IAM takes as a set. */
export function comparable(definition: Definition): unknown {
  const document = (key: string, value: unknown): unknown =>
    key === 'trust' || key === 'document' ? canonicalDocument(value) : value;
  return JSON.parse(
    JSON.stringify(
      {
        ...definition,
        roles: definition.roles.map((role) => ({
          ...role,
          inlinePolicies: Object.fromEntries(
            Object.entries(role.inlinePolicies).map(([name, one]) => [
              name,
              canonicalDocument(one),
            ]),
          ),
        })),
      },
      document,
    ),
  );
}
