/** The policy with which a role may read what `scripts/validate-iam.sh` compares. */
export const VALIDATION_POLICY = 'ValidateRoles';
