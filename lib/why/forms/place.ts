import { type Form, plainForm, steps } from '../form.ts';

/** Requests that went to the wrong Region, or came from a sender that nobody confirmed. */
export const PLACE_FORMS: readonly Form[] = [
  plainForm(
    'bucket-elsewhere',
    /must be addressed using the specified endpoint|PermanentRedirect|the region '[\w-]+' is wrong|IllegalLocationConstraint/i,
    {
      kind: 'configuration',
      meaning: 'Not IAM: the bucket is in another Region than the one that was asked.',
      steps: steps(
        ['See where it is:', 'aws s3api get-bucket-location --bucket BUCKET'],
        'Give that Region to the client of the SDK, or to AWS_REGION of the container; a null there is us-east-1.',
      ),
    },
  ),
  plainForm(
    'sender-not-verified',
    /(?:Email address|identities?).{0,40}not verified|failed the check in region/i,
    {
      kind: 'configuration',
      meaning:
        'Not IAM: SES sends from, and in its sandbox only to, addresses that were verified in this Region.',
      steps: steps([
        'See which are:',
        'aws sesv2 list-email-identities --query "EmailIdentities[].[IdentityName,SendingEnabled]"',
      ]),
    },
  ),
];
