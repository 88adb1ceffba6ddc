import type { NamedPolicy, NotGranted, Statement, TrustStatement, Where } from '../iam/model.ts';
import type { WrittenConditions } from '../iam/statements.ts';
import type { TemplateString } from '../iam/template-string.ts';

/** One entry of the catalogue: everything about a role that does not depend on the answers. */
export interface Role {
  /** The name of its file; flags and answers use it too. */
  readonly id: string;
  readonly title: string;
  readonly name: TemplateString;
  /** True when the role is among the defaults. */
  readonly recommended: boolean;
  /** It follows from other answers: nobody has to choose it. */
  readonly follows?: true;
  /** Where it is made when one pipeline serves several environments; absent: where a service is. */
  readonly belongsTo?: Where;
  /** What the role is for. */
  readonly purpose: string;
  /** When you need it, or why you probably do not; a few sentences. */
  readonly why: string;
  /** What whoever controls it can do nevertheless, and what this repo offers against that. */
  readonly risk: string;
  readonly trust: readonly TrustStatement[];
  /** The trust policy with --trust strict, where it differs from the default. */
  readonly strictTrust?: readonly TrustStatement[];
  /** The policies that the role has without options. */
  readonly policies: readonly NamedPolicy[];
  readonly options: Readonly<Record<string, RoleOption>>;
  /** The chosen grants and the user's own statements become policies of this role. */
  readonly takesGrants?: true;
  /** AWS managed policies that are attached in any case. */
  readonly managedPolicyArns?: readonly TemplateString[];
  /** The AWS managed policy that can replace the base policies. */
  readonly managedAlternative?: ManagedAlternative;
  readonly instanceProfile?: TemplateString;
  /** The identity provider that the trust policy names. */
  readonly oidcProvider?: { readonly url: string; readonly audience: TemplateString };
  /** Actions that people expect and that no option grants. */
  readonly notGranted: readonly NotGranted[];
  /** `<title of the page>: <address>` */
  readonly sources: readonly string[];
}

export interface ManagedAlternative {
  readonly arn: TemplateString;
  /** What it grants beyond the scoped policies. */
  readonly opens: string;
}

/** Permissions or trust that the answers add to a role. */
export interface RoleOption {
  /** When the option is needed; the first sentence is short. */
  readonly summary: string;
  /** The policy that its statements belong to; absent without statements. */
  readonly policy?: string;
  readonly statements: readonly Statement[];
  /** Why the role does not have its actions while it is off; absent: the summary is the reason. */
  readonly whenOff?: string;
  /** Sids of the statements in its policy that it replaces. */
  readonly replaces?: readonly string[];
  /** Why the role does not need the actions of the replaced statements. */
  readonly whyReplaced?: string;
  /** Other options of the role that it requires. */
  readonly requires?: readonly string[];
  readonly trustStatements?: readonly TrustStatement[];
  /** Conditions added to every trust statement. */
  readonly trustConditions?: WrittenConditions;
  /** Trust statements that replace the role's own, together with those of other such options. */
  readonly trust?: readonly TrustStatement[];
  /** The AWS managed policy with the same actions on `*`. */
  readonly managedPolicyArn?: TemplateString;
  /** The managed policy is attached in addition to the statements. */
  readonly attachManagedPolicy?: true;
}

/** The kind of policy that a role has. */
export type PolicyKind = 'inline' | 'customer-managed' | 'aws-managed';
