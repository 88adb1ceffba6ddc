import {
  type PolicyDocument,
  type PolicyStatement,
  PrincipalBase,
  type PrincipalPolicyFragment,
} from 'aws-cdk-lib/aws-iam';

/**
 * A role's trust policy, statement by statement. A principal alone (`assumedBy: new
 * ServicePrincipal(…)`) makes statements without a Sid; these keep theirs.
 */
export class TrustPolicy extends PrincipalBase {
  private readonly statements: readonly PolicyStatement[];

  constructor(...statements: readonly PolicyStatement[]) {
    super();
    this.statements = statements;
  }

  override addToAssumeRolePolicy(document: PolicyDocument): void {
    document.addStatements(...this.statements);
  }

  override dedupeString(): string | undefined {
    return undefined;
  }

  get policyFragment(): PrincipalPolicyFragment {
    throw new Error('A trust policy stands in assumedBy alone.');
  }
}
