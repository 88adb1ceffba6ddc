import { pascalCase } from '../../names.ts';

/** `codebuild` → `CodeBuild`: the one inline policy with all that the catalogue grants to a role. */
export function policyName(role: string): string {
  return pascalCase(role.replace(/^code/, 'code-'));
}
