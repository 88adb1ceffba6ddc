import type { Pipeline } from '../../../service/pipeline/types.ts';

/** True where an image is the source. */
export function usesImage({ source }: Pipeline): boolean {
  return source === 'ecr';
}

/** EcrSourceAction adds an EventBridge rule with a role of its own. */
export const IMAGE_SOURCE = `
interface ImageSourceProps extends CommonAwsActionProps {
  readonly repositoryName: string;
  readonly imageTag: string;
  readonly output: Artifact;
}

/** An image as the source. CDK's own EcrSourceAction adds a rule with a role and a policy of its own. */
class ImageSourceAction extends Action {
  private readonly props: ImageSourceProps;

  constructor(props: ImageSourceProps) {
    super({
      ...props,
      category: ActionCategory.SOURCE,
      provider: 'ECR',
      artifactBounds: { minInputs: 0, maxInputs: 0, minOutputs: 1, maxOutputs: 1 },
      outputs: [props.output],
    });
    this.props = props;
  }

  protected bound(): ActionConfig {
    const { repositoryName, imageTag } = this.props;
    return { configuration: { RepositoryName: repositoryName, ImageTag: imageTag } };
  }
}
`;
